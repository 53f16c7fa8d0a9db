using Chainrule.Cells.Scripts;
using Chainrule.Rules;

namespace Chainrule.Cells.Tests;

public class LessonParserTests
{
    private const string Source = """
        #!/usr/bin/env dotnet
        #:project ../src/Chainrule.Lessons

        // %% [markdown]
        // # A title
        //
        // Words.

        // %%

        int x = 1;

        int y = 2;

        // %%
        // %% volatile desktop-only
        // a comment in code
        Console.WriteLine(x);
        """;

    [Fact]
    public void Cells_have_their_text_their_line_and_their_traits()
    {
        Lesson lesson = Lesson.Parse(Source, "lessons/05-name.cs");
        Assert.Equal(("05-name", "A title"), (lesson.Name, lesson.Title));
        Assert.Equal(
            [
                new(1, true, "# A title\n\nWords.", 5, CellTraits.None),
                new(2, false, "int x = 1;\n\nint y = 2;", 11, CellTraits.None),
                new(3, false, "// a comment in code\nConsole.WriteLine(x);", 17, CellTraits.Volatile | CellTraits.DesktopOnly),
            ],
            lesson.Cells);
        Assert.Equal([2, 3], lesson.Code.Select(cell => cell.Number));
    }

    [Theory]
    [InlineData("int x = 1;\n// %% [markdown]\n// # T", "line 1: code before the first cell")]
    [InlineData("// %% [markdown]\n// # T\nWords.", "line 3: prose stands in comments")]
    [InlineData("// %% volatil\nint x = 1;", "line 1: unknown word behind // %% \"volatil\": did you mean \"volatile\"?")]
    [InlineData("int x = 1;", "there is no cell")]
    [InlineData("// %% [markdown]\n// # T\n// %% from-end a\n// %%\nint x;", "line 3: wanted a cell \"// %% at-end a\" at the end")]
    [InlineData("// %% [markdown]\n// # T\n// %% at-end a\nclass A;", "line 3: wanted one line \"// %% from-end a\" before it, where the cell is shown and run; got 0")]
    [InlineData("// %% [markdown]\n// # T\n// %% from-end a\n// %% from-end a\n// %% at-end a\nclass A;", "line 5: wanted one line \"// %% from-end a\" before it, where the cell is shown and run; got 2")]
    [InlineData("// %% [markdown]\n// # T\n// %% from-end a\n// %% at-end a\nclass A;\n// %% at-end a\nclass B;", "line 4: two cells are called a")]
    [InlineData("// %% [markdown]\n// # T\n// %% from-end a\n// %% at-end a\nclass A;\n// %%\nint x;", "line 6: no cell may follow those that are marked at-end")]
    [InlineData("// %% [markdown]\n// # T\n// %% from-end a\n// words\nint x;\n// %% at-end a\nclass A;", "line 5: below \"from-end\" only comments may stand")]
    [InlineData("// %% [markdown]\n// # T\n// %% from-end\n// %% at-end a\nclass A;", "line 3: wanted the name of a cell behind \"from-end\"")]
    [InlineData("// %%\nint x = 1;", "there is no title")]
    public void What_is_no_lesson_is_refused_with_its_line(string source, string wanted)
    {
        Assert.Contains(wanted, Assert.Throws<ProblemException>(() => Lesson.Parse(source, "my.cs")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cell_at_the_end_is_shown_where_it_is_spoken_of_with_the_line_where_it_stands()
    {
        Lesson lesson = Lesson.Parse("// %% [markdown]\n// # T\n\n// %% from-end pair\n// At the end of this file.\n\n// %%\nPair pair = new(1, 2);\n\n// %% at-end pair\nrecord Pair(int A, int B);\n", "a.cs");
        Assert.Equal(
            [
                new(1, true, "# T", 2, CellTraits.None),
                new(2, false, "record Pair(int A, int B);", 11, CellTraits.None),
                new(3, false, "Pair pair = new(1, 2);", 8, CellTraits.None),
            ],
            lesson.Cells);
    }

    [Fact]
    public void Line_ends_of_another_system_change_nothing()
    {
        Assert.Equal(Lesson.Parse(Source, "a.cs").Cells, Lesson.Parse(Source.ReplaceLineEndings("\r\n"), "a.cs").Cells);
    }
}
