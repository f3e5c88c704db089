using System.Net;
using Microsoft.Extensions.AI;
using NUnit.Framework;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Minds.Remote;

namespace PersonaSim.Engine.Tests.Minds.Remote;

/// <summary>Any chat client can stand behind the mind, and ours can stand anywhere.</summary>
public sealed class ChatClientTests
{
    private static readonly RemoteOptions _options = new() { Endpoint = new Uri("http://127.0.0.1/v1"), Model = "m", Concurrency = 1 };

    [Test]
    public void Another_chat_client_answers_and_its_network_errors_are_tried_again()
    {
        var client = new ScriptedClient(new HttpRequestException("busy", null, HttpStatusCode.ServiceUnavailable), new IOException("gone"), new OperationCanceledException("its own timeout"), "4");
        using (var mind = new RemoteMind(client, _options, clock: Remotes.Clock()))
        {
            var answer = mind.Answer(Asks.Scales(1)).Single();

            Assert.That((answer.Value, answer.Source, client.Calls), Is.EqualTo((new ScaleValue(4), AnswerSource.Model, 4)));
        }

        Assert.That(client.Disposed, "the mind owns its client");
    }

    [Test]
    public void An_error_that_no_retry_knows_is_not_swallowed()
    {
        using var mind = new RemoteMind(new ScriptedClient(new NotSupportedException("what")), _options, clock: Remotes.Clock());

        Assert.That(() => mind.Answer(Asks.Scales(1)), Throws.TypeOf<NotSupportedException>());
    }

    [Test]
    public async Task Our_client_streams_its_whole_answer_at_once()
    {
        using var endpoint = FakeEndpoint.Saying("hello");
        using var client = new OpenAiChatClient(new JsonExchange(Remotes.Options(endpoint), ApiKey.None, TimeProvider.System));
        var text = "";

        await foreach (var update in client.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, "hi")])) text += update.Text;

        Assert.That((text, client.GetService(typeof(OpenAiChatClient))), Is.EqualTo(("hello", client)));
        Assert.That(endpoint.Seen.Single().Headers.ContainsKey("authorization"), Is.False, "no key, no header");
    }

    private sealed class ScriptedClient(params IReadOnlyList<object> script) : IChatClient
    {
        public int Calls { get; private set; }

        public bool Disposed { get; private set; }

        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => script[Calls++] switch
        {
            Exception e => Task.FromException<ChatResponse>(e),
            var text => Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, (string)text))),
        };

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose() => Disposed = true;
    }
}
