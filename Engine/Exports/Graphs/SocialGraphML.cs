using System.Globalization;
using System.Text;
using System.Xml;
using PersonaSim.Engine.Agents.Personas;

namespace PersonaSim.Engine.Exports.Graphs;

/// <summary>A directed, weighted graph of people in GraphML, as Gephi and networkx read it: names are ids, traits and mean doses are attributes of nodes.</summary>
internal sealed class SocialGraphML(string run, string kind, long tick)
{
    private const string Space = "http://graphml.graphdrawing.org/xmlns";
    private readonly SortedDictionary<(string Source, string Target), double> _edges = new(Comparer<(string, string)>.Create((a, b) => string.CompareOrdinal(a.Item1, b.Item1) is var first and not 0 ? first : string.CompareOrdinal(a.Item2, b.Item2)));

    public IReadOnlyDictionary<(string Source, string Target), double> Edges => _edges;

    /// <summary>Adds to the weight of the edge between two people.</summary>
    public void Add(string source, string target, double weight) => _edges[(source, target)] = _edges.GetValueOrDefault((source, target)) + weight;

    public void Write(string path, IReadOnlyList<ExportPerson> people, IReadOnlyDictionary<(string Who, string Direction), double> doses)
    {
        var directions = doses.Keys.Select(k => k.Direction).Distinct().Order(StringComparer.Ordinal).ToList();
        using var xml = XmlWriter.Create(path, new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(false) });
        xml.WriteStartElement("graphml", Space);
        Key(xml, "label", "node", "string");
        foreach (var letter in Traits.Letters) Key(xml, letter.ToString(), "node", "double");
        foreach (var direction in directions) Key(xml, "dose_" + direction, "node", "double");
        Key(xml, "weight", "edge", "double");
        Key(xml, "kind", "edge", "string");
        Key(xml, "run", "graph", "string");
        Key(xml, "tick", "graph", "long");
        xml.WriteStartElement("graph", Space);
        xml.WriteAttributeString("id", kind);
        xml.WriteAttributeString("edgedefault", "directed");
        Data(xml, "run", run);
        Data(xml, "tick", tick.ToString(CultureInfo.InvariantCulture));
        foreach (var person in people) Node(xml, person, directions, doses);
        foreach (var ((source, target), weight) in _edges) Edge(xml, source, target, weight);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Node(XmlWriter xml, ExportPerson person, List<string> directions, IReadOnlyDictionary<(string Who, string Direction), double> doses)
    {
        xml.WriteStartElement("node", Space);
        xml.WriteAttributeString("id", person.Name);
        Data(xml, "label", person.Name);
        for (var trait = 0; trait < person.Values.Count; trait++) Data(xml, Traits.Letters[trait].ToString(), Number(person.Values[trait]));
        foreach (var direction in directions)
        {
            if (doses.TryGetValue((person.Name, direction), out var dose)) Data(xml, "dose_" + direction, Number(dose));
        }

        xml.WriteEndElement();
    }

    private void Edge(XmlWriter xml, string source, string target, double weight)
    {
        xml.WriteStartElement("edge", Space);
        xml.WriteAttributeString("source", source);
        xml.WriteAttributeString("target", target);
        Data(xml, "weight", Number(weight));
        Data(xml, "kind", kind);
        xml.WriteEndElement();
    }

    // an attribute's id is its name, so that a file can be read by eye
    private static void Key(XmlWriter xml, string name, string where, string type)
    {
        xml.WriteStartElement("key", Space);
        xml.WriteAttributeString("id", Id(name));
        xml.WriteAttributeString("for", where);
        xml.WriteAttributeString("attr.name", name);
        xml.WriteAttributeString("attr.type", type);
        xml.WriteEndElement();
    }

    private static void Data(XmlWriter xml, string name, string value)
    {
        xml.WriteStartElement("data", Space);
        xml.WriteAttributeString("key", Id(name));
        xml.WriteString(value);
        xml.WriteEndElement();
    }

    private static string Id(string name) => "a_" + name;

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
