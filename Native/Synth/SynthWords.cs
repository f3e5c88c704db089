namespace PersonaSim.Native.Synth;

/// <summary>Words that a synthetic vocabulary knows, roughly by how often prompts of this product use them.</summary>
internal static class SynthWords
{
    private const string Ranked = """
        the of and to in a is that it for you was with on as are be this have at not he his but from they she or which we an there her
        were one do been all their has would will what if can more when who said my about up out them some so into could other than
        then its time only your no like people new me just over our any most after how two where through because before also between
        many first such those even know good make made way well much work day life think take see here come year say each should agree
        disagree neither strongly very same still must while both own part off world never another under long again us against place
        feel find give help want tell ask answer question choose option score number person agent town street market shop house home
        friend family neighbour talk message conversation plan remember memory trust reputation opinion vote election candidate party
        policy government city news share post user like comment story group society network money price sell buy trade job school
        health child mother father woman man young old small large great little high low open close early late morning evening night
        week month today tomorrow yesterday always often sometimes usually rarely happy sad angry calm kind honest curious careful
        careless quiet loud sociable outgoing shy anxious relaxed organised creative practical reliable warm cold friendly rude
        personality trait openness conscientiousness extraversion agreeableness neuroticism describe yourself please reply write read
        short sentence word text true false yes maybe because however therefore since until during without within around across
        together alone every nothing something everything anything someone everyone nobody different important possible real sure
        clear free full next last second third half enough too really quite rather almost already yet ever once twice leave stay
        start stop begin end move turn keep hold bring carry show look watch listen hear speak call name meet visit walk run drive
        sit stand sleep eat drink cook play learn teach study understand believe hope fear love hate need try use change become seem
        happen decide remember forget win lose pay spend save build break grow
        """;

    // pieces of punctuation as the pre-tokenizer cuts them
    private static readonly string[] _marks = ["\n\n", "\":", "\",", " \"", ".\n", ":\n", "?\n", " {", "},", "\"}", "...", "'s", "'t", " (", "),", " -"];

    /// <summary>Words with a leading space, bare and capitalised; weights fall with rank as in natural text.</summary>
    public static IEnumerable<(string Text, int Weight)> Weighted()
    {
        var words = Ranked.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal).ToList();
        for (var rank = 0; rank < words.Count; rank++)
        {
            var weight = 20_000 / (rank + 10);
            var title = char.ToUpperInvariant(words[rank][0]) + words[rank][1..];
            yield return (" " + words[rank], weight);
            yield return (words[rank], weight / 8);
            yield return (title, weight / 8);
            yield return (" " + title, weight / 12);
        }

        foreach (var mark in _marks) yield return (mark, 60);
    }
}
