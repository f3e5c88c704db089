using PersonaSim.Engine.Agents.Personas;
using PersonaSim.Engine.Minds;
using PersonaSim.Engine.Runs;
using PersonaSim.Engine.Studies.Town.Rules;

namespace PersonaSim.Engine.Tests.Studies.Commons.Rules;

/// <summary>
/// The offline mind, which also answers where a model's answer is refused. Only this folder may know a personality; what it makes of it is
/// an assumption: who is agreeable takes less, and nobody takes as much from a bare pasture.
/// </summary>
internal sealed class CommonsRules(ITempers tempers, Rng rng, CommonsStudy commons)
{
    private const double Wish = 0.8, Restraint = 0.7, Care = 1.2; // log-odds for each unit

    public ScaleValue Take(string who, long tick, bool neutral)
    {
        var traits = neutral ? Traits.Neutral : tempers.TraitsOf(who, tick);
        var bare = 1 - (commons.Stock / commons.Capacity);
        var utilities = new double[commons.Config.Most + 1];
        for (var units = 0; units < utilities.Length; units++) utilities[units] = units * (Wish - (Restraint * traits.Agreeableness) - (Care * bare));
        return new ScaleValue(Softmax.Draw(utilities, rng.For("rule/take", who, tick).NextDouble()));
    }
}
