using Microsoft.Extensions.Hosting;
using RootWatch.Bridge;

var builder = FunctionsApplication.CreateBuilder(args);

builder.ConfigureFunctionsWebApplication();
builder.Services.AddBridge();
builder.Services.AddTopicPublisher();

builder.Build().Run();
