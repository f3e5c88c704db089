using System.Globalization;
using System.Text;

namespace PersonaSim.Native.Training;

/// <summary>The losses of a training, kept as a CSV file beside the checkpoint: whole lines, replaced at once.</summary>
internal sealed class LossLog(string path)
{
    private const string Header = "step,tokens,rate,loss,validation,gradient,tokens_per_second";
    private readonly List<TrainingProgress> _rows = [];

    public IReadOnlyList<TrainingProgress> Rows => _rows;

    public void Add(TrainingProgress row) => _rows.Add(row);

    public void Save()
    {
        var text = new StringBuilder(Header).Append('\n');
        foreach (var r in _rows) text.AppendJoin(',', [r.Step, r.Tokens, Show(r.Rate), Show(r.Loss), r.Validation is { } v ? Show(v) : "", Show(r.GradientNorm), Show(Math.Round(r.TokensPerSecond))]).Append('\n');
        Replace(path, text.ToString());
    }

    /// <summary>Takes the rows up to a step from the file, if there is one.</summary>
    public void Load(long upTo, long steps)
    {
        _rows.Clear();
        if (!File.Exists(path)) return;
        foreach (var line in File.ReadLines(path).Skip(1))
        {
            var f = line.Split(',');
            if (f.Length != Header.Split(',').Length || !long.TryParse(f[0], CultureInfo.InvariantCulture, out var step)) throw new InputException($"{path} has a line '{line}' that is no row of losses: remove the file, it is only a record.");
            if (step <= upTo) _rows.Add(new TrainingProgress(step, steps, Number(f[3]), f[4].Length == 0 ? null : Number(f[4]), Number(f[2]), Number(f[5]), long.Parse(f[1], CultureInfo.InvariantCulture), Number(f[6])));
        }
    }

    /// <summary>Writes a text under another name first, so that a reader never finds half of it.</summary>
    public static void Replace(string path, string text)
    {
        var part = path + ".part";
        File.WriteAllText(part, text);
        File.Move(part, path, overwrite: true);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string Show(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
