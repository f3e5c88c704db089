namespace PersonaSim.Native;

/// <summary>Every error this product raises on purpose; the message says what failed, expected against found, and the next step.</summary>
public abstract class PersimException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What the process should end with: 1 the user's input or machine, 2 ours.</summary>
    public abstract int ExitCode { get; }
}

/// <summary>Something the user gave (an option, a file, a machine without a device) cannot be used.</summary>
public sealed class InputException(string message, Exception? inner = null) : PersimException(message, inner)
{
    public override int ExitCode => 1;
}

/// <summary>The native library failed; carries its last log lines.</summary>
public sealed class NativeException(string message, Exception? inner = null) : PersimException(message, inner)
{
    public override int ExitCode => 2;
}
