using System.Runtime.InteropServices;

namespace PersonaSim.Native.Interop;

[StructLayout(LayoutKind.Sequential)]
internal unsafe struct llama_chat_message
{
    public byte* role;
    public byte* content;
}
