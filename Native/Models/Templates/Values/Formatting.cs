using System.Globalization;

namespace PersonaSim.Native.Models.Templates.Values;

/// <summary>Python's two ways to fill a text with values: <c>'%s' % x</c> and <c>'{}'.format(x)</c>.</summary>
internal static class Formatting
{
    public static MarkedText Percent(Execution run, MarkedText format, object? value)
    {
        var arguments = value is JinjaList { IsTuple: true } tuple ? tuple.Items : [value];
        var builder = new MarkedBuilder(run);
        var next = 0;
        for (var i = 0; i < format.Length; i++)
        {
            if (format.Value[i] != '%')
            {
                builder.Append(format, i, 1);
                continue;
            }

            var start = ++i;
            while (i < format.Length && (char.IsAsciiDigit(format.Value[i]) || format.Value[i] is '.' or '-')) i++;
            var kind = i < format.Length ? format.Value[i] : '\0';
            if (kind == '%') builder.Append("%");
            else if (next >= arguments.Count) throw new TemplateFault("not enough values for the '%' format");
            else builder.Append(Field(run, arguments[next++], format.Value[start..i], kind));
        }

        return next < arguments.Count && value is not (JinjaDict or JinjaList { IsTuple: false }) ? throw new TemplateFault("too many values for the '%' format") : builder.ToText();
    }

    public static MarkedText Braces(Execution run, MarkedText format, Arguments arguments)
    {
        var builder = new MarkedBuilder(run);
        var next = 0;
        for (var i = 0; i < format.Length; i++)
        {
            var c = format.Value[i];
            if (c is '{' or '}' && i + 1 < format.Length && format.Value[i + 1] == c) builder.Append(format, i++, 1);
            else if (c != '{') builder.Append(format, i, 1);
            else
            {
                var end = format.Value.IndexOf('}', i);
                if (end < 0) throw new TemplateFault("format: a '{' is not closed");
                var field = format.Value[(i + 1)..end].Split(':', 2);
                var value = Pick(arguments, field[0], ref next);
                builder.Append(field.Length == 1 ? Conversion.Text(run, value) : Field(run, value, field[1].TrimEnd('s', 'd', 'f'), field[1].Length > 0 ? field[1][^1] : 's'));
                i = end;
            }
        }

        return builder.ToText();
    }

    private static object? Pick(Arguments arguments, string name, ref int next)
    {
        var named = arguments.Named.Where(n => n.Key == name).Select(n => n.Value).ToList();
        if (named.Count > 0) return named[0];
        var index = name.Length == 0 ? next++ : int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var i) ? i : -1;
        return index >= 0 && index < arguments.Positional.Count ? arguments.Positional[index] : throw new TemplateFault($"format: no value for '{{{name}}}'");
    }

    private static MarkedText Field(Execution run, object? value, string spec, char kind)
    {
        if (value is Undefined missing && kind != 's') throw missing.Fault();
        var number = Conversion.Number(value);
        switch (kind)
        {
            case 's' when spec.Length == 0:
                return Conversion.Text(run, value);
            case 'r' when spec.Length == 0:
                var builder = new MarkedBuilder(run);
                Representation.Write(run, builder, value);
                return builder.ToText();
            case 'd' or 'i' when number is not null && int.TryParse("0" + spec, NumberStyles.None, CultureInfo.InvariantCulture, out var width) && width < 100:
                var digits = ((long)Math.Truncate(Numbers.Double(number))).ToString(CultureInfo.InvariantCulture);
                return MarkedText.Of(spec.StartsWith('0') ? digits.PadLeft(width, '0') : digits.PadLeft(width));
            case 'f' when number is not null && (spec.Length == 0 || spec.StartsWith('.')) && int.TryParse("0" + spec.TrimStart('.'), NumberStyles.None, CultureInfo.InvariantCulture, out var places) && places < 100:
                return MarkedText.Of(Numbers.Double(number).ToString("F" + (spec.Length == 0 ? 6 : places), CultureInfo.InvariantCulture));
            default:
                throw new TemplateFault($"the format '{spec}{kind}' of a {Conversion.TypeName(value)} is not supported");
        }
    }
}
