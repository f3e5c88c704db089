using PersonaSim.Native.Models.Templates.Values;

namespace PersonaSim.Native.Models.Templates.Library;

/// <summary>The functions every template can call.</summary>
internal static class Globals
{
    public static Function? Find(Execution run, string name) => name switch
    {
        "raise_exception" => new Function(name, (r, a) => throw new TemplateFault(Message(r, a)) { Raised = true }),
        "namespace" => new Function(name, Namespace),
        "dict" => new Function(name, (_, a) => Dict(a)),
        "range" => new Function(name, Range),
        "joiner" => new Function(name, Joiner),
        "strftime_now" when run.Date is { } date => new Function(name, (r, a) => Dates.Format(r, date, Arguments.Text(a.Bind(name, "format")[0], name))),
        _ => null,
    };

    private static string Message(Execution run, Arguments a) => Conversion.Text(run, Arguments.Or(a.Bind("raise_exception", "message")[0], null)).Value;

    private static JinjaNamespace Namespace(Execution run, Arguments a)
    {
        var space = new JinjaNamespace();
        foreach (var (key, value) in Dict(a).Entries) space.Attributes[Conversion.Text(run, key).Value] = value;
        return space;
    }

    private static JinjaDict Dict(Arguments a)
    {
        var dict = new JinjaDict();
        foreach (var given in a.Positional)
        {
            if (given is not JinjaDict other) throw new TemplateFault($"dict takes a mapping or named values, got a {Conversion.TypeName(given)}");
            foreach (var (key, value) in other.Entries) dict.Set(key, value);
        }

        foreach (var (key, value) in a.Named) dict.Set(key, value);
        return dict;
    }

    private static JinjaList Range(Execution run, Arguments a)
    {
        if (a.Positional.Count is 0 or > 3 || a.Named.Count > 0) throw new TemplateFault("range takes one to three whole numbers");
        long Number(int i) => Conversion.Number(a.Positional[i]) as long? ?? throw new TemplateFault($"range needs whole numbers, got {Conversion.TypeName(a.Positional[i])}");
        var start = a.Positional.Count > 1 ? Number(0) : 0;
        var stop = a.Positional.Count > 1 ? Number(1) : Number(0);
        var step = a.Positional.Count > 2 ? Number(2) : 1;
        if (step == 0) throw new TemplateFault("the step of a range cannot be 0");
        var count = Int128.Max(0, ((Int128)stop - start + step - Math.Sign(step)) / step);
        run.SpendItems((long)Int128.Min(count, int.MaxValue));
        return new JinjaList([.. Enumerable.Range(0, (int)count).Select(i => (object?)(start + i * step))]);
    }

    // nothing on the first call, the separator afterwards
    private static Function Joiner(Execution run, Arguments a)
    {
        object? separator = Arguments.Or(a.Bind("joiner", "sep")[0], MarkedText.Of(", "));
        var used = false;
        return new Function("joiner", (_, _) =>
        {
            var value = used ? separator : MarkedText.Empty;
            used = true;
            return value;
        });
    }
}
