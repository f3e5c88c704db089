using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using PersonaSim.Engine.Measures.Psychometrics.Forms;
using PersonaSim.Engine.Measures.Psychometrics.People;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Native;
using PersonaSim.Native.Benches;
using PersonaSim.Native.Decoding;
using PersonaSim.Native.Models;
using PersonaSim.Vectors.Computing;

namespace PersonaSim.Cli.Wiring.Calibrating;

/// <summary>How long a card will take, measured on the model itself, and whether the questionnaire fits into it at all.</summary>
internal sealed record CardPlan(double TokensPerSecond, long ComputeTokens, long Questions, int QuestionTokens, int LongestQuestion)
{
    private const int TimedTexts = 12;
    private const int Wording = 1;

    public double ComputeSeconds => ComputeTokens / TokensPerSecond;

    public double CalibrateSeconds => Questions * (double)QuestionTokens / TokensPerSecond;

    /// <exception cref="InputException">A question is longer than what the model was trained for.</exception>
    public static CardPlan Of(ParseResult parsed, LlamaModel model, VectorComputer computer, int traits, CancellationToken cancellation)
    {
        var prompts = new PromptLibrary(parsed.GetValue(CalibrateOptions.Prompts) ?? Folders.Prompts);
        var form = TestForm.Load(prompts, parsed.GetRequiredValue(CalibrateOptions.Instrument));
        var respondents = new Respondents(prompts);
        List<Respondent> people = [.. ReferencePeople.Load(prompts).People.People.Take(CalibrateOptions.People(parsed)).Select(p => respondents.Described(p, Wording))];
        var longest = CalibrationMinds.LongestAsk(model, [form], people);
        if (longest > model.TrainedContext) throw new InputException($"{Path.GetFileName(model.Path)} was trained for {model.TrainedContext} tokens, and a question of {form.Name} to somebody who is described in words takes up to {longest}: what it says beyond its context means nothing, so no card can be made of it. Take a model with a longer context, or shorter texts (--prompts FOLDER).");
        int Tokens(string text) => model.Vocabulary.Tokenize(text.AsSpan(), special: false).Length;
        var settings = CalibrateOptions.Settings(parsed);
        var question = (int)Math.Ceiling(form.Items.Average(i => (Tokens(i.Forward) + Tokens(i.Reversed)) / 2.0)) + respondents.Baseline().Blocks.Skip(1).Sum(b => Tokens(b.Text)) + 8; // the template around it
        using var loop = new PromptLoop(model, [.. computer.Texts().Take(TimedTexts)], ThreadCount.Resolve(parsed.GetValue(CalibrateOptions.Threads)), parsed.GetValue(CalibrateOptions.Flash));
        loop.Run(cancellation); // warms up
        var start = Stopwatch.GetTimestamp();
        loop.Run(cancellation);
        return new CardPlan(loop.Tokens / Stopwatch.GetElapsedTime(start).TotalSeconds, computer.Tokens, CalibrationSession.Planned(form, settings, people.Count, traits), question, longest);
    }

    public string Words(string model, bool quick) => string.Create(
        CultureInfo.InvariantCulture,
        $"{model} reads about {TokensPerSecond:N0} prompt tokens a second here, measured on {TimedTexts} texts. Computing: {ComputeTokens:N0} tokens, about {CalibrationSession.Duration(ComputeSeconds)}. Calibrating: about {Questions:N0} questions of {QuestionTokens} tokens, about {CalibrationSession.Duration(CalibrateSeconds)}{(quick ? "" : "; each steered trait adds some for leakage, coherence and capability")}. Stopped at any time, the same command goes on.");
}
