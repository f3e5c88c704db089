using System.Runtime.CompilerServices;

namespace PersonaSim.Native.Models.Templates;

/// <summary>What one rendering has used so far, where it stands, and what the caller lets it know.</summary>
internal sealed class Execution(TemplateLimits limits, DateTime? date = null)
{
    private long _steps;
    private long _characters;

    public Position At { get; set; } = new(1, 1);

    /// <summary>The date <c>strftime_now</c> may tell; without one that function does not exist.</summary>
    public DateTime? Date => date;

    public void Step()
    {
        if (++_steps > limits.Steps) throw new TemplateFault($"stopped after {limits.Steps} steps: the template loops too long");
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack()) throw new TemplateFault("stopped: nested or recursive too deeply");
    }

    /// <summary>Charges work in proportion to a text's or list's length, before it is done.</summary>
    public void Spend(long count)
    {
        _characters += count;
        if (_characters > limits.Characters) throw new TemplateFault($"stopped after copying {limits.Characters} characters: the template makes too much text");
    }

    /// <summary>Charges a new list, whose items take some 32 bytes each.</summary>
    public void SpendItems(long count)
    {
        RequireLength(count * 16);
        Spend(count * 16);
    }

    /// <summary>Charges a search of <paramref name="needle"/> characters in <paramref name="haystack"/>; a plain search is quadratic at worst.</summary>
    public void SpendSearch(int haystack, int needle) => Spend(haystack * (1 + needle / 256L));

    public void RequireLength(long length)
    {
        if (length > limits.TextLength) throw new TemplateFault($"stopped: a text would exceed {limits.TextLength} characters (a list, {limits.TextLength / 16} items)");
    }
}
