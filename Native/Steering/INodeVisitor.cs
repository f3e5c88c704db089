using PersonaSim.Native.Interop;

namespace PersonaSim.Native.Steering;

/// <summary>Looks at the nodes of a graph while the scheduler runs it.</summary>
internal unsafe interface INodeVisitor
{
    /// <summary>
    /// Before a node is computed (<paramref name="ask"/>): true asks for a second call behind it, at the price of a synchronisation. In that
    /// second call the node's data is there, and the answer is ignored.
    /// </summary>
    bool Visit(ggml_tensor* node, bool ask);
}
