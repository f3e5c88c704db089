using PersonaSim.Engine.Runs.Configuration;

namespace PersonaSim.Engine.Studies.Reputation;

/// <summary>
/// The rule mind's parameters: log-odds where nothing else is said. It is one rule, never told its arm; arms differ only in what there is to
/// look at. Values were fixed before any arm was run. The region in which they are plausible stands behind each; results are to be shown over the region.
/// <list type="table">
/// <item><term>cooperate −0.12 (−0.5 to 0.3)</term><description>47 % cooperation without any information: mean of 130 dilemma treatments, Sally (1995), Rationality and Society 7, 58-92.</description></item>
/// <item><term>stake 0 (−0.4 to 0.4)</term><description>half of what one has is sent: 162 trust games, Johnson and Mislin (2011), Journal of Economic Psychology 32, 865-889.</description></item>
/// <item><term>honour 0.73 (0.2 to 1.2)</term><description>with 50 % returned when a promise is kept and 10 % when not, 37 % return on average: Johnson and Mislin (2011).</description></item>
/// <item><term>memory 1.2 (0.4 to 2)</term><description>chosen; conditional cooperation, about half of all people: Fischbacher, Gächter and Fehr (2001), Economics Letters 71, 397-404.</description></item>
/// <item><term>record 2 (0 to 4)</term><description>chosen; a very good against a very bad record moves 50 % to 88 % and 12 %. Direction: Wedekind and Milinski (2000), Science 288, 850-852.</description></item>
/// <item><term>standing 0.8 (0 to 1.6)</term><description>chosen; who knows that they are judged gives more. Direction: Milinski, Semmann and Krambeck (2002), Nature 415, 424-426.</description></item>
/// <item><term>accept 1.1 (0.5 to 2), join 0 (−1 to 1), persona 0.8 (0 to 1.5), lie 0.5 (0 to 1), tie −0.5, avoid −1.5, tell −0.5, learn 0.5, gossip 0.3, watch 0.2</term><description>chosen. Good and bad news have the same odds of being told: no bias was put in.</description></item>
/// </list>
/// </summary>
public sealed record RuleConfig
{
    [Doc("Cooperating in a prisoner's dilemma without any information."), Range(-10, 10)]
    public double Cooperate { get; init; } = -0.12;

    [Doc("How much of what one has is invested without any information; 0 is half."), Range(-10, 10)]
    public double Stake { get; init; }

    [Doc("Accepting an offer of half the result without any information."), Range(-10, 10)]
    public double Accept { get; init; } = 1.1;

    [Doc("Keeping one's promise as a trustee without any information."), Range(-10, 10)]
    public double Honour { get; init; } = 0.73;

    [Doc("Joining the programme without any information."), Range(-10, 10)]
    public double Join { get; init; }

    [Doc("What one's persona's own leaning (−1 to 1) adds."), Range(-10, 10)]
    public double Persona { get; init; } = 0.8;

    [Doc("What the last experiences (−1 very bad to 1 very good) add."), Range(-10, 10)]
    public double Memory { get; init; } = 1.2;

    [Doc("What one's record of the other (−1 to 1) adds."), Range(-10, 10)]
    public double Record { get; init; } = 2;

    [Doc("What a very good record of oneself adds, a neutral one half of it."), Range(-10, 10)]
    public double Standing { get; init; } = 0.8;

    [Doc("The chance that a broken promise is reported as kept."), Range(0, 1)]
    public double Lie { get; init; } = 0.5;

    [Doc("Making a tie after a neutral meeting."), Range(-10, 10)]
    public double Tie { get; init; } = -0.5;

    [Doc("Avoiding somebody after a neutral meeting."), Range(-30, 10)]
    public double Avoid { get; init; } = -1.5;

    [Doc("Telling somebody about a neutral meeting; news weigh by how far from neutral they are, good and bad alike."), Range(-30, 30)]
    public double Tell { get; init; } = -0.5;

    [Doc("How far a record moves toward one's own experience."), Range(0, 1)]
    public double Learn { get; init; } = 0.5;

    [Doc("How far a record moves toward gossip that is fully believed."), Range(0, 1)]
    public double Hear { get; init; } = 0.3;

    [Doc("How far a record moves toward what one saw from afar."), Range(0, 1)]
    public double Watch { get; init; } = 0.2;

    [Doc("A control: this rule pays no attention to records and to gossip.")]
    public bool Deaf { get; init; }
}
