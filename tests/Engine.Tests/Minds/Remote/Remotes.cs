using PersonaSim.Engine.Minds.Ledgers;
using PersonaSim.Engine.Minds.Remote;

namespace PersonaSim.Engine.Tests.Minds.Remote;

/// <summary>Minds at a fake endpoint; waits take no time, a call's timeout passes only when a test says so.</summary>
internal static class Remotes
{
    public const string Key = "sk-test-0123456789-SECRET";

    public static RemoteOptions Options(FakeEndpoint endpoint) => new() { Endpoint = endpoint.Address, Model = "test-model", Concurrency = 1, Timeout = TimeSpan.FromHours(1), LongestWait = TimeSpan.FromMinutes(5) };

    public static TestClock Clock() => new(immediate: TimeSpan.FromMinutes(10));

    public static RemoteMind Mind(RemoteOptions options, Ledger? ledger = null, TestClock? clock = null, params IReadOnlyList<(string Name, string Value)> environment) =>
        RemoteMind.Connect(options, ledger, Environment([("LLM_API_KEY", Key), .. environment]), clock ?? Clock());

    public static Func<string, string?> Environment(params IReadOnlyList<(string Name, string Value)> variables) => name => variables.LastOrDefault(v => v.Name == name).Value;
}
