using System.Runtime.CompilerServices;
using PersonaSim.Native.Interop;
using PersonaSim.Native.Loading;

namespace PersonaSim.Native.Steering;

/// <summary>
/// One steered layer: the library's operand [width] and ours [width, rows], a tensor header with rows of its own. On a device the rows are
/// staged here and uploaded when they change; on the CPU the header points at the staging memory itself.
/// </summary>
internal sealed unsafe class LayerSlot : IDisposable
{
    private readonly NativeBlock _header;
    private readonly NativeBlock _rows;
    private readonly int _width;
    private readonly int _capacity;
    private ggml_backend_buffer* _device;

    /// <param name="rows">Most rows of one decode.</param>
    public LayerSlot(LayerOperand operand, int width, int rows)
    {
        var original = (ggml_tensor*)operand.Operand;
        Original = original;
        (Layer, Source, Axis, OutputsOnly, _width, _capacity) = (operand.Layer, operand.Source, operand.Axis, operand.OutputsOnly, width, rows);
        _rows = new NativeBlock(nameof(LayerSlot), (nuint)rows * (nuint)width * sizeof(float));
        _header = new NativeBlock(nameof(LayerSlot), (nuint)sizeof(ggml_tensor));
        Unsafe.CopyBlock(Header, original, (uint)sizeof(ggml_tensor)); // both are live ggml_tensor structs of the pinned layout
        Header->view_src = null;
        if (Ggml.ggml_backend_buffer_is_host(original->buffer) != 0)
        {
            Header->data = _rows.Pointer;
            return;
        }

        _device = Ggml.ggml_backend_buft_alloc_buffer(Ggml.ggml_backend_buffer_get_type(original->buffer), _rows.Bytes);
        if (_device == null) throw new InputException($"The device has no room for the steering rows of layer {Layer} ({MachineMemory.Gib((long)_rows.Bytes)}); use fewer sequences or a smaller batch.");
        SetRows(rows);
        Header->buffer = null; // set by the call below, which also gives the backend its chance to prepare the tensor
        Header->data = null;
        if (Ggml.ggml_backend_tensor_alloc(_device, Header, Ggml.ggml_backend_buffer_get_base(_device)) != 0) throw new NativeException($"The steering rows of layer {Layer} could not be placed on the device.");
        Ggml.ggml_backend_tensor_set(Header, _rows.Pointer, 0, _rows.Bytes);
    }

    public int Layer { get; }

    public ggml_tensor* Original { get; }

    public ggml_tensor* Header => (ggml_tensor*)_header.Pointer;

    /// <summary>Which source of the add node is the operand.</summary>
    public int Source { get; }

    public int Axis { get; }

    /// <summary>The last layer has only the rows that produce output.</summary>
    public bool OutputsOnly { get; }

    public bool OnDevice => _device != null;

    /// <summary>Nodes patched by the decode that is running.</summary>
    public int Patched { get; set; }

    public Span<float> Row(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)_capacity, nameof(row));
        return new Span<float>((float*)_rows.Pointer + ((nint)row * _width), _width);
    }

    /// <summary>Shapes the header for a decode of so many rows.</summary>
    public void SetRows(int rows)
    {
        var header = Header;
        nuint stride = (nuint)_width * sizeof(float);
        for (var d = 1; d < 4; d++)
        {
            header->ne[d] = d == Axis ? rows : 1;
            header->nb[d] = stride;
            if (d == Axis) stride *= (nuint)rows;
        }
    }

    /// <summary>Makes changed rows visible to the device; the CPU reads them in place.</summary>
    public void Upload(int firstRow, int afterLastRow)
    {
        if (_device == null || firstRow >= afterLastRow) return;
        var offset = (nuint)firstRow * (nuint)_width * sizeof(float);
        var bytes = (nuint)(afterLastRow - firstRow) * (nuint)_width * sizeof(float);
        // ggml checks offset + size against the header's shape, so the full capacity is shown while copying
        SetRows(_capacity);
        Ggml.ggml_backend_tensor_set(Header, (byte*)_rows.Pointer + offset, offset, bytes);
    }

    public void Dispose()
    {
        if (_device != null) Ggml.ggml_backend_buffer_free(_device);
        _device = null;
        _header.Dispose();
        _rows.Dispose();
    }
}
