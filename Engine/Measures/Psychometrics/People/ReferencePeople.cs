using System.Security.Cryptography;
using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Runs.Prompts;
using PersonaSim.Native;

namespace PersonaSim.Engine.Measures.Psychometrics.People;

/// <summary>The frozen table of 200 people whose spread under the prompt arm is the unit of doses where no human one may be named.</summary>
public static class ReferencePeople
{
    public const int Count = 200;

    private const string Name = "reference-people.csv";

    /// <summary>The people, and the SHA-256 of their file.</summary>
    public static (Population People, string Sha256) Load(PromptLibrary prompts)
    {
        var path = Path.Combine(prompts.Folder, "instruments", Name);
        if (!File.Exists(path)) throw new InputException($"{path} does not exist: it is the table of {Count} reference people; restore it, or name people of your own (--people FILE).");
        return (PeopleTable.Read(path, Count), Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))));
    }
}
