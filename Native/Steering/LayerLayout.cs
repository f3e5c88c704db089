namespace PersonaSim.Native.Steering;

/// <summary>How a steered layer enters the graph: the node that adds, the dimension that counts tokens, and where its rows lie.</summary>
public sealed record LayerLayout(int Layer, string Node, int TokenAxis, bool OutputRowsOnly, bool OnDevice);
