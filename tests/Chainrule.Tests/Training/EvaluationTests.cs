using Chainrule.Data;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;
using Chainrule.Training;

namespace Chainrule.Tests.Training;

public class EvaluationTests
{
    // A network whose answer is its input.
    private static Network<F64> Same(Loss loss, string activation = "identity") => new(new NetworkSpec([new(Activation.Named(activation), [[1]], [0])], loss));

    [Fact]
    public void The_confusion_and_the_scores_are_those_counted_by_hand()
    {
        // Said: 1 where x > 0.
        var data = Dataset.Of([2f, 1f, -1f, -2f, -3f, 3f], [1f, 0f, 1f, 0f, 0f, 1f], 1, 1);
        var score = Evaluation.Of(Same(Loss.BinaryCrossEntropy, "sigmoid"), data);
        Assert.Equal((2, 1, 1, 2), (score.Confusion(0, 0), score.Confusion(0, 1), score.Confusion(1, 0), score.Confusion(1, 1)));
        Assert.Equal(4.0 / 6, score.Accuracy);
        Assert.Equal(0.5, score.MajorityShare);
        Assert.Equal((2.0 / 3, 2.0 / 3, 3), (score.Classes[1].Precision, score.Classes[1].Recall, score.Classes[1].Count));
        Assert.Equal(2.0 / 3, score.Classes[1].F1, 1e-15);
    }

    [Fact]
    public void The_errors_are_those_computed_by_hand()
    {
        var data = Dataset.Of([1f, 2f, 3f, 4f], [2f, 2f, 5f, 3f], 1, 1);
        OutputScore score = Evaluation.Of(Same(Loss.Mse), data).Outputs[0];
        Assert.Equal((1.0, Math.Sqrt(6.0 / 4)), (score.MeanAbsoluteError, score.RootMeanSquaredError));
        Assert.Equal(1 - 6.0 / 6.0, score.RSquared, 1e-12);
        Assert.Equal(1.5, Evaluation.Of(Same(Loss.Mse), data).Loss, 1e-12);
    }

    [Fact]
    public void A_test_set_of_zeros_and_ones_can_still_be_numbers() =>
        Assert.Null(Evaluation.Of(Same(Loss.Mse), Dataset.Of([1f, 0f], [1f, 0f], 1, 1), TargetKind.Numbers).Accuracy);
}
