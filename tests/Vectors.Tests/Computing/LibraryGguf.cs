using System.Runtime.InteropServices;
using PersonaSim.Native.Loading;

namespace PersonaSim.Vectors.Tests.Computing;

/// <summary>A control vector read by the library's own GGUF reader, with the calls that llama.cpp's tools make for it.</summary>
internal static unsafe class LibraryGguf
{
    private struct InitParameters
    {
        public byte NoAlloc;
        public void** Context;
    }

    public static (string Architecture, IReadOnlyList<(string Name, float[] Values)> Tensors) Read(string path)
    {
        var library = NativeLibrary.Load(Directory.EnumerateFiles(LlamaRuntime.EnsureLoaded().Path, "*ggml-base*").First());
        var init = (delegate* unmanaged[Cdecl]<byte*, InitParameters, void*>)NativeLibrary.GetExport(library, "gguf_init_from_file");
        var find = (delegate* unmanaged[Cdecl]<void*, byte*, long>)NativeLibrary.GetExport(library, "gguf_find_key");
        var text = (delegate* unmanaged[Cdecl]<void*, long, byte*>)NativeLibrary.GetExport(library, "gguf_get_val_str");
        var count = (delegate* unmanaged[Cdecl]<void*, long>)NativeLibrary.GetExport(library, "gguf_get_n_tensors");
        var name = (delegate* unmanaged[Cdecl]<void*, long, byte*>)NativeLibrary.GetExport(library, "gguf_get_tensor_name");
        var tensor = (delegate* unmanaged[Cdecl]<void*, byte*, void*>)NativeLibrary.GetExport(library, "ggml_get_tensor");
        var elements = (delegate* unmanaged[Cdecl]<void*, long>)NativeLibrary.GetExport(library, "ggml_nelements");
        var dimensions = (delegate* unmanaged[Cdecl]<void*, int>)NativeLibrary.GetExport(library, "ggml_n_dims");
        var data = (delegate* unmanaged[Cdecl]<void*, float*>)NativeLibrary.GetExport(library, "ggml_get_data_f32"); // asserts F32
        var free = (delegate* unmanaged[Cdecl]<void*, void>)NativeLibrary.GetExport(library, "gguf_free");
        var freeContext = (delegate* unmanaged[Cdecl]<void*, void>)NativeLibrary.GetExport(library, "ggml_free");
        void* context = null;
        var file = Marshal.StringToCoTaskMemUTF8(path);
        var key = Marshal.StringToCoTaskMemUTF8("general.architecture");
        var gguf = init((byte*)file, new InitParameters { NoAlloc = 0, Context = &context });
        try
        {
            if (gguf == null) throw new InvalidDataException("the library does not read " + path);
            var tensors = new List<(string, float[])>();
            for (long i = 0; i < count(gguf); i++)
            {
                var found = tensor(context, name(gguf, i));
                if (dimensions(found) != 1) throw new InvalidDataException("a direction has more than one dimension");
                tensors.Add((Marshal.PtrToStringUTF8((nint)name(gguf, i))!, new ReadOnlySpan<float>(data(found), (int)elements(found)).ToArray()));
            }

            return (Marshal.PtrToStringUTF8((nint)text(gguf, find(gguf, (byte*)key)))!, tensors);
        }
        finally
        {
            if (gguf != null) free(gguf);
            if (context != null) freeContext(context);
            Marshal.FreeCoTaskMem(file);
            Marshal.FreeCoTaskMem(key);
            NativeLibrary.Free(library);
        }
    }
}
