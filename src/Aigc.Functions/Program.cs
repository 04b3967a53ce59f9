using Aigc.Azure;
using Aigc.Core;
using Aigc.Functions;
using Aigc.Providers;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.ConfigureAigc();
builder.ConfigureDurableWorker().AddTasks(registry => registry.AddAigcTasks());
builder.Services.AddAigc(builder.Configuration).AddAigcAzure(builder.Configuration).AddAigcProviders();
builder.Build().Run();
