using System.Diagnostics;
using System.Globalization;
using Chainrule.LinearAlgebra;
using Chainrule.LinearAlgebra.Tuned;
using Chainrule.Numbers;

namespace Chainrule.Misuse;

/// <summary>
/// <c>Chainrule.Misuse seed seconds journal</c>: random calls for so long. Exit code 0 where each of them did what it should or refused with an exception that is
/// documented; 1 where not, with the calls on standard output. The journal holds the call in hand: what a process that died was doing.
/// </summary>
internal static class Program
{
    private const int CallsOfARound = 400;

    private static int Main(string[] arguments)
    {
        int seed = int.Parse(arguments[0], CultureInfo.InvariantCulture);
        double seconds = double.Parse(arguments[1], CultureInfo.InvariantCulture);
        using Journal journal = new(arguments[2]);
        Console.SetIn(TextReader.Null);
        Stopwatch clock = Stopwatch.StartNew();
        Findings findings = new();
        int rounds = 0;
        // At least once each reader and each width of register.
        bool isFirst = true;
        while (GoesOn())
        {
            foreach ((int bits, bool isHere, Kernels<F32> kernels) in Widths.All)
                if (isHere) Play($"F32 in {bits} bits", kernels);
            Play<F64>("F64");
            Play<Dual<F64>>("Dual<F64>");
            Play<Bounded>("Bounded");
            Play<Value>("Value");
            isFirst = false;
        }
        Console.WriteLine($"{rounds} rounds, {findings.Calls} calls, {findings.Refused} refused, {findings.Members} members met, of strangers' verbs {findings.LetInVerbs} let in and {findings.RefusedVerbs} refused");
        foreach (string each in findings.All) Console.WriteLine(each);
        return findings.All.Count == 0 ? 0 : 1;

        bool GoesOn() => isFirst || clock.Elapsed.TotalSeconds < seconds;

        void Play<T>(string reader, Kernels<T>? kernels = null) where T : struct, IReal<T>
        {
            if (!GoesOn()) return;
            using Tape tape = Tape.Begin();
            new Round<T>(new Random(HashCode(seed, rounds)), journal, findings, $"{reader}, seed {seed}, round {rounds}", kernels).Run(CallsOfARound);
            rounds++;
        }
    }

    // Not System.HashCode, which is another one in every process.
    private static int HashCode(int seed, int round) => unchecked(seed * 7919 + round * 104_729);
}
