using System.Numerics.Tensors;
using PersonaSim.Native.Interop;

namespace PersonaSim.Native.Steering;

/// <summary>Adds wanted rows of wanted layers to sums as soon as their node is computed; rows that nobody asked for are not copied.</summary>
internal sealed unsafe class RowCapture(LayerOperand[] operands, int width, int capacity) : INodeVisitor
{
    private readonly int[] _rows = new int[capacity];
    private readonly int[] _outputRows = new int[capacity];
    private readonly float[]?[] _sums = new float[]?[capacity]; // of the text that owns the row: [operands.Length, width], then the sums of the rows' lengths
    private readonly float[] _buffer = new float[width];
    private readonly int[] _visits = new int[operands.Length];
    private int _count;

    /// <summary>Rows copied in all, a layer's row counting once.</summary>
    public long Copied { get; private set; }

    public void Begin()
    {
        _count = 0;
        Array.Clear(_visits);
    }

    /// <summary>Throws unless every layer was captured once in the decode that ran: a missed one would leave zeros.</summary>
    public void RequireComplete()
    {
        if (_count == 0) return;
        for (var i = 0; i < operands.Length; i++)
        {
            if (_visits[i] != 1) throw new NativeException($"The hidden states behind layer {operands[i].Layer} were seen {_visits[i]} times in one decode, once was expected.");
        }
    }

    /// <summary>Asks for a row of the next decode.</summary>
    /// <param name="outputRow">Its number among the rows with output, for the last layer.</param>
    public void Want(int row, int outputRow, float[] sums)
    {
        _rows[_count] = row;
        _outputRows[_count] = outputRow;
        _sums[_count++] = sums;
    }

    public bool Visit(ggml_tensor* node, bool ask)
    {
        if (_count == 0 || node->op != Ggml.GGML_OP_ADD) return false;
        for (var i = 0; i < operands.Length; i++)
        {
            if (node->src[operands[i].Source] != operands[i].Operand) continue;
            if (!ask) Copy(node, i);
            return true;
        }

        return false;
    }

    private void Copy(ggml_tensor* node, int index)
    {
        var operand = operands[index];
        _visits[index]++;
        if (node->type != 0 || node->nb[0] != sizeof(float)) throw new NativeException($"The residual stream behind layer {operand.Layer} is not in 32-bit floats.");
        var host = Ggml.ggml_backend_buffer_is_host(node->buffer) != 0;
        for (var i = 0; i < _count; i++)
        {
            var row = operand.OutputsOnly ? _outputRows[i] : _rows[i];
            if (row >= node->ne[operand.Axis]) throw new NativeException($"Row {row} was wanted behind layer {operand.Layer}, whose node has {node->ne[operand.Axis]} rows.");
            var offset = (nuint)row * node->nb[operand.Axis];
            var sum = _sums[i].AsSpan(index * width, width);
            if (host)
            {
                // on the CPU the node's memory is ours to read until the graph goes on, which is after this call
                var values = new ReadOnlySpan<float>((byte*)node->data + offset, width);
                TensorPrimitives.Add(sum, values, sum);
                _sums[i]![(operands.Length * width) + index] += TensorPrimitives.Norm(values);
            }
            else
            {
                fixed (float* target = _buffer) Ggml.ggml_backend_tensor_get(node, target, offset, (nuint)width * sizeof(float));
                TensorPrimitives.Add(sum, _buffer, sum);
                _sums[i]![(operands.Length * width) + index] += TensorPrimitives.Norm<float>(_buffer);
            }
        }

        Copied += _count;
    }
}
