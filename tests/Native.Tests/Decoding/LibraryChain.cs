using PersonaSim.Native.Decoding;
using PersonaSim.Native.Interop;
using PersonaSim.Native.Loading;

namespace PersonaSim.Native.Tests.Decoding;

/// <summary>llama.cpp's own chain in its default order, as the oracle.</summary>
internal static unsafe class LibraryChain
{
    /// <summary>The survivors with their probabilities after the chain.</summary>
    public static List<(int Token, double Probability)> Distribution(float[] row, int[] recent, SamplerSettings settings)
    {
        LlamaRuntime.EnsureLoaded();
        var chain = Llama.llama_sampler_chain_init(Llama.llama_sampler_chain_default_params());
        try
        {
            var penalties = Llama.llama_sampler_init_penalties(
                row.Length, settings.PenaltyLastN, settings.RepeatPenalty, settings.FrequencyPenalty, settings.PresencePenalty);
            foreach (var token in recent) Llama.llama_sampler_accept(penalties, token);
            Llama.llama_sampler_chain_add(chain, penalties); // the chain owns what it is given
            Llama.llama_sampler_chain_add(chain, Llama.llama_sampler_init_top_k(settings.TopK));
            Llama.llama_sampler_chain_add(chain, Llama.llama_sampler_init_top_p(settings.TopP, 0));
            Llama.llama_sampler_chain_add(chain, Llama.llama_sampler_init_min_p(settings.MinP, 0));
            Llama.llama_sampler_chain_add(chain, Llama.llama_sampler_init_temp(settings.Temperature));
            Llama.llama_sampler_chain_add(chain, Llama.llama_sampler_init_dist(1));
            var candidates = new llama_token_data[row.Length];
            for (var t = 0; t < row.Length; t++) candidates[t] = new llama_token_data { id = t, logit = row[t] };
            fixed (llama_token_data* data = candidates) // pinned for the one call, which only shrinks and reorders the array
            {
                var array = new llama_token_data_array { data = data, size = (nuint)row.Length, selected = -1 };
                Llama.llama_sampler_apply(chain, &array);
                return [.. candidates.Take((int)array.size).Where(c => c.p > 0).Select(c => (c.id, (double)c.p))];
            }
        }
        finally
        {
            Llama.llama_sampler_free(chain);
        }
    }
}
