using Azure.Core;
using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using RootWatch.Bridge.Settings;

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

    // The Functions host's own setting: the component takes no keys, only identities.
    private const string Authentication = "APPLICATIONINSIGHTS_AUTHENTICATION_STRING";

    public static IServiceCollection AddTelemetry(this IServiceCollection services) => services.AddTelemetry(Environment.GetEnvironmentVariable);

    internal static IServiceCollection AddTelemetry(this IServiceCollection services, Func<string, string?> variables)
    {
        services.AddMetrics();
        services.AddOptions<TelemetryOptions>().BindConfiguration(TelemetryOptions.SectionName).ValidateOnStart();
        services.AddSingleton<IValidateOptions<TelemetryOptions>, TelemetryOptionsValidator>();
        services.AddSingleton<BridgeMetrics>();
        var settings = new TelemetrySettings(variables);
        services.AddSingleton<ICheckedSettings>(settings);
        var toAzureMonitor = settings.Of(AzureMonitor);
        var toOtlp = settings.Of(Otlp) is not null;
        if (!toOtlp && string.IsNullOrEmpty(toAzureMonitor))
        {
            return services;
        }

        var telemetry = services.AddOpenTelemetry()
            .WithTracing(static traces => traces.AddSource(BridgeMetrics.Name))
            .WithMetrics(static metrics => metrics.AddMeter(BridgeMetrics.Name))
            .WithLogging();
        services.ConfigureOpenTelemetryMeterProvider(LimitSeries);
        if (string.IsNullOrEmpty(variables(ServiceName)))
        {
            telemetry.ConfigureResource(static resource => resource.AddService("rootwatch"));
        }

        if (toOtlp)
        {
            telemetry.UseOtlpExporter();
        }

        if (!string.IsNullOrEmpty(toAzureMonitor))
        {
            services.ConfigureOpenTelemetryTracerProvider(traces => traces.AddAzureMonitorTraceExporter(Export));
            services.ConfigureOpenTelemetryMeterProvider(metrics => metrics.AddAzureMonitorMetricExporter(Export));
            services.ConfigureOpenTelemetryLoggerProvider(logs => logs.AddAzureMonitorLogExporter(Export));
        }

        return services;

        void Export(AzureMonitorExporterOptions options)
        {
            options.ConnectionString = toAzureMonitor;
            options.Credential = Identity(variables(Authentication));
        }
    }

    // OpenTelemetry's own limit is 2,000 series, beyond which it drops their tags: ours is to be met first.
    private static void LimitSeries(IServiceProvider services, MeterProviderBuilder metrics) =>
        metrics.AddView(BridgeMetrics.Heartbeats, new MetricStreamConfiguration { CardinalityLimit = services.GetRequiredService<IOptions<TelemetryOptions>>().Value.MaxSpokes + 1 });

    /// <summary>The managed identity that a setting such as "Authorization=AAD;ClientId=…" names; null where it asks for none.</summary>
    internal static TokenCredential? Identity(string? authentication)
    {
        var parts = (authentication ?? string.Empty).Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return !parts.Contains("Authorization=AAD", StringComparer.OrdinalIgnoreCase) ? null
            : Array.Find(parts, part => part.StartsWith("ClientId=", StringComparison.OrdinalIgnoreCase)) is { } client
                ? new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(client["ClientId=".Length..]))
                : new ManagedIdentityCredential(ManagedIdentityId.SystemAssigned);
    }
}
