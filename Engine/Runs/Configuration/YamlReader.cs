using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PersonaSim.Engine.Runs.Configuration;

/// <summary>One YAML document to nodes. Built on the parser's events, because its object model keeps neither every position nor duplicate keys.</summary>
internal sealed class YamlReader
{
    private const int Deepest = 64;
    private const long MostNodes = 200_000; // aliases of aliases grow by powers
    private const string MergeKey = "<<";
    private readonly Scanner _scanner;
    private readonly Parser _parser;
    private readonly Func<Mark, ConfigPosition> _at;
    private readonly ConfigErrors _errors;
    private readonly Dictionary<string, ConfigNode> _anchors = [];

    private YamlReader(string text, Func<Mark, ConfigPosition> at, ConfigErrors errors)
    {
        _scanner = new Scanner(new StringReader(text));
        _parser = new Parser(_scanner);
        _at = at;
        _errors = errors;
    }

    /// <summary>The document's top node; null if it could not be read, or is empty. What is wrong is added to the errors.</summary>
    public static ConfigNode? Read(string text, Func<Mark, ConfigPosition> at, ConfigErrors errors)
    {
        var reader = new YamlReader(text, at, errors);
        try
        {
            return reader.Document();
        }
        catch (YamlException e)
        {
            YamlFault.Add(errors, at, e, text);
        }
        catch (InvalidOperationException) // the scanner's, for some texts with an open bracket (YamlDotNet issue 541)
        {
            errors.Add(at(reader._scanner.CurrentPosition), YamlFault.Prefix + "it cannot be read on from here; is a bracket above not closed, or a comma missing?");
        }

        return null;
    }

    private ConfigNode? Document()
    {
        _parser.Consume<StreamStart>();
        if (_parser.TryConsume<StreamEnd>(out _)) return null;
        _parser.Consume<DocumentStart>();
        var node = Node(0);
        _parser.Consume<DocumentEnd>();
        if (_parser.Accept<DocumentStart>(out var second)) _errors.Add(_at(second.Start), "a second document begins here: a configuration is one document.");
        return node;
    }

    private ConfigNode Node(int depth)
    {
        if (_parser.TryConsume<AnchorAlias>(out var alias)) return Aliased(alias);
        // the parser forgets the empty key of `- : 3`
        if (!_parser.Accept<NodeEvent>(out var start)) throw new YamlException(_parser.Current!.Start, _parser.Current.End, "a key or a value is missing here.");
        if (depth > Deepest) throw new YamlException(start.Start, start.End, $"it is nested more than {Deepest} deep.");
        if (!start.Tag.IsEmpty && !start.Tag.IsNonSpecific) _errors.Add(_at(start.Start), $"the tag {start.Tag.Value} is not used here: leave it out, the key decides the type.");
        ConfigNode node = start switch
        {
            Scalar => Value(_parser.Consume<Scalar>()),
            SequenceStart => Items(depth),
            _ => Map(depth),
        };
        if (node.Size > MostNodes) throw new YamlException(start.Start, start.End, $"it holds more than {MostNodes} values, aliases written out.");
        if (!start.Anchor.IsEmpty) _anchors[start.Anchor.Value] = node;
        return node;
    }

    private ConfigNode Aliased(AnchorAlias alias)
    {
        if (_anchors.TryGetValue(alias.Value.Value, out var node)) return node;
        _errors.Add(_at(alias.Start), $"nothing above is marked &{alias.Value.Value}, so *{alias.Value.Value} means nothing here.");
        return ConfigScalar.Null(_at(alias.Start));
    }

    private ConfigScalar Value(Scalar scalar) => new(scalar.Value, scalar.Style == ScalarStyle.Plain, _at(scalar.Start));

    private ConfigList Items(int depth)
    {
        var at = _at(_parser.Consume<SequenceStart>().Start);
        var items = new List<ConfigNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _)) items.Add(Node(depth + 1));
        return new ConfigList(items, at);
    }

    private ConfigMap Map(int depth)
    {
        var at = _at(_parser.Consume<MappingStart>().Start);
        var entries = new Dictionary<string, ConfigEntry>();
        var order = new List<string>();
        var merged = new List<ConfigMap>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var keyNode = Node(depth + 1);
            var value = Node(depth + 1);
            if (keyNode is not ConfigScalar key)
            {
                _errors.Add(keyNode.Position, "a key must be a single word, not a list or keys of its own.");
            }
            else if (key is { Text: MergeKey, IsPlain: true })
            {
                Collect(value, merged);
            }
            else if (entries.TryAdd(key.Text, new ConfigEntry(key.Text, key.Position, value)))
            {
                order.Add(key.Text);
            }
            else
            {
                _errors.Add(key.Position, $"the key '{Shown.Clip(key.Text)}' stands here a second time; the first is at {entries[key.Text].Position}.");
            }
        }

        var own = new ConfigMap([.. order.Select(k => entries[k])], at);
        // as YAML 1.1 has it: own keys win over merged ones, earlier merged ones over later
        return merged.Count == 0 ? own : new ConfigMap([.. merged.Prepend(own).SelectMany(m => m.Entries).DistinctBy(e => e.Key)], at);
    }

    private void Collect(ConfigNode value, List<ConfigMap> merged)
    {
        foreach (var node in value is ConfigList list ? list.Items : [value])
        {
            if (node is ConfigMap map) merged.Add(map);
            else _errors.Add(node.Position, "`<<` takes the keys of another place (`<<: *name`), not " + Shown.Of(node) + ".");
        }
    }
}
