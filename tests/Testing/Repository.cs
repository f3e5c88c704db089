namespace PersonaSim.Testing;

/// <summary>Folders of the checkout that the tests read.</summary>
public static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>llama.cpp's headers, vocabularies and chat templates.</summary>
    public static string Material
    {
        get
        {
            var folder = Path.Combine(Root, ".cache", "llama.cpp");
            return Directory.Exists(folder) ? folder : throw new DirectoryNotFoundException($"{folder} is missing: run ./build.sh test, which fetches the test material.");
        }
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PersonaSim.sln"))) return folder.FullName;
        }

        throw new DirectoryNotFoundException("The tests do not run inside a checkout: no PersonaSim.sln above " + AppContext.BaseDirectory);
    }
}
