using System.Runtime.InteropServices;
using System.Security.Cryptography;
using NUnit.Framework;
using PersonaSim.Cli.Wiring;
using PersonaSim.Engine.Corpora;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Native.Gguf;
using PersonaSim.Native.Models;
using PersonaSim.Testing;

namespace PersonaSim.Cli.Tests.Training;

public sealed class ModelsTrainTests
{
    private const string Small = """
        name: small
        corpus: trial
        seed: 5
        model: { layers: 2, width: 32, heads: 1, feed_forward: 64, context: 160 }
        tokenizer: { size: 512, documents: 200 }
        schedule: { steps: 4, windows: 4, at_once: 2, validate_every: 2, validation_windows: 2, checkpoint_every: 3 }
        trial: { speakers: 200, validation_speakers: 20 }
        """;

    [Test]
    public void A_recipe_becomes_a_model_file_that_llama_cpp_loads()
    {
        using var persim = new Persim();
        Write(persim, Small);

        var report = persim.Run("models", "train", "--recipe", "small.yaml", "--threads", "1", "--json").IsFine().Json;

        using var model = LlamaModel.Load(Path.Combine(persim.Models, "small.gguf"));
        Assert.That(report.GetProperty("end").GetString(), Is.EqualTo("complete"));
        Assert.That((model.Layers, model.Width, model.Vocabulary.Count, model.TrainedContext), Is.EqualTo((2, 32, 512, 160)));
        Assert.That(model.ChatTemplateSource, Does.Contain("<|im_start|>"));
        File.Copy(Path.Combine(persim.Models, "small.gguf"), Path.Combine(persim.Home, "Llama-9-70B.gguf"));
        Assert.That(ModelCard.Read(Path.Combine(persim.Home, "Llama-9-70B.gguf")).AddTo(new Dictionary<string, string>())[ModelOrigin.Setting], Is.EqualTo(ModelOrigin.Trained), "whatever the file is called");
        Assert.That(Directory.EnumerateFiles(persim.Models, "*", SearchOption.AllDirectories).Select(Path.GetFileName), Is.EquivalentTo(new[] { "small.gguf", "checkpoint.gguf", "loss.csv", "loss.svg" }));
    }

