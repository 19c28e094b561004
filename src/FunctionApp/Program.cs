using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using RootWatch.FunctionApp;

return await HostRunner.RunAsync(() =>
{
    var builder = FunctionsApplication.CreateBuilder(args);

    builder.ConfigureFunctionsWebApplication();
    builder.UseMiddleware<ResultMiddleware>();
    builder.Services.AddFunctionApp();

    return builder.Build().RunAsync();
});
