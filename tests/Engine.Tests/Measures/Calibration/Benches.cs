using PersonaSim.Engine.Measures.Calibration;
using PersonaSim.Engine.Measures.Psychometrics;
using PersonaSim.Engine.Measures.Psychometrics.Forms;
using PersonaSim.Engine.Measures.Psychometrics.People;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Tests.Measures.Psychometrics;

namespace PersonaSim.Engine.Tests.Measures.Calibration;

/// <summary>Benches over the mind in which the truth is known.</summary>
internal static class Benches
{
    public static CalibrationSettings Settings { get; } = new() { Permuted = 99, Isotropic = 5, KlMatched = 5 };

    public static IReadOnlyList<Respondent> People { get; } = Sheets.People(60);

    public static CalibrationBench Truth(TestForm form, SheetFile? file = null, Func<double, double>? response = null, Action<int>? asked = null) =>
        new(directions => new TruthMind(form, directions, People.ToDictionary(p => p.Id), response), Sheets.Respondents, DoseScope.Suffix, file ?? new SheetFile(null), "truth", Administration.UsualLeastMass, asked);

    public static TraitCalibrator Calibrator(CalibrationBench bench, TestForm form, CalibrationSettings? settings = null) =>
        new(bench, form, bench.Ask(form, People), settings ?? Settings, new SortedDictionary<string, string>(StringComparer.Ordinal), "people");
}
