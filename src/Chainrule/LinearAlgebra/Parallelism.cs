namespace Chainrule.LinearAlgebra;

/// <summary>How many threads a product of float matrices may use. The results have the same bits with any number.</summary>
public static class Parallelism
{
    private static int threads = Environment.ProcessorCount;

    /// <summary>At most so many, the calling one among them; as many as there are processors unless set. Products too small to gain use one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than one.</exception>
    public static int Threads
    {
        get => threads;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            threads = value;
        }
    }
}
