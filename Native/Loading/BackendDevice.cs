using PersonaSim.Native.Interop;

namespace PersonaSim.Native.Loading;

public enum BackendDeviceKind
{
    Cpu,
    Gpu,
    IntegratedGpu,
    Accelerator,
    Meta,
}

/// <summary>A device that ggml's loader found, with the memory it reports.</summary>
public sealed record BackendDevice(string Backend, string Name, string Description, BackendDeviceKind Kind, long MemoryFree, long MemoryTotal)
{
    public bool IsGpu => Kind is BackendDeviceKind.Gpu or BackendDeviceKind.IntegratedGpu;

    /// <summary>All devices, in the registry's order.</summary>
    public static unsafe IReadOnlyList<BackendDevice> All()
    {
        var devices = new List<BackendDevice>();
        for (nuint i = 0; i < Ggml.ggml_backend_dev_count(); i++)
        {
            var device = Ggml.ggml_backend_dev_get(i);
            ggml_backend_dev_props props;
            Ggml.ggml_backend_dev_get_props(device, &props); // props borrows strings that live as long as the device
            var backend = LlamaRuntime.Text(Ggml.ggml_backend_reg_name(Ggml.ggml_backend_dev_backend_reg(device)));
            devices.Add(new BackendDevice(
                backend,
                LlamaRuntime.Text(props.name),
                LlamaRuntime.Text(props.description),
                (BackendDeviceKind)props.type,
                (long)props.memory_free,
                (long)props.memory_total));
        }

        return devices;
    }
}
