using PersonaSim.Native.Interop;
using PersonaSim.Native.Models;

namespace PersonaSim.Engine.Tests.Minds.Shapes;

/// <summary>The library's own grammar sampler at work on one answer.</summary>
internal sealed unsafe class GrammarOracle : IDisposable
{
    private readonly llama_sampler* _sampler;
    private readonly llama_token_data[] _candidates;

    public GrammarOracle(LlamaModel model, string grammar)
    {
        _sampler = Llama.llama_sampler_init_grammar(Llama.llama_model_get_vocab(model.Handle.Pointer), grammar, "root");
        if (_sampler == null) throw new InvalidOperationException("llama.cpp refuses the grammar:\n" + grammar);
        _candidates = new llama_token_data[model.Vocabulary.Count];
    }

    /// <summary>Which tokens the grammar leaves alive, by token.</summary>
    public bool[] Alive()
    {
        for (var token = 0; token < _candidates.Length; token++) _candidates[token] = new llama_token_data { id = token };
        fixed (llama_token_data* data = _candidates) // pinned for the call, which keeps no pointer
        {
            var all = new llama_token_data_array { data = data, size = (nuint)_candidates.Length, selected = -1 };
            Llama.llama_sampler_apply(_sampler, &all);
        }

        return [.. _candidates.Select(c => c.logit > float.NegativeInfinity)];
    }

    public void Accept(int token) => Llama.llama_sampler_accept(_sampler, token);

    public void Dispose() => Llama.llama_sampler_free(_sampler);
}
