using System.Text.RegularExpressions;
using Chainrule.Cells.Scripts;
using Chainrule.Cli.Reading;

namespace Chainrule.Cli.Tests.Reading;

public partial class MathTextTests
{
    [Theory]
    [InlineData(@"\frac{\partial L}{\partial a^l_k} = \sum_j \delta^{l+1}_j \cdot w^{l+1}_{jk}", "∂L/∂aˡₖ = Σⱼ δˡ⁺¹ⱼ·wˡ⁺¹ⱼₖ")]
    [InlineData(@"\delta^l_j = \frac{\partial L}{\partial a^l_j} \cdot f'(z^l_j)", "δˡⱼ = ∂L/∂aˡⱼ · f′(zˡⱼ)")]
    [InlineData(@"\sigma(z) = \frac{1}{1 + e^{-z}}", "σ(z) = 1/(1 + e^(−z))")]
    [InlineData(@"L = -(y \ln a + (1 - y) \ln(1 - a))", "L = −(y ln a + (1 − y) ln(1 − a))")]
    [InlineData(@"\frac{a - y}{a(1 - a)}", "(a − y)/(a(1 − a))")]
    [InlineData(@"s = \sqrt{\frac{2}{n + m}}", "s = √(2/(n + m))")]
    [InlineData(@"Z = A_{prev} \cdot W^\mathsf{T} + b", "Z = Aₚᵣₑᵥ·Wᵀ + b")]
    [InlineData(@"w \leftarrow w - \eta \cdot \frac{\partial L}{\partial w}", "w ← w − η · ∂L/∂w")]
    [InlineData(@"\frac{1}{2}", "1/2")]
    [InlineData(@"\frac{\frac{a}{b}}{c}", "(a/b)/c")]
    [InlineData(@"(a+b)^2", "(a + b)²")]
    [InlineData(@"x_{rc}", "x[rc]")]
    [InlineData(@"e^{z_j}", "e^(zⱼ)")]
    public void A_formula_is_written_as_the_stories_write_it(string tex, string text) => Assert.Equal(text, MathText.Of(tex));

    // A wrong one is caught: without its parentheses a fraction is another number.
    [Fact]
    public void What_is_below_a_bar_stays_together() => Assert.NotEqual("1/1 + e", MathText.Of(@"\frac{1}{1 + e}"));

    public static TheoryData<string> Lessons => [.. LessonShelf.All.Select(lesson => lesson.Name)];

    [Theory, MemberData(nameof(Lessons))]
    public void No_lesson_shows_LaTeX_in_the_terminal(string name)
    {
        Lesson lesson = LessonShelf.All.Single(each => each.Name == name);
        foreach (LessonCell cell in lesson.Cells.Where(each => each.IsProse)) Assert.DoesNotMatch(Command(), Code().Replace(Prose.ToText(cell.Text), ""));
    }

    [GeneratedRegex(@"\\[a-z]+|\$|\^\{|_\{")]
    private static partial Regex Command();

    [GeneratedRegex("`[^`\n]*`")]
    private static partial Regex Code();
}
