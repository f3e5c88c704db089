using NUnit.Framework;
using PersonaSim.Native.Decoding;

namespace PersonaSim.Native.Tests.Decoding;

public sealed class SamplerSettingsTests
{
    [Test]
    public void Names_every_value_out_of_range_in_one_line()
    {
        var settings = new SamplerSettings { Temperature = -1, TopP = 1.5f, RepeatPenalty = float.NaN };

        Assert.That(settings.Validate, Throws.TypeOf<InputException>().With.Message.Contains("temperature is -1")
            .And.Message.Contains("top-p is 1.5").And.Message.Contains("repeat penalty is NaN").And.Message.Not.Contains("min-p"));
        Assert.That(() => new Sampler().Sample([1f, 2f], [], settings, default), Throws.TypeOf<InputException>());
    }

    [Test]
    public void Accepts_what_the_tests_sample_with()
    {
        Assert.That(() => SamplerRows.Settings.ToList().ForEach(s => s.Validate()), Throws.Nothing);
    }
}
