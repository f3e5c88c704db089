namespace PersonaSim.Native.Interop;

// Opaque C types: pointers to them cannot be swapped by mistake.
internal struct llama_model;
internal struct llama_context;
internal struct llama_vocab;
internal struct llama_memory_i;
internal struct llama_sampler;
internal struct ggml_backend_buffer;
internal struct ggml_backend_buffer_type;
internal struct ggml_backend_device;
internal struct ggml_backend_reg;
internal struct ggml_context;
internal struct ggml_cgraph;
internal struct ggml_backend;
internal struct ggml_gallocr;
