using Chainrule.Cells.Engine;
using Chainrule.Lessons.Outputs;

namespace Chainrule.Cells.Tests;

public class CellEngineTests
{
    [Fact]
    public async Task A_cell_knows_what_the_cells_before_it_declared()
    {
        var session = new Session();
        await session.Run("using System.Text;");
        await session.Run("int x = 20; int Twice(int n) => 2 * n; record Point(int X);");
        await session.Run("x++;");
        Assert.Equal("42 7", await session.Text("Console.WriteLine(new StringBuilder().Append(Twice(x)).Append(' ').Append(new Point(7).X));"));
    }

    [Fact]
    public async Task Values_of_two_cells_meet_on_one_tape_whichever_threads_run_the_cells()
    {
        var session = new Session();
        await OnAThreadOfItsOwn(() => session.Run("using Chainrule.Numbers; Value a = 2.0;"));
        Assert.Equal("6", await OnAThreadOfItsOwn(() => session.Text("Value b = 3.0; Console.WriteLine((a * b).Data);")));
    }

    private static Task<T> OnAThreadOfItsOwn<T>(Func<Task<T>> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();

    [Fact]
    public async Task The_value_of_a_last_expression_is_shown()
    {
        Assert.Equal("3", await new Session().Text("1 + 2"));
        Assert.Equal("", await new Session().Text("int x = 3;"));
    }

    [Fact]
    public async Task Text_and_pictures_come_in_the_order_in_which_they_were_shown()
    {
        CellResult result = await new Session().Run("""
            using static Chainrule.Lessons.Display;
            Console.Write("a"); Console.WriteLine("b");
            Show(Math.Sin, 0, 1);
            await Task.Yield();
            Console.WriteLine("c");
            """);
        Assert.Collection(result.Outputs,
            first => Assert.Equal("ab\n", Assert.IsType<TextOutput>(first).Written),
            second => Assert.IsType<PictureOutput>(second),
            third => Assert.Equal("c\n", Assert.IsType<TextOutput>(third).Written));
    }

    [Fact]
    public async Task What_a_thread_of_a_cell_writes_goes_to_that_cell()
    {
        Task<string> one = new Session().Text("var t = new Thread(() => Console.Write(1)); t.Start(); t.Join();");
        Task<string> two = new Session().Text("await Task.Run(() => Console.Write(2));");
        Assert.Equal("1", await one);
        Assert.Equal("2", await two);
    }

    [Fact]
    public async Task A_mistake_in_the_text_has_its_line_and_column_in_the_lesson()
    {
        CellResult result = await new Session().Run("int x = 1;\nx = yy + 1;", line: 40);
        CellErrorOutput error = Assert.Single(result.Errors);
        Assert.Equal(("CS0103", "lesson.cs", 41, 5), (error.Kind, error.File, error.Line, error.Column));
    }

    [Fact]
    public async Task A_cell_that_stops_names_the_innermost_line_of_the_lesson()
    {
        var session = new Session();
        await session.Run("int Half(int n)\n{\n    return n % 2 == 0 ? n / 2 : throw new ArgumentException(\"odd\");\n}", line: 10);
        CellErrorOutput error = Assert.Single((await session.Run("Console.WriteLine(Half(4));\nConsole.WriteLine(Half(3));", line: 20)).Errors);
        Assert.Equal(("ArgumentException", 12), (error.Kind, error.Line));
        Assert.Contains("odd", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_cell_showed_before_it_stopped_is_kept()
    {
        CellResult result = await new Session().Run("Console.WriteLine(1); throw new Exception(\"no\");");
        Assert.Equal("1\n", Assert.IsType<TextOutput>(result.Outputs[0]).Written);
        Assert.False(result.Succeeded);
    }

    [Fact]
    public async Task A_cell_that_does_not_compile_leaves_no_trace()
    {
        var session = new Session();
        await session.Run("int x = 1;");
        Assert.False((await session.Run("int x = 2; int y = z;")).Succeeded);
        Assert.Equal("1", await session.Text("Console.Write(x);"));
    }

    [Fact]
    public void Diagnosing_runs_nothing()
    {
        var session = new Session();
        Assert.Equal("CS0103", Assert.Single(session.Engine.Diagnose("Console.WriteLine(q);", new CellPlace("lesson.cs", 1))).Kind);
        Assert.Empty(session.Engine.Diagnose("throw new Exception();", new CellPlace("lesson.cs", 1)));
    }

    [Fact]
    public async Task Completion_knows_declared_names_members_and_extension_methods()
    {
        var session = new Session();
        await session.Run("double[] losses = [1, 2];");
        Assert.Equal(["losses"], session.Engine.Complete("loss", 4).Names);
        Completion members = session.Engine.Complete("var a = 1;\nlosses.Le", 20);
        Assert.Equal((18, 20), (members.Start, members.End));
        Assert.Contains("Length", members.Names);
        Assert.Contains("Select", session.Engine.Complete("losses.Sel", 10).Names);
        Assert.Equal(["Tanh"], session.Engine.Complete("Math.Tanh", 9).Names);
    }
}
