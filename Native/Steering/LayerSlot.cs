using System.Runtime.CompilerServices;
using PersonaSim.Native.Interop;
using PersonaSim.Native.Loading;

namespace PersonaSim.Native.Steering;

/// <summary>
/// One steered layer: the library's operand [width] and ours [width, rows], a tensor header on a buffer of the operand's
/// own type. Main memory is written in place; for a device the rows are staged here and uploaded when they change.
/// </summary>
internal sealed unsafe class LayerSlot : IDisposable
{
    private readonly NativeBlock _header;
    private readonly int _width;
    private readonly int _capacity;
    private readonly nuint _bytes;
    private NativeBlock? _staging; // only where the buffer is not ours to write
    private ggml_backend_buffer* _buffer;
    private float* _rows;

    private LayerSlot(LayerOperand operand, int width, int rows)
    {
        Original = (ggml_tensor*)operand.Operand;
        (Layer, Source, Axis, OutputsOnly, _width, _capacity) = (operand.Layer, operand.Source, operand.Axis, operand.OutputsOnly, width, rows);
        _bytes = (nuint)rows * (nuint)width * sizeof(float);
        _header = new NativeBlock(nameof(LayerSlot), (nuint)sizeof(ggml_tensor));
    }

    /// <param name="rows">Most rows of one decode.</param>
    public static LayerSlot Create(LayerOperand operand, int width, int rows)
    {
        var slot = new LayerSlot(operand, width, rows);
        try
        {
            slot.Allocate();
            return slot;
        }
        catch
        {
            slot.Dispose();
            throw;
        }
    }

    public int Layer { get; }

    public ggml_tensor* Original { get; }

    public ggml_tensor* Header => (ggml_tensor*)_header.Pointer;

    /// <summary>Which source of the add node is the operand.</summary>
    public int Source { get; }

    public int Axis { get; }

    /// <summary>The last layer has only the rows that produce output.</summary>
    public bool OutputsOnly { get; }

    public bool OnDevice => _staging is not null;

    /// <summary>Nodes patched by the decode that is running.</summary>
    public int Patched { get; set; }

    public Span<float> Row(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)_capacity, nameof(row));
        return new Span<float>(_rows + ((nint)row * _width), _width); // inside the buffer of _capacity rows, which lives until Dispose
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

    /// <summary>Makes changed rows visible to a device; main memory is written in place.</summary>
    public void Upload(int firstRow, int afterLastRow)
    {
        if (_staging is null || firstRow >= afterLastRow) return;
        var offset = (nuint)firstRow * (nuint)_width * sizeof(float);
        var bytes = (nuint)(afterLastRow - firstRow) * (nuint)_width * sizeof(float);
        // ggml checks offset + size against the header's shape, so the full capacity is shown while copying
        SetRows(_capacity);
        Ggml.ggml_backend_tensor_set(Header, (byte*)_rows + offset, offset, bytes);
    }

    public void Dispose()
    {
        if (_buffer != null) Ggml.ggml_backend_buffer_free(_buffer);
        _buffer = null;
        _header.Dispose();
        _staging?.Dispose();
    }

    // A buffer of the same type as the operand's, and a header that is the operand's but for its shape and place.
    private void Allocate()
    {
        Unsafe.CopyBlock(Header, Original, (uint)sizeof(ggml_tensor)); // both are live ggml_tensor structs of the pinned layout
        Header->view_src = null;
        Header->buffer = null; // set by tensor_alloc, which also gives the backend its chance to prepare the tensor
        Header->data = null;
        SetRows(_capacity);
        _buffer = Ggml.ggml_backend_buft_alloc_buffer(Ggml.ggml_backend_buffer_get_type(Original->buffer), _bytes);
        if (_buffer == null) throw new InputException($"There is no room for the steering rows of layer {Layer} ({MachineMemory.Gib((long)_bytes)}); use fewer sequences or a smaller batch.");
        var place = Ggml.ggml_backend_buffer_get_base(_buffer);
        if (Ggml.ggml_backend_tensor_alloc(_buffer, Header, place) != 0) throw new NativeException($"The steering rows of layer {Layer} could not be placed in their buffer.");
        if (Ggml.ggml_backend_buffer_is_host(_buffer) == 0)
        {
            _staging = new NativeBlock(nameof(LayerSlot), _bytes);
            place = _staging.Pointer;
        }

        _rows = (float*)place;
        new Span<float>(_rows, (int)(_bytes / sizeof(float))).Clear();
        Upload(0, _capacity);
    }
}
