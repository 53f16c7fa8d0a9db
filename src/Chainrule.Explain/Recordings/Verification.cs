using Chainrule.Checking;
using Chainrule.Explain.Addresses;
using Chainrule.Explain.Formulas;
using Chainrule.Layers;
using Chainrule.LinearAlgebra;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Explain.Recordings;

/// <summary>What would be told is not what the engine computes: a mistake in this program, never in the user's input.</summary>
public sealed class ExplanationException : Exception
{
    /// <summary>An empty message.</summary>
    public ExplanationException() { }

    /// <summary>Which number, what the engine has, and what would have been told.</summary>
    public ExplanationException(string message) : base(message) { }

    /// <summary>The same, and what led to it.</summary>
    public ExplanationException(string message, Exception inner) : base(message, inner) { }
}

/// <summary>
/// Compares what a recording would tell with the engine's own numbers. The engine runs once more, over numbers that carry a bound of their
/// rounding error; a recorded number must lie within that bound, and so must each formula, evaluated again.
/// </summary>
internal static class Verification
{
    /// <summary>
    /// Verifies every number of the recording; returns the loss after the step, which the engine computed on the way, and if that has overflowed the number that overflowed first.
    /// </summary>
    internal static (double LossAfter, Address? FirstOverflow) Verify(Recording recording, CancellationToken cancellationToken)
    {
        (Network<Bounded> network, Workspace<Bounded> at) = Walk(recording.Problem, recording.Book, (entry, own, at) => Compare(recording, entry, own, at), cancellationToken);
        network.Forward(at);
        double after = network.Measure(at).Number;
        return (after, double.IsFinite(after) ? null : FirstOverflow(recording.Book, at));
    }

    /// <summary>How far rounding may have taken each number of a step from the exact one. What is left of 0 where numbers cancel is within that.</summary>
    internal static IReadOnlyDictionary<Address, double> Errors(Problem problem, AddressBook book)
    {
        var errors = new Dictionary<Address, double>();
        Walk(problem, book, (entry, own, _) =>
        {
            for (int r = 0; r < own.Rows; r++)
                for (int c = 0; c < own.Columns; c++) errors[book.At(entry, r, c)] = own[r, c].Error;
        });
        return errors;
    }

    // One step of the engine; each list is visited when it has been computed.
    private static (Network<Bounded> Network, Workspace<Bounded> At) Walk(
        Problem problem, AddressBook book, Action<Entry, Matrix<Bounded>, Workspace<Bounded>> visit, CancellationToken cancellationToken = default)
    {
        var network = new Network<Bounded>(problem.Network);
        var at = new Workspace<Bounded>(network, problem.Batch.Count);
        at.Load(problem.Batch);
        network.Forward(at);
        network.Measure(at);
        network.Backward(at);
        var gradients = new Gradients<Bounded>(network);
        network.Gradients(at, gradients);

        foreach (Quantity quantity in network.Plan.Quantities.Where(each => !each.IsCopy))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (quantity.Role == Role.Value) visit(new(quantity, Form.Number), at[quantity], at);
            if (book.HasGradient(quantity)) visit(new(quantity, Form.Gradient), quantity.Role == Role.Parameter ? gradients[quantity] : at.Gradient(quantity), at);
        }

        // The fused update of training, not the recording's: the two must agree.
        var states = new UpdateStates<Bounded>(network, problem.Update);
        network.Update(at, states, problem.LearningRate, problem.UpdateBiases);
        foreach (Quantity parameter in network.Plan.Parameters)
        {
            foreach (Entry state in book.StatesOf(parameter)) visit(state, states[parameter, state.State], at);
            visit(new(parameter, Form.Updated), network[parameter], at);
        }
        return (network, at);
    }

    // The quantities stand in the order in which they are computed, the loss last.
    private static Address? FirstOverflow(AddressBook book, Workspace<Bounded> at)
    {
        foreach (Quantity quantity in at.Plan.Quantities.Where(each => each.Role == Role.Value && !each.IsCopy))
            for (int r = 0; r < at[quantity].Rows; r++)
                for (int c = 0; c < at[quantity].Columns; c++)
                    if (!double.IsFinite(at[quantity][r, c].Number)) return book.At(quantity, Form.Number, r, c);
        return null;
    }

    private static void Compare(Recording recording, Entry entry, Matrix<Bounded> own, Workspace<Bounded> at)
    {
        Matrix<Value> told = recording.Matrix(entry);
        for (int r = 0; r < own.Rows; r++)
            for (int c = 0; c < own.Columns; c++)
            {
                if (!double.IsFinite(own[r, c].Number))
                    throw new ProblemException(Overflow.Words($"{recording.Book.At(entry, r, c)}", own[r, c].Number, at, "weights, inputs, targets or learning rate"));
                if (!Agree(told[r, c].Data, own[r, c].Number, own[r, c].Error))
                    throw new ExplanationException(
                        $"{recording.Book.At(entry, r, c)} is {own[r, c].Number:R} in the engine, but {told[r, c].Data:R} in the explanation; nothing is shown. Please report this.");
            }
    }

    /// <summary>Evaluates the formula again, in the elementary form that is printed for machines.</summary>
    internal static void VerifyFormula(Address address, Formula formula, double number)
    {
        if (!Holds(formula, number))
            throw new ExplanationException(
                $"{address} is {number:R}, but its formula gives {formula.Elementary().Number():R}; nothing is shown. Please report this.");
    }

    /// <summary>Whether the formula, evaluated again, gives the number.</summary>
    internal static bool Holds(Formula formula, double number)
    {
        Bounded again = formula.Elementary().Evaluate<Bounded>();
        // Two computations, each within its own bound of the exact result: by the law's stable primitives, and by the elementary form.
        return Agree(number, again.Number, again.Error + formula.Evaluate<Bounded>().Error);
    }

    private static bool Agree(double a, double b, double bound) => a.Equals(b) || Math.Abs(a - b) <= bound;
}
