namespace PersonaSim.Native.Gguf.Checks;

/// <summary>
/// The sizes that the metadata claims. Heads and what follows describe the first block and are 0 without attention; the vocabulary is
/// null where the file has neither tokens nor <c>vocab_size</c>.
/// </summary>
internal sealed record ModelShape(
    long Layers,
    long Embedding,
    long? Vocabulary,
    long Heads,
    long KeyValueHeads,
    long KeyLength,
    long ValueLength,
    long RopeDimensions,
    long Experts);
