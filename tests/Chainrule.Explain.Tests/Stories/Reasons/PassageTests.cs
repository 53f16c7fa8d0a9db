using Chainrule.Data;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Recordings;
using Chainrule.Explain.Rendering;
using Chainrule.Explain.Stories;
using Chainrule.Explain.Stories.Chapters;

namespace Chainrule.Explain.Tests.Stories.Reasons;

/// <summary>Each chapter names the lesson that goes deeper, in every format, where somebody asks; a program that only wants the story is sent nowhere.</summary>
public class PassageTests
{
    private static readonly string[] Chapters = ["Forward", "Loss", "Backward", "Is that true", "Update", "After the step"];

    private static Story Tell(IAsking? asking) => StoryTeller.Tell(Recording.Of(Examples.Named("mazur").Problem), Notation.All[0], "A step", asking: asking);

    [Fact]
    public void Every_chapter_after_what_is_given_names_a_lesson()
    {
        string[] lines = [.. TextRenderer.Render(Tell(new StoryTests.Typed()), Notation.All[0]).Select(line => line.ToString())];
        int[] starts = [.. Chapters.Select(chapter => Array.FindIndex(lines, line => line.TrimStart('─', ' ').StartsWith(chapter, StringComparison.Ordinal)))];
        Assert.Equal(starts.Order(), starts);
        foreach ((int start, int end) in starts.Zip(starts.Skip(1).Append(lines.Length)))
            Assert.Contains(lines[start..end], line => line.StartsWith("Lesson ", StringComparison.Ordinal) && line.Contains("goes deeper", StringComparison.Ordinal));
        Assert.DoesNotContain(TextRenderer.Render(Tell(null), Notation.All[0]), line => line.ToString().Contains("goes deeper", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_format_names_them()
    {
        Story story = Tell(new StoryTests.Typed());
        string text = string.Join('\n', TextRenderer.Render(story, Notation.All[0]).Select(line => line.ToString()));
        foreach (string page in (string[])[text, MarkdownRenderer.Render(story, Notation.All[0]), HtmlRenderer.Render(story, Notation.All[0]), LatexRenderer.Render(story, Notation.All[0])])
            for (int lesson = 5; lesson <= 8; lesson++) Assert.Contains($"Lesson {lesson}, ", page, StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_names_each_lesson_once()
    {
        Recording recording = Recording.Of(Examples.Named("mazur").Problem);
        string[] lines = [.. TextRenderer.Render(WhyTeller.Tell(recording, recording.Book.Parse("dZ1[0]"), 1, new StoryTests.Typed()), Notation.All[0]).Select(line => line.ToString())];
        Assert.Single(lines, line => line.StartsWith("Lesson 3, A neuron by hand, goes deeper:", StringComparison.Ordinal));
    }
}
