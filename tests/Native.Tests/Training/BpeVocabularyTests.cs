using System.Text;
using NUnit.Framework;
using PersonaSim.Native.Models;
using PersonaSim.Native.Training;
using PersonaSim.Testing;

namespace PersonaSim.Native.Tests.Training;

public sealed class BpeVocabularyTests
{
    // every prompt and corpus line that ships
    private static readonly string[] _lines = [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "prompts"), "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal).SelectMany(File.ReadLines).Where(l => l.Length > 0)];

    private static readonly string[] _odd = ["", " ", "  two  blanks ", "\n\n", "a\r\nb", "it's I'LL we've", "x1 23 4.5%", "naïve Zürich ß", "日本語 と 한국어", "🙂🙃 ok", "tab\tend", "...!?  \n ;)", "\u00a0hard"];

    [Test]
    public void Llama_cpp_cuts_every_line_as_the_training_does()
    {
        using var folder = new TempFolder();
        var ours = BpeVocabulary.Train(_lines, 1024);
        using var model = Save(ours, folder.File("model.gguf"));

        Assert.That(ours.Count, Is.EqualTo(1024));
        foreach (var line in _lines.Concat(_odd)) Assert.That(ours.Encode(line), Is.EqualTo(model.Vocabulary.Tokenize(line.AsSpan(), special: false)), line);
    }

    [Test]
    public void Any_text_comes_back_from_its_tokens()
    {
        using var folder = new TempFolder();
        var ours = BpeVocabulary.Train(["only these words"], 270);
        using var model = Save(ours, folder.File("model.gguf"));

        foreach (var text in _odd) Assert.That(Encoding.UTF8.GetString([.. ours.Encode(text).SelectMany(t => model.Vocabulary.Piece(t).ToArray())]), Is.EqualTo(text));
    }

    [Test]
    public void Control_tokens_are_control_tokens_and_end_a_turn()
    {
        using var folder = new TempFolder();
        var ours = BpeVocabulary.Train(["words"], 262);
        using var model = Save(ours, folder.File("model.gguf"));
        var end = ours.SpecialId("<|im_end|>");

        Assert.That(model.Vocabulary.Tokenize("<|im_start|>", special: true), Is.EqualTo(new[] { ours.SpecialId("<|im_start|>") }));
        Assert.That(BpeVocabulary.Special.Select(s => model.Vocabulary.IsControl(ours.SpecialId(s))), Is.All.True);
        Assert.That(model.Vocabulary.IsEndOfGeneration(end), Is.True);
        Assert.That(ours.Encode("<|im_end|>"), Has.None.EqualTo(end), "what somebody wrote is never a control token");
        Assert.That(() => ours.SpecialId("words"), Throws.TypeOf<InputException>());
    }

    [Test]
    public void A_vocabulary_without_room_for_all_bytes_is_refused() =>
        Assert.That(() => BpeVocabulary.Train(["a"], 258), Throws.TypeOf<InputException>().With.Message.Contains("259"));

    private static LlamaModel Save(BpeVocabulary vocabulary, string path)
    {
        using var machine = new TrainingMachine(new TrainingShape(vocabulary.Count, 1, 32, 1, 32, 8, true), windows: 1, workers: 1);
        ModelExport.Write(machine, path, vocabulary, new ModelExportOptions { Name = "test", Description = "a test" });
        return LlamaModel.Load(path, new ModelOptions { VocabularyOnly = true });
    }
}
