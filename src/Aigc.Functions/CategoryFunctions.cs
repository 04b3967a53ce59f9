using Aigc.Contracts;
using Aigc.Core.Tenants;
using Aigc.Core.Text.Categories;
using Aigc.Functions.Http;
using Aigc.Functions.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Aigc.Functions;

/// <summary>The tree that products are sorted into.</summary>
public sealed class CategoryFunctions(CategoryStore categories)
{
    [Function(nameof(GetCategories)), Requires(Role.Viewer)]
    [Operation("The tenant's category tree, or the one that ships.", Response = typeof(CategoryTreeInfo))]
    public async Task<IResult> GetCategories([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "categories")] HttpRequest request, CancellationToken cancellationToken) =>
        Answers.Json(await categories.GetAsync(request.Tenant(), cancellationToken), AigcJson.Default.CategoryTreeInfo);

    [Function(nameof(SaveCategories)), Requires(Role.Admin)]
    [Operation("Stores a tree of the tenant's own: paths parted by ' > ', key attributes and telling words of each.", Request = typeof(CategoryTreeInfo), Response = typeof(CategoryTreeInfo))]
    public async Task<IResult> SaveCategories([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "categories")] HttpRequest request, CancellationToken cancellationToken) =>
        Answers.Json(await categories.SaveAsync(request.Tenant(), await request.ReadAsync<CategoryTreeInfo>(), cancellationToken), AigcJson.Default.CategoryTreeInfo);
}
