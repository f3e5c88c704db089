using System.Globalization;
using System.Text.RegularExpressions;

namespace PersonaSim.Engine.Studies.Town.Environments.Policy;

/// <summary>A field of a sheet with what may stand in it; it says so in words, judges values, and can name one that fits.</summary>
/// <param name="Low">The lowest number; for <see cref="FieldKind.Multiple"/> the divisor, for <see cref="FieldKind.After"/> the distance.</param>
/// <param name="Options">What may be chosen; for <see cref="FieldKind.Words"/> the one word that must occur.</param>
/// <param name="Other">The place in the sheet of the field that this one depends on, or -1.</param>
internal sealed partial record PolicyField(string Name, FieldKind Kind, int Low, int High, IReadOnlyList<string> Options, int Other, string OtherName)
{
    /// <summary>The rule as the sheet states it.</summary>
    public string Rule => Kind switch
    {
        FieldKind.Between or FieldKind.AtMost => $"a whole number from {Text(Low)} to {Text(High)}",
        FieldKind.Multiple => $"a whole number up to {Text(High)} that can be divided by {Text(Low)}",
        FieldKind.OneOf => string.Join(" or ", Options),
        FieldKind.Person => "somebody who lives in town",
        FieldKind.Place => "a place in town",
        FieldKind.YesNo => "yes or no",
        FieldKind.Words => $"two to eight words, one of them '{Options[0]}'",
        _ => $"a whole number, at least {Text(Low)} more than the {OtherName}",
    };

    /// <summary>The value as it is entered, or null and why it breaks the rule.</summary>
    public string? Judge(string value, IReadOnlyList<string?> sheet, out string reason)
    {
        reason = $"The {Name} must be {Rule}; '{value}' is not.";
        switch (Kind)
        {
            case FieldKind.OneOf or FieldKind.Person or FieldKind.Place or FieldKind.YesNo:
                return Options.FirstOrDefault(o => string.Equals(o, value.TrimEnd('.'), StringComparison.OrdinalIgnoreCase));
            case FieldKind.Words:
                var words = Words.Of(value);
                return words.Count is >= 2 and <= 8 && Words.Of(Options[0]).All(words.Contains) ? value : null;
            case FieldKind.After when Number(sheet[Other]) is not { } other:
                reason = $"The {Name} depends on the {OtherName}; fill that in first.";
                return null;
            case FieldKind.After:
                return Number(value) is { } later && later >= Number(sheet[Other]) + Low ? Text(later) : null;
            default:
                if (Number(value) is not { } number) return null;
                var fits = Kind == FieldKind.Multiple ? number > 0 && number % Low == 0 : number >= Low;
                return fits && number <= High ? Text(number) : null;
        }
    }

    /// <summary>A value that fits, or null while the field it depends on is empty; different numbers give different ones where there are several.</summary>
    public string? Example(int number, IReadOnlyList<string?> sheet) => Kind switch
    {
        FieldKind.Between or FieldKind.AtMost => Text(Low + (number % (High - Low + 1))),
        FieldKind.Multiple => Text(Low * (1 + (number % (High / Low)))),
        FieldKind.Words => $"the town's {Options[0]}",
        FieldKind.After => Number(sheet[Other]) is { } other ? Text(other + Low) : null,
        _ => Options[number % Options.Count],
    };

    // "8", "8:00", "40 crowns": one number, whatever its unit
    private static int? Number(string? value) =>
        value is not null && OneNumber().Match(value) is { Success: true } match ? int.Parse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : null;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^[^0-9\-]*([0-9]{1,6})(?::00)?[^0-9]*$")]
    private static partial Regex OneNumber();
}
