using PersonaSim.Engine.Society.Economy;

namespace PersonaSim.Engine.Studies.Town.World;

/// <summary>Goods, jobs, roles and goals of the town.</summary>
public static class TownTables
{
    public const int Food = 0, Tools = 1, Cloth = 2, Books = 3;

    public static IReadOnlyList<Good> Goods { get; } =
    [
        new("food", 120, 40, 600, 3, 15),
        new("tools", 450, 150, 1500, 0.4, 0),
        new("cloth", 300, 100, 1200, 0.5, 0),
        new("books", 260, 80, 900, 0.5, 0),
    ];

    public static IReadOnlyList<Job> Jobs { get; } =
    [
        new("farmer", "farm", 190, Food, 3, 5, "the harvest"),
        new("fisher", "harbour", 190, Food, 3, 4, "the nets"),
        new("baker", "mill", 200, Food, 3, 3, "the bread"),
        new("smith", "workshop", 220, Tools, 1, 2, "the hinges"),
        new("weaver", "workshop", 200, Cloth, 1, 2, "the cloth"),
        new("printer", "library", 200, Books, 1, 2, "the almanac"),
        new("forester", "grove", 180, Tools, 1, 2, "the timber"),
        new("teacher", "school", 210, -1, 0, 2, "the lessons"),
        new("clerk", "town hall", 210, -1, 0, 2, "the registers"),
        new("healer", "clinic", 230, -1, 0, 2, "the patients"),
        new("innkeeper", "tavern", 190, -1, 0, 2, "the guests"),
        new("trader", "market", 190, -1, 0, 3, "the stalls"),
    ];

    public static IReadOnlyList<string> Goals { get; } =
    [
        "save enough money for a hard winter", "have somebody to talk to every day", "be known as a person who keeps promises", "own a good tool of your own",
        "see every part of the town", "help the town to have fair rules", "read more books", "never go hungry", "do your job well", "get to know your neighbours",
        "find out what others think", "keep out of trouble",
    ];

    public static IReadOnlyList<string> Groups { get; } = ["Lantern Circle", "Harbour Choir", "Garden Society", "Chess Table", "Walking Club", "Night Watch", "Story Evening", "Mending Guild"];

    public static IReadOnlyList<Topic> Topics { get; } =
    [
        new() { Name = "bridge", Claim = "the town should pay for a new bridge over the river" },
        new() { Name = "market hours", Claim = "the market should stay open on rest days" },
    ];

    /// <summary>The roles that people get in a town with this task.</summary>
    public static IReadOnlyList<string> RolesOf(string environment) => environment switch
    {
        "research" => ["reader", "checker", "writer", "messenger", "organiser"],
        "policy" => ["drafter", "reviewer", "speaker", "collector", "organiser"],
        "nav" => ["scout", "mapper", "runner", "guide", "organiser"],
        _ => ["neighbour", "helper", "host", "caretaker", "organiser"],
    };
}
