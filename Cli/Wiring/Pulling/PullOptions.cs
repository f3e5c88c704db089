namespace PersonaSim.Cli.Wiring.Pulling;

/// <summary>How patient a download is.</summary>
internal sealed record PullOptions
{
    /// <summary>No byte for so long: the connection is given up and taken up anew.</summary>
    public TimeSpan Stall { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Attempts in a row that bring nothing new before it ends.</summary>
    public int Attempts { get; init; } = 6;

    /// <summary>Before the second attempt; doubles with each.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Free bytes of the disk that holds a folder.</summary>
    public Func<string, long> FreeSpace { get; init; } = folder => new DriveInfo(folder).AvailableFreeSpace;

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
