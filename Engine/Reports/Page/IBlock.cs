namespace PersonaSim.Engine.Reports.Page;

/// <summary>A piece of a page's section.</summary>
public interface IBlock
{
    void Write(PageText page);
}
