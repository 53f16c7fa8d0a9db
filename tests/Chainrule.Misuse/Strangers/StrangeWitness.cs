using Chainrule.Layers;
using Chainrule.LinearAlgebra;
using Chainrule.Numbers;

namespace Chainrule.Misuse.Strangers;

/// <summary>A witness that puts other numbers in place of those it is told of, and now and then throws.</summary>
internal sealed class StrangeWitness<T>(int seed) : IWitness<T> where T : struct, IReal<T>
{
    private readonly Random random = new(seed);

    public void Wrote(Quantity quantity, Written what, Matrix<T> numbers)
    {
        if (random.Next(200) == 0) throw new InvalidOperationException("a witness had enough");
        if (random.Next(3) == 0) numbers[random.Next(numbers.Rows), random.Next(numbers.Columns)] = random.NextDouble();
    }
}
