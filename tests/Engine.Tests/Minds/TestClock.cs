namespace PersonaSim.Engine.Tests.Minds;

/// <summary>
/// A clock that stands still until a test moves it. Timers up to a limit fire at once and move the clock, so that waits take no time; longer
/// ones, which guard against what never ends, fire when the test advances the clock past them.
/// </summary>
internal sealed class TestClock(TimeSpan? immediate = null) : TimeProvider
{
    private readonly TimeSpan _immediate = immediate ?? TimeSpan.Zero;
    private readonly Lock _gate = new();
    private readonly List<Alarm> _waiting = [];
    private readonly List<TimeSpan> _waits = [];
    private TimeSpan _now;

    /// <summary>Waits that fired at once, in order.</summary>
    public IReadOnlyList<TimeSpan> Waits
    {
        get { lock (_gate) return [.. _waits]; }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp()
    {
        lock (_gate) return _now.Ticks;
    }

    public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero) + TimeSpan.FromTicks(GetTimestamp());

    public void Advance(TimeSpan step)
    {
        List<Alarm> due;
        lock (_gate)
        {
            _now += step;
            due = [.. _waiting.Where(a => a.Due <= _now)];
            _waiting.RemoveAll(due.Contains);
        }

        due.ForEach(a => a.Fire());
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, () => callback(state));
        alarm.Change(dueTime, period);
        return alarm;
    }

    private sealed class Alarm(TestClock clock, Action fire) : ITimer
    {
        public TimeSpan Due { get; private set; }

        public void Fire() => ThreadPool.UnsafeQueueUserWorkItem(_ => fire(), null);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                clock._waiting.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan) return true;
                Due = clock._now + dueTime;
                if (dueTime > clock._immediate)
                {
                    clock._waiting.Add(this);
                    return true;
                }

                clock._now = Due;
                clock._waits.Add(dueTime);
            }

            Fire();
            return true;
        }

        public void Dispose()
        {
            lock (clock._gate) clock._waiting.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
