using Aigc.Contracts;
using Aigc.Contracts.Costs;
using Aigc.Core.Costs;
using Aigc.Core.Tenants;
using Aigc.Functions.Http;
using Aigc.Functions.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Aigc.Functions;

/// <summary>What a tenant may spend and what it has spent.</summary>
public sealed class BudgetFunctions(Budgets budgets, TenantSpending spending)
{
    [Function(nameof(SetBudget)), Requires(Role.Admin)]
    [Operation("Sets the budget: warning, soft stop (new batches wait for a decision) and hard stop (nothing more is bought).", Request = typeof(TenantBudget), Response = typeof(TenantSpend))]
    public async Task<IResult> SetBudget([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "tenants/budget")] HttpRequest request, CancellationToken cancellationToken)
    {
        await budgets.SetAsync(request.Tenant(), await request.ReadAsync<TenantBudget>(), cancellationToken);
        return Answers.Json(await spending.GetAsync(request.Tenant(), cancellationToken), AigcJson.Default.TenantSpend);
    }

    [Function(nameof(GetBudget)), Requires(Role.Viewer)]
    [Operation("The budget, what is spent and reserved under it, by model, and the calls that wait for the invoice.", Response = typeof(TenantSpend))]
    public async Task<IResult> GetBudget([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "tenants/budget")] HttpRequest request, CancellationToken cancellationToken) =>
        Answers.Json(await spending.GetAsync(request.Tenant(), cancellationToken), AigcJson.Default.TenantSpend);

    [Function(nameof(BookInvoice)), Requires(Role.Admin)]
    [Operation("Lines of a provider's invoice for calls whose outcome was unknown: each takes the place of the upper bound that was booked.", Request = typeof(InvoiceRequest), Response = typeof(InvoiceResult))]
    public async Task<IResult> BookInvoice([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "tenants/invoices")] HttpRequest request, CancellationToken cancellationToken)
    {
        var invoice = await request.ReadAsync<InvoiceRequest>();
        return Answers.Json(await spending.ReconcileAsync(request.Tenant(), invoice.Lines, cancellationToken), AigcJson.Default.InvoiceResult);
    }
}
