using PersonaSim.Engine.Measures.Psychometrics.Forms;
using PersonaSim.Engine.Measures.Psychometrics.People;

namespace PersonaSim.Engine.Measures.Psychometrics;

/// <summary>A form as somebody filled it in; responses in the form's order.</summary>
public sealed record AnswerSheet(TestForm Form, Respondent Respondent, IReadOnlyList<ItemResponse> Responses)
{
    /// <summary>The same answers to some of the items, e.g. those of two facets: asked once, scored in parts.</summary>
    /// <param name="part">Made by <see cref="TestForm.Only"/> from this sheet's form; one part for all sheets of a report.</param>
    public AnswerSheet Only(TestForm part)
    {
        var known = Responses.ToDictionary(r => r.Item.Id, StringComparer.Ordinal);
        return new AnswerSheet(part, Respondent, [.. part.Items.Select(i => known.GetValueOrDefault(i.Id) ?? throw new ArgumentException($"The sheet of {Respondent.Id} has no item {i.Id}.", nameof(part)))]);
    }
}
