using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace RootWatch.Bridge.Telemetry;

/// <summary>
/// Exports traces, metrics and logs where an environment variable says where to; otherwise costs nothing. HTTP
/// clients are not instrumented: their addresses are secrets.
/// </summary>
internal static class TelemetryServices
{
    private const string Otlp = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string ServiceName = "OTEL_SERVICE_NAME";
    private const string AzureMonitor = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    public static IServiceCollection AddTelemetry(this IServiceCollection services)
    {
        services.AddMetrics();
        services.AddSingleton<BridgeMetrics>();
        var toAzureMonitor = Environment.GetEnvironmentVariable(AzureMonitor);
        var toOtlp = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Otlp));
        if (!toOtlp && string.IsNullOrEmpty(toAzureMonitor))
        {
            return services;
        }

        var telemetry = services.AddOpenTelemetry()
            .WithTracing(static traces => traces.AddSource(BridgeMetrics.Name))
            .WithMetrics(static metrics => metrics.AddMeter(BridgeMetrics.Name))
            .WithLogging();
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(ServiceName)))
        {
            telemetry.ConfigureResource(static resource => resource.AddService("rootwatch"));
        }

        if (toOtlp)
        {
            telemetry.UseOtlpExporter();
        }

        if (!string.IsNullOrEmpty(toAzureMonitor))
        {
            services.ConfigureOpenTelemetryTracerProvider(traces => traces.AddAzureMonitorTraceExporter(options => options.ConnectionString = toAzureMonitor));
            services.ConfigureOpenTelemetryMeterProvider(metrics => metrics.AddAzureMonitorMetricExporter(options => options.ConnectionString = toAzureMonitor));
            services.ConfigureOpenTelemetryLoggerProvider(logs => logs.AddAzureMonitorLogExporter(options => options.ConnectionString = toAzureMonitor));
        }

        return services;
    }
}
