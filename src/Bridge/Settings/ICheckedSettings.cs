namespace RootWatch.Bridge.Settings;

/// <summary>Settings that tell which of their values cannot be used. What is wrong in itself is not among them: that stops the host.</summary>
public interface ICheckedSettings
{
    IEnumerable<UnusableSetting> Unusable { get; }
}
