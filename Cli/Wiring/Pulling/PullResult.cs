namespace PersonaSim.Cli.Wiring.Pulling;

/// <summary>Against what a file's SHA-256 was compared.</summary>
internal enum PullProof
{
    /// <summary>Nothing was known: the hash only tells later whether the file is still the same.</summary>
    Nothing,

    /// <summary>What the user gave.</summary>
    Given,

    /// <summary>What the hub says of the file.</summary>
    Hub,
}

/// <summary>A file that was fetched.</summary>
/// <param name="Resumed">Bytes that were there already when it began.</param>
/// <param name="Retries">Times that the connection was taken up again.</param>
internal sealed record PullResult(string Path, long Bytes, string Sha256, PullProof Verified, long Resumed, int Retries);
