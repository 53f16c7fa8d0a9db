using System.Globalization;
using CsCheck;

namespace Chainrule.Testing;

/// <summary>
/// A statement that holds for every random case. The cases are the same in every run, so that a test is never red by chance;
/// <c>CHAINRULE_FRESH_SEEDS=1</c> draws new ones, and <c>CHAINRULE_MORE_CASES=20</c> twenty times as many.
/// </summary>
internal static class Property
{
    // Any one will do. CsCheck's own seed option pins only the first case.
    private const string Seed = "0000KOIPe036";

    internal static void Holds<A, B>(this Gen<(A, B)> cases, Action<A, B> assert, int times) => cases.Holds(each => assert(each.Item1, each.Item2), times);

    internal static void Holds<T>(this Gen<T> cases, Action<T> assert, int times)
    {
        PCG random = Environment.GetEnvironmentVariable("CHAINRULE_FRESH_SEEDS") == "1" ? new PCG((uint)Random.Shared.Next()) : PCG.Parse(Seed);
        int more = int.Parse(Environment.GetEnvironmentVariable("CHAINRULE_MORE_CASES") ?? "1", CultureInfo.InvariantCulture);
        for (int i = 0; i < times * more; i++)
        {
            string seed = random.ToString();
            T one = cases.Generate(random, null, out _);
            try
            {
                assert(one);
            }
            catch (Exception)
            {
                // Fails again, and searches for a smaller case; its message has the seed and the case.
                cases.Sample(assert, seed: seed, iter: 1000, threads: 1);
                throw;
            }
        }
    }
}
