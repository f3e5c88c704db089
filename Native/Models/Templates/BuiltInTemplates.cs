namespace PersonaSim.Native.Models.Templates;

/// <summary>Templates for models whose file carries none, written from the formats' public descriptions.</summary>
internal static class BuiltInTemplates
{
    // the formats without a system turn put the system text before the first user text
    private const string WithSystemFolded = """
        {%- set ns = namespace(system='') -%}
        {%- macro said(message) -%}
        {%- if message.role == 'user' and ns.system -%}{{ ns.system ~ '\n\n' }}{%- set ns.system = '' -%}{%- endif -%}
        {{ message.content | trim }}
        {%- endmacro -%}
        {%- for message in messages if message.role == 'system' -%}
        {%- set ns.system = ns.system ~ ('\n\n' if ns.system else '') ~ (message.content | trim) -%}
        {%- endfor -%}
        {%- set turns = messages | rejectattr('role', 'equalto', 'system') | list -%}

        """;

    private static readonly (string Name, string Source)[] _all =
    [
        ("chatml", """
            {%- for message in messages -%}
            {{ '<|im_start|>' ~ message.role ~ '\n' ~ message.content ~ '<|im_end|>\n' }}
            {%- endfor -%}
            {%- if add_generation_prompt -%}{{ '<|im_start|>assistant\n' }}{%- endif -%}
            """),
        ("llama3", """
            {{- bos_token -}}
            {%- for message in messages -%}
            {{ '<|start_header_id|>' ~ message.role ~ '<|end_header_id|>\n\n' ~ (message.content | trim) ~ '<|eot_id|>' }}
            {%- endfor -%}
            {%- if add_generation_prompt -%}{{ '<|start_header_id|>assistant<|end_header_id|>\n\n' }}{%- endif -%}
            """),
        ("gemma", WithSystemFolded + """
            {{- bos_token -}}
            {%- for message in turns -%}
            {{ '<start_of_turn>' ~ ('model' if message.role == 'assistant' else message.role) ~ '\n' ~ said(message) ~ '<end_of_turn>\n' }}
            {%- endfor -%}
            {%- if add_generation_prompt -%}{{ '<start_of_turn>model\n' }}{%- endif -%}
            """),
        ("phi3", """
            {%- for message in messages -%}
            {{ '<|' ~ message.role ~ '|>\n' ~ message.content ~ '<|end|>\n' }}
            {%- endfor -%}
            {%- if add_generation_prompt -%}{{ '<|assistant|>\n' }}{%- endif -%}
            """),
        ("mistral", WithSystemFolded + """
            {{- bos_token -}}
            {%- for message in turns -%}
            {%- if message.role == 'user' -%}{{ '[INST] ' ~ said(message) ~ '[/INST]' }}
            {%- else -%}{{ ' ' ~ said(message) ~ eos_token }}{%- endif -%}
            {%- endfor -%}
            """),
        ("zephyr", """
            {%- for message in messages -%}
            {{ '<|' ~ message.role ~ '|>\n' ~ message.content ~ (eos_token or '<|endoftext|>') ~ '\n' }}
            {%- endfor -%}
            {%- if add_generation_prompt -%}{{ '<|assistant|>\n' }}{%- endif -%}
            """),
        ("plain", """
            {%- for message in messages -%}
            {%- if message.role == 'system' -%}{{ message.content | trim ~ '\n\n' }}
            {%- else -%}{{ message.role | capitalize ~ ': ' ~ (message.content | trim) ~ '\n\n' }}{%- endif -%}
            {%- endfor -%}
            {%- if add_generation_prompt -%}{{ 'Assistant:' }}{%- endif -%}
            """),
    ];

    public static IEnumerable<string> Names => _all.Select(t => t.Name);

    public static string Source(string name)
    {
        foreach (var (known, source) in _all)
        {
            if (known == name) return source;
        }

        throw new InputException($"there is no built-in chat template '{name}'; expected one of {string.Join(", ", Names)}.");
    }
}
