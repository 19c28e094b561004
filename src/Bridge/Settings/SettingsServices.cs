using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace RootWatch.Bridge.Settings;

/// <summary>Registers settings whose secrets are checked.</summary>
public static class SettingsServices
{
    /// <summary>Has what cannot be used of these settings told with that of all others.</summary>
    public static IServiceCollection AddChecked<TOptions>(this IServiceCollection services)
        where TOptions : class, ICheckedSettings =>
        services.AddSingleton<ICheckedSettings>(static provider => provider.GetRequiredService<IOptions<TOptions>>().Value);
}
