using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Chainrule.Numbers.Lanes;

namespace Chainrule.LinearAlgebra.Tuned;

/// <summary>
/// Z = A·Wᵀ + b for few examples: every cell a dot product of two rows as they lie in memory. A weight is read once and never copied, which for one example is
/// the whole of the work; with many examples the panels of <see cref="Product{R, E}"/> win, because their sums need no adding up of lanes.
/// </summary>
internal readonly unsafe struct Dots<R>((int Examples, int Units, int Inputs) size, float* A, float* W, float* bias, float* Z) where R : struct, ILanes<R>
{
    private readonly int Examples = size.Examples, Units = size.Units, Inputs = size.Inputs;
    private readonly float* A = A, W = W, Bias = bias, Z = Z;

    // So many weights' rows are read side by side.
    private const int Group = 4;

    // Four examples by four units are 16 sums, with four weights and one input beside them (with five examples the compiler runs out of registers, and
    // takes twice the time); where there are sixteen registers, two by four.
    private static int MostExamples => R.Registers >= 32 ? 4 : 2;

    // A sum costs its inputs and the adding up of its lanes, a panel the turning round of its weights, once for all examples. Measured with 512 bits: the two
    // meet at 32 examples of 784 inputs and at 5 of 128.
    private const int MostEver = 32, InputsForEach = 24;

    /// <summary>Whether so few examples with so many inputs go faster this way.</summary>
    internal static bool AreWorthIt(int examples, int inputs) => examples <= Math.Clamp(inputs / InputsForEach, 1, MostEver);

    internal void Run()
    {
        int groups = (Units + Group - 1) / Group, threads = Team.ThreadsFor((long)Examples * Units * Inputs);
        int pieces = Math.Min(groups, threads == 1 ? 1 : 8 * threads);
        fixed (Dots<R>* self = &this) Team.Run(threads, pieces, &Part, self, pieces);
    }

    private static void Part(void* self, int piece, int pieces)
    {
        Dots<R>* dots = (Dots<R>*)self;
        int groups = (dots->Units + Group - 1) / Group;
        dots->Rows(groups * piece / pieces * Group, Math.Min(dots->Units, groups * (piece + 1) / pieces * Group));
    }

    private void Rows(int first, int end)
    {
        int blocks = (Examples + MostExamples - 1) / MostExamples;
        float* sums = stackalloc float[4 * Group];
        for (int j = first; j < end; j += Group)
        {
            // Beyond the last unit the last one is computed again, and not stored.
            int units = Math.Min(Group, end - j);
            nint second = units > 1 ? Inputs : 0, third = units > 2 ? 2 * Inputs : 0, fourth = units > 3 ? 3 * Inputs : 0;
            for (int block = 0; block < blocks; block++)
            {
                int e = Examples * block / blocks, examples = Examples * (block + 1) / blocks - e;
                float* a = A + (nint)e * Inputs, w = W + (nint)j * Inputs;
                new Span<float>(sums, examples * Group).Clear();
                int whole = Inputs - Inputs % R.Count;
                if (whole > 0) Sums<Whole>(examples, a, w, second, third, fourth, whole, sums);
                if (whole < Inputs) Sums<Rest>(examples, a + whole, w + whole, second, third, fourth, Inputs - whole, sums);
                for (int i = 0; i < examples; i++)
                    for (int u = 0; u < units; u++) Z[(nint)(e + i) * Units + j + u] = sums[i * Group + u] + Bias[j + u];
            }
        }
    }

    private void Sums<L>(int examples, float* a, float* w, nint second, nint third, nint fourth, int inputs, float* sums) where L : struct, ILoad
    {
        switch (examples)
        {
            case 1: Sums<H1, L>(a, w, second, third, fourth, inputs, sums); break;
            case 2: Sums<H2, L>(a, w, second, third, fourth, inputs, sums); break;
            case 3: Sums<H3, L>(a, w, second, third, fourth, inputs, sums); break;
            default: Sums<H4, L>(a, w, second, third, fourth, inputs, sums); break;
        }
    }

    // sums[e, j] += Σₖ a[e, k]·w[j, k] for up to four examples and four units.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Sums<H, L>(float* a, float* w, nint second, nint third, nint fourth, int inputs, float* sums) where H : struct, IHeight where L : struct, ILoad
    {
        R zero = R.All(0);
        R s0 = zero, s1 = zero, s2 = zero, s3 = zero, s4 = zero, s5 = zero, s6 = zero, s7 = zero, s8 = zero, s9 = zero;
        R s10 = zero, s11 = zero, s12 = zero, s13 = zero, s14 = zero, s15 = zero;
        nint row = Inputs;
        float* a3 = a + 3 * row;
        for (int k = 0; k < inputs; k += R.Count)
        {
            R w0 = L.Load(w, inputs), w1 = L.Load(w + second, inputs), w2 = L.Load(w + third, inputs), w3 = L.Load(w + fourth, inputs);
            { R x = L.Load(a, inputs); s0 = R.MulAdd(x, w0, s0); s1 = R.MulAdd(x, w1, s1); s2 = R.MulAdd(x, w2, s2); s3 = R.MulAdd(x, w3, s3); }
            if (H.Rows > 1) { R x = L.Load(a + row, inputs); s4 = R.MulAdd(x, w0, s4); s5 = R.MulAdd(x, w1, s5); s6 = R.MulAdd(x, w2, s6); s7 = R.MulAdd(x, w3, s7); }
            if (H.Rows > 2) { R x = L.Load(a + 2 * row, inputs); s8 = R.MulAdd(x, w0, s8); s9 = R.MulAdd(x, w1, s9); s10 = R.MulAdd(x, w2, s10); s11 = R.MulAdd(x, w3, s11); }
            if (H.Rows > 3) { R x = L.Load(a3, inputs); s12 = R.MulAdd(x, w0, s12); s13 = R.MulAdd(x, w1, s13); s14 = R.MulAdd(x, w2, s14); s15 = R.MulAdd(x, w3, s15); }
            a += R.Count;
            a3 += R.Count;
            w += R.Count;
        }
        Add(s0, s1, s2, s3, sums);
        if (H.Rows > 1) Add(s4, s5, s6, s7, sums + Group);
        if (H.Rows > 2) Add(s8, s9, s10, s11, sums + 2 * Group);
        if (H.Rows > 3) Add(s12, s13, s14, s15, sums + 3 * Group);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(R first, R second, R third, R fourth, float* sums) => (Vector128.Load(sums) + R.Sums(first, second, third, fourth)).Store(sums);

    // Whole registers, or the rest of a row that fills only part of one, as a type: the loop over whole ones has nothing to ask.
    private interface ILoad
    {
        static abstract R Load(float* from, int inputs);
    }

    private readonly struct Whole : ILoad
    {
        public static R Load(float* from, int inputs) => R.Load(from);
    }

    private readonly struct Rest : ILoad
    {
        public static R Load(float* from, int inputs) => R.LoadPart(from, inputs);
    }
}