    [Test]
    public void A_model_trained_in_two_goes_is_the_same_file()
    {
        using var persim = new Persim();
        Write(persim, Small);
        persim.Run("models", "train", "-r", "small.yaml", "-t", "1", "-o", "whole.gguf").IsFine();
        persim.Run("models", "train", "-r", "small.yaml", "-t", "1", "-o", "parts.gguf", "--steps", "2").IsFine(); // within the warm-up, where the rate does not depend on the end

        var again = persim.Run("models", "train", "-r", "small.yaml", "-t", "1", "-o", "parts.gguf", "--resume", "--force").IsFine();

        Assert.That(again.Output, Does.Contain("4 steps"));
        Assert.That(File.ReadAllBytes(Path.Combine(persim.Home, "parts.gguf")), Is.EqualTo(File.ReadAllBytes(Path.Combine(persim.Home, "whole.gguf"))));
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "there are no signals to send")]
    public void A_signal_leaves_a_checkpoint_and_no_model()
    {
        using var persim = new Persim();
        Write(persim, Small.Replace("steps: 4,", "steps: 100000,", StringComparison.Ordinal));
        using var process = persim.Start(new Dictionary<string, string>(), "models", "train", "-r", "small.yaml", "-t", "1");
        var checkpoint = Path.Combine(persim.Models, "small.train", "checkpoint.gguf");
        Assert.That(() => File.Exists(checkpoint), Is.True.After(60_000, 50));
        using (var kill = System.Diagnostics.Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])) kill.WaitForExit();

        var result = Persim.Finish(process);

        Assert.That(result.ExitCode, Is.EqualTo(130), result.Error);
        Assert.That(result.Output, Does.Contain("--resume goes on"));
        Assert.That(Directory.EnumerateFiles(persim.Models), Is.Empty);
        Assert.That(Directory.EnumerateFiles(persim.Models, "*.part", SearchOption.AllDirectories), Is.Empty);
    }

    [Test]
    public void A_training_may_begin_with_a_file_its_tokens_and_its_weights()
    {
        using var persim = new Persim();
        Write(persim, Small + "\nweights: f32\n");
        persim.Run("models", "train", "-r", "small.yaml", "-t", "1", "-o", "first.gguf").IsFine();
        var more = Small.Replace("tokenizer: { size: 512, documents: 200 }", "start: first.gguf\nweights: f32", StringComparison.Ordinal);

        Write(persim, more.Replace("seed: 5", "seed: 6", StringComparison.Ordinal).Replace("steps: 4,", "steps: 1, rate: 0.0000001,", StringComparison.Ordinal));
        persim.Run("models", "train", "-r", "small.yaml", "-t", "1", "-o", "second.gguf").IsFine();

        using var first = GgufFile.Open(Path.Combine(persim.Home, "first.gguf"));
        using var second = GgufFile.Open(Path.Combine(persim.Home, "second.gguf"));
        Assert.That(Embeddings(second), Is.EqualTo(Embeddings(first)).Within(1e-5), "another seed's own would be others");
        Assert.That(second.Metadata.GetString("persim.start.sha256"), Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(persim.Home, "first.gguf"))))));
        Assert.That(second.Metadata["tokenizer.ggml.tokens"].ToString(), Is.EqualTo(first.Metadata["tokenizer.ggml.tokens"].ToString()));
        Write(persim, more + "\ntokenizer: { size: 300 }\n");
        persim.Run("models", "train", "-r", "small.yaml", "-o", "third.gguf").IsOneLineOfError(1, "first.gguf", "take tokenizer");
        Write(persim, more.Replace("first.gguf", "none.gguf", StringComparison.Ordinal));
        persim.Run("models", "train", "-r", "small.yaml", "-o", "third.gguf").IsOneLineOfError(1, "none.gguf");
        Write(persim, Small + "\nmean: [{ weights: first.gguf, share: 0.5 }]\n");
        persim.Run("models", "train", "-r", "small.yaml", "-o", "third.gguf").IsOneLineOfError(1, "a mean without a start");
        Write(persim, more + "\nmean: [{ weights: second.gguf, share: 0.6 }, { weights: second.gguf, share: 0.4 }]\n");
        persim.Run("models", "train", "-r", "small.yaml", "-o", "third.gguf").IsOneLineOfError(1, "first.gguf", "less than 1");
        Assert.That(Directory.EnumerateFileSystemEntries(persim.Home, "third*"), Is.Empty);
        Write(persim, more.Replace("steps: 4,", "steps: 1, rate: 0.0000001,", StringComparison.Ordinal) + "\nmean: [{ weights: second.gguf, share: 0.5 }]\n");
        persim.Run("models", "train", "-r", "small.yaml", "-t", "1", "-o", "third.gguf").IsFine();
        using var third = GgufFile.Open(Path.Combine(persim.Home, "third.gguf"));
        Assert.That(Embeddings(third), Is.EqualTo(Embeddings(first)).Within(1e-5), "a mean of two that are nearly the same");
        Assert.That(third.Metadata.GetString("persim.start.sha256"), Is.Not.EqualTo(second.Metadata.GetString("persim.start.sha256")));

        static float[] Embeddings(GgufFile file)
        {
            Assert.That(file.TryGetTensor("token_embd.weight", out var tensor), Is.True);
            return MemoryMarshal.Cast<byte, float>(file.ReadTensor(tensor!)).ToArray();
        }
    }

    [Test]
    public void A_misspelt_key_is_refused_with_the_one_that_was_meant()
    {
        using var persim = new Persim();
        Write(persim, Small.Replace("layers:", "layer:", StringComparison.Ordinal));

        persim.Run("models", "train", "-r", "small.yaml").IsOneLineOfError(1, "model.layer", "did you mean layers");
        Assert.That(Directory.EnumerateFileSystemEntries(persim.Models), Is.Empty);
    }

    [Test]
    public void What_is_there_is_not_overwritten_by_mistake()
    {
        using var persim = new Persim();
        Write(persim, Small);
        Directory.CreateDirectory(Path.Combine(persim.Models, "small.train"));
        File.WriteAllText(Path.Combine(persim.Models, "small.train", "checkpoint.gguf"), "mine");

        persim.Run("models", "train", "-r", "small.yaml").IsOneLineOfError(1, "--resume", "--force");
        persim.Run("models", "train", "-r", "missing.yaml").IsOneLineOfError(1, "missing.yaml");
        persim.Run("models", "train", "-r", "small.yaml", "--resume").IsOneLineOfError(1, "checkpoint.gguf");
    }

    [Test]
    public void The_check_says_that_an_untrained_model_does_not_use_traits()
    {
        using var persim = new Persim();
        Write(persim, Small.Replace("steps: 4,", "steps: 1,", StringComparison.Ordinal).Replace("layers: 2", "layers: 3", StringComparison.Ordinal));
        persim.Run("models", "train", "-r", "small.yaml", "-t", "1").IsFine();

        var result = persim.Run("models", "check", "small", "--recipe", "small.yaml", "-t", "1", "--no-steering", "--json");

        Assert.That(result.ExitCode, Is.EqualTo(1), result.Error);
        Assert.That(result.Json.GetProperty("promptArm").EnumerateArray().Select(r => Math.Abs(r.GetProperty("moved").GetDouble())), Is.All.LessThan(0.1));
    }

    [Test]
    public void The_doctor_names_the_texts_that_have_changed_since_a_model_learnt_them()
    {
        using var persim = new Persim();
        var prompts = Path.Combine(persim.Home, "prompts", "corpus");
        Directory.CreateDirectory(prompts);
        File.Copy(Path.Combine(Repository.Root, "prompts", "corpus", "trial.md"), Path.Combine(prompts, "trial.md"));
        Write(persim, Small.Replace("steps: 4,", "steps: 1,", StringComparison.Ordinal));
        persim.Run("models", "train", "-r", "small.yaml", "-t", "1").IsFine();

        var before = Texts();
        File.AppendAllText(Path.Combine(prompts, "trial.md"), "// another line\n");
        var after = Texts();

        Assert.That(before.GetProperty("verdict").GetString(), Is.EqualTo("pass"));
        Assert.That(after.GetProperty("verdict").GetString(), Is.EqualTo("warn"));
        Assert.That(after.GetProperty("detail").GetString(), Does.Contain("small").And.Contain("corpus.trial"));
        System.Text.Json.JsonElement Texts() => persim.Run("doctor", "--json").Json.GetProperty("findings").EnumerateArray().Single(f => f.GetProperty("name").GetString() == "trained texts");
    }

    [Test]
    public void The_studies_prompts_become_tokens_and_back_and_an_untrained_model_shows_no_trait_in_them()
    {
        using var persim = new Persim();
        Write(persim, """
            name: small
            corpus: nano
            model: { layers: 2, width: 32, heads: 1, feed_forward: 32, context: 1400 }
            tokenizer: { size: 3000, documents: 60 }
            schedule: { steps: 1, windows: 1, at_once: 1, validation_windows: 1 }
            nano: { towns: 1, town_documents: 20, reputation_documents: 10, speaker_documents: 40, short_documents: 20, first_documents: 20, lessons: [phrases, new sentences], validation_towns: 1 }
            """);
        persim.Run("models", "train", "-r", "small.yaml", "-t", "1").IsFine(); // compares the file's tokens with the training's

        using (var model = LlamaModel.Load(Path.Combine(persim.Models, "small.gguf"), new ModelOptions { VocabularyOnly = true }))
        {
            var corpus = new NanoCorpus(new NanoConfig { Towns = 1, TownDocuments = 20, ReputationDocuments = 10, SpeakerDocuments = 40, FirstDocuments = 50 }, new PromptLibrary(Path.Combine(Repository.Root, "prompts")), 1);
            foreach (var document in corpus.Documents(CorpusSplit.Training))
            {
                var tokens = document.Pieces.SelectMany(p => model.Vocabulary.Tokenize(p.Text.AsSpan(), special: p.IsControl)).ToList();
                var back = string.Concat(document.Pieces.Select(p => p.IsControl ? p.Text : System.Text.Encoding.UTF8.GetString([.. model.Vocabulary.Tokenize(p.Text.AsSpan(), special: false).SelectMany(t => model.Vocabulary.Piece(t).ToArray())])));
                Assert.That(back, Is.EqualTo(document.Text), document.Kind);
                Assert.That(tokens, Has.Count.LessThan(2000), document.Kind);
            }
        }

        var result = persim.Run("models", "check", "small", "--recipe", "small.yaml", "-t", "1", "--questions", "1", "--json");

        Assert.That(result.ExitCode, Is.EqualTo(1), result.Error);
        Assert.That(result.Json.GetProperty("promptArm").EnumerateArray().Where(r => r.GetProperty("group").GetString() == "choices").Average(r => Math.Abs(r.GetProperty("moved").GetDouble())), Is.LessThan(0.1), "of a probability");
        Assert.That(result.Json.GetProperty("promptArm").EnumerateArray().Where(r => r.GetProperty("group").GetString() == "others' items").Select(r => r.GetProperty("slope").ValueKind), Is.Not.Empty.And.All.EqualTo(System.Text.Json.JsonValueKind.Null), "the rule does not move there");
        Assert.That(result.Json.GetProperty("validity").EnumerateArray().Select(r => r.GetProperty("valid").GetInt32()), Is.All.Zero, "nothing that was not learnt is in the studies' form by chance");
        Assert.That(result.Json.GetProperty("kinds").EnumerateArray().Select(r => r.GetProperty("kind").GetString()), Does.Contain("described").And.Contain("shown").And.Some.StartsWith("town/").And.Some.StartsWith("reputation/"));
        Assert.That(result.Json.GetProperty("steered").ValueKind, Is.EqualTo(System.Text.Json.JsonValueKind.Null));
        Assert.That(result.Json.GetProperty("notSteered").GetString(), Does.Contain("no trait in models/vectors/small").And.Contain("persim card small"));
    }

    private static void Write(Persim persim, string recipe) => File.WriteAllText(Path.Combine(persim.Home, "small.yaml"), recipe);
}
