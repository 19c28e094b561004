using RootWatch.Release;

// docs/releasing.md says what comes out.
if (ReleaseOptions.Parse(args) is not { } options)
{
    await Console.Error.WriteLineAsync(ReleaseOptions.Usage);
    return 2;
}

try
{
    await ReleaseBuild.RunAsync(options);
    return 0;
}
catch (ReleaseException why)
{
    await Console.Error.WriteLineAsync(why.Message);
    return 1;
}
