using Microsoft.Identity.Client;

namespace RootWatch.Bridge.Notifications.Teams.Graph;

/// <summary>
/// Keeps the service account's tokens in a file that is its owner's alone. The file is replaced as a whole: a process
/// that ends while it writes loses no sign-in.
/// </summary>
/// <param name="path">The file's path.</param>
/// <param name="couldNotSave">Hears that tokens could not be kept; where it is null, that is an exception.</param>
internal sealed class FileTokenCache(string path, Action<Exception>? couldNotSave = null)
{
    public void Register(ITokenCache cache)
    {
        cache.SetBeforeAccess(access => access.TokenCache.DeserializeMsalV3(Load(), shouldClearExistingCache: true));
        cache.SetAfterAccess(access =>
        {
            if (access.HasStateChanged)
            {
                Save(access.TokenCache.SerializeMsalV3());
            }
        });
    }

    /// <summary>Null where nobody has signed in yet.</summary>
    internal byte[]? Load() => File.Exists(path) ? File.ReadAllBytes(path) : null;

    internal void Save(byte[] tokens)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var draft = $"{path}.{Guid.NewGuid():N}";
            using (var file = new FileStream(draft, ForItsOwnerAlone()))
            {
                file.Write(tokens);
                file.Flush(flushToDisk: true);
            }

            File.Move(draft, path, overwrite: true);
        }
#pragma warning disable CA1031 // Entra ID has given the token that an alert waits for; what the file holds still renews it.
        catch (Exception failure) when (couldNotSave is not null)
#pragma warning restore CA1031
        {
            couldNotSave(failure);
        }
    }

    private static FileStreamOptions ForItsOwnerAlone()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
