namespace PersonaSim.Native.Training;

/// <summary>A length of window that a training uses from a step on: documents go into the shortest that holds them.</summary>
/// <param name="From">The last step that does without documents of this length.</param>
/// <param name="Until">The last step with documents of this length; 0: none.</param>
/// <param name="Windows">Windows of this length that make up a step; 0: as many as hold the tokens of the plan's windows.</param>
/// <param name="Share">How often a document of this length comes beside those of others.</param>
public sealed record WindowLength(int Context, long From = 0, int Windows = 0, long Until = 0, double Share = 1);

/// <summary>The sizes of a batch: a worker has graphs of its own for each.</summary>
/// <param name="Predicted">Places of a window whose next token is predicted, at most: only they need the output matrix.</param>
/// <param name="Doses">Of each place; 0: nothing is dosed.</param>
public sealed record WindowSize(int Context, int Windows, int Predicted, int Doses = 0)
{
    public int Places => Context * Windows;
}
