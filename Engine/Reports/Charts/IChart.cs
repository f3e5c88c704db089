namespace PersonaSim.Engine.Reports.Charts;

/// <summary>A picture of numbers. It draws itself into any box, so that charts can stand side by side in one picture.</summary>
public interface IChart
{
    string Title { get; }

    /// <summary>What is to be seen, in a sentence, for those who do not see it.</summary>
    string Description { get; }

    /// <summary>Height over width where it has a picture of its own.</summary>
    double Aspect { get; }

    /// <summary>Whether it needs the page's whole width.</summary>
    bool Wide { get; }

    void Draw(Svg svg, Box box);
}
