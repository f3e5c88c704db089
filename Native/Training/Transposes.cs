using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using PersonaSim.Native.Gguf;
using PersonaSim.Native.Interop;

namespace PersonaSim.Native.Training;

/// <summary>
/// A transposed copy as an operation of our own: ggml copies such a view value by value with a call for each, which took a quarter of a
/// training's time.
/// </summary>
internal static unsafe class Transposes
{
    private const int Tile = 16; // a tile of both matrices fits into the first cache whatever their strides

    /// <summary>A contiguous copy of <paramref name="x"/> with its first two dimensions exchanged.</summary>
    public static ggml_tensor* Of(ggml_context* ctx, ggml_tensor* x)
    {
        var args = stackalloc ggml_tensor*[1];
        args[0] = x;
        return Ggml.ggml_custom_4d(ctx, (int)GgmlType.F32, x->ne[1], x->ne[0], x->ne[2], x->ne[3], args, 1, &Turn, 1, null);
    }

    /// <summary>Whether the node is the library's own copy of a transposed matrix.</summary>
    public static bool IsCopy(ggml_tensor* node, string operation, Func<nint, string> name) =>
        operation == "CONT" && name(node->src[0]) == "TRANSPOSE" && ((ggml_tensor*)node->src[0])->type == (int)GgmlType.F32 && ((ggml_tensor*)((ggml_tensor*)node->src[0])->src[0])->nb[0] == sizeof(float);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Turn(ggml_tensor* target, int task, int tasks, void* data)
    {
        if (task != 0) return;
        var source = (ggml_tensor*)target->src[0];
        for (var i3 = 0L; i3 < source->ne[3]; i3++)
        {
            for (var i2 = 0L; i2 < source->ne[2]; i2++)
            {
                var from = (byte*)source->data + (i3 * (long)source->nb[3]) + (i2 * (long)source->nb[2]);
                var to = (byte*)target->data + (i3 * (long)target->nb[3]) + (i2 * (long)target->nb[2]);
                Turn((float*)from, (long)source->nb[1] / sizeof(float), (float*)to, (long)target->nb[1] / sizeof(float), source->ne[0], source->ne[1]);
            }
        }
    }

    private static void Turn(float* from, long fromRow, float* to, long toRow, long columns, long rows)
    {
        for (var r0 = 0L; r0 < rows; r0 += Tile)
        {
            var r1 = Math.Min(rows, r0 + Tile);
            for (var c0 = 0L; c0 < columns; c0 += Tile)
            {
                var c1 = Math.Min(columns, c0 + Tile);
                if (r1 - r0 == Tile)
                {
                    for (var c = c0; c < c1; c++) Column(from + (r0 * fromRow) + c, fromRow, to + (c * toRow) + r0);
                    continue;
                }

                for (var c = c0; c < c1; c++)
                {
                    for (var r = r0; r < r1; r++) to[(c * toRow) + r] = from[(r * fromRow) + c];
                }
            }
        }
    }

    // Tile values of one column, next to each other
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Column(float* from, long row, float* to)
    {
        for (var i = 0; i < Tile; i += 4)
        {
            var at = from + (i * row);
            Vector128.Create(at[0], at[row], at[2 * row], at[3 * row]).Store(to + i);
        }
    }
}
