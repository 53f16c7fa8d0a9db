using Chainrule.Cells.Engine;

namespace Chainrule.Cells.Tests;

/// <summary>A session on a desktop, and short ways to run cells in it.</summary>
internal sealed class Session
{
    public static readonly DesktopHost Host = new();

    private readonly CellEngine engine = new(Host);

    public CellEngine Engine => engine;

    public async Task<CellResult> Run(string code, int line = 1) => await engine.RunAsync(code, new CellPlace("lesson.cs", line));

    /// <summary>The plain faces of all that the cell showed; it must not fail.</summary>
    public async Task<string> Text(string code)
    {
        CellResult result = await Run(code);
        Assert.True(result.Succeeded, string.Join('\n', result.Errors.Select(error => error.Text)));
        return string.Join('\n', result.Outputs.Select(output => output.Text));
    }
}
