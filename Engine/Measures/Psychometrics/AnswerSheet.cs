using PersonaSim.Engine.Measures.Psychometrics.Forms;
using PersonaSim.Engine.Measures.Psychometrics.People;

namespace PersonaSim.Engine.Measures.Psychometrics;

/// <summary>A form as somebody filled it in; responses in the form's order.</summary>
public sealed record AnswerSheet(TestForm Form, Respondent Respondent, IReadOnlyList<ItemResponse> Responses);
