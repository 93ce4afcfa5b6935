namespace Airbyte.Cdk;

/// <summary>How the process ends.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Success = 0;

    /// <summary>Failed; standard output says why, unless its reader is gone.</summary>
    public const int Failure = 1;

    /// <summary>The arguments make no sense.</summary>
    public const int WrongUsage = 2;
}
