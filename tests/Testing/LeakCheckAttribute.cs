using NUnit.Framework;
using NUnit.Framework.Interfaces;
using PersonaSim.Native.Loading;

namespace PersonaSim.Testing;

/// <summary>On a test assembly: after every fixture, a native object that only the finaliser would have freed fails the run.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class LeakCheckAttribute : Attribute, ITestAction
{
    public ActionTargets Targets => ActionTargets.Suite;

    public void BeforeTest(ITest test)
    {
    }

    public void AfterTest(ITest test)
    {
        var leaks = Collect();
        Assert.That(leaks, Is.Empty, $"{test.FullName} left native objects undisposed");
    }

    /// <summary>What the finalisers had to free up to now.</summary>
    public static IReadOnlyList<string> Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return HandleAudit.TakeLeaks();
    }
}
