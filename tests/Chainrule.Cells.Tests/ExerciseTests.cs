using Chainrule.Lessons.Exercises;

namespace Chainrule.Cells.Tests;

public class ExerciseTests
{
    public static TheoryData<string> Names => [.. Exercise.All.Select(exercise => exercise.Name)];

    private static Exercise Find(string name) => Exercise.All.Single(exercise => exercise.Name == name);

    [Theory]
    [MemberData(nameof(Names))]
    public void The_checker_accepts_the_reference(string name)
    {
        Assert.Equal(Outcome.Right, Find(name).JudgeReference().Outcome);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_checker_rejects_at_least_three_typical_mistakes_each_with_its_own_message(string name)
    {
        var mistakes = Find(name).JudgeMistakes().ToList();
        Assert.True(mistakes.Count >= 3);
        Assert.All(mistakes, mistake => Assert.Equal((Outcome.KnownMistake, mistake.Wanted), (mistake.Feedback.Outcome, mistake.Feedback.Message)));
        Assert.Equal(mistakes.Count, mistakes.Select(mistake => mistake.Wanted).Distinct().Count());
    }

    private static readonly Exercise<double> Answer = Make.Number("0.1", "say what the answer is.", 42).Mistake(24, "the digits are swapped.");

    [Fact]
    public void An_answer_not_given_is_told_the_task()
    {
        Assert.Equal((Outcome.Open, "say what the answer is."), (Answer.Open.Outcome, Answer.Open.Message));
        Assert.Equal(Outcome.Open, Answer.Judge(double.NaN).Outcome);
        Assert.Equal(Outcome.Open, Make.Function("0.2", "write f.", x => x, 1).Judge(_ => throw new NotImplementedException()).Outcome);
    }

    [Fact]
    public void Three_digits_are_enough_and_two_are_not()
    {
        Exercise<double> third = Make.Number("0.3", "divide.", 1 / 3.0);
        Assert.Equal(Outcome.Right, third.Judge(0.333).Outcome);
        Assert.Equal(Outcome.Wrong, third.Judge(0.33).Outcome);
    }

    [Fact]
    public void Other_wrong_answers_are_told_what_can_be_told()
    {
        Assert.Equal((Outcome.KnownMistake, "the digits are swapped."), (Answer.Judge(24).Outcome, Answer.Judge(24).Message));
        Assert.Contains("sign", Answer.Judge(-42).Message, StringComparison.Ordinal);
        Assert.Equal(Outcome.Wrong, Answer.Judge(7).Outcome);
        Assert.Contains("got 1 numbers, wanted 2", Make.Vector("0.4", "", [1, 2]).Judge([1]).Message, StringComparison.Ordinal);
        Assert.Contains("1 of 2", Make.Vector("0.4", "", [1, 2]).Judge([1, 3]).Message, StringComparison.Ordinal);
        Assert.Contains("DivideByZeroException", Make.Function("0.5", "", x => x, 1).Judge(_ => throw new DivideByZeroException()).Message, StringComparison.Ordinal);
    }
}
