namespace Chainrule.Tests;

/// <summary>Whether the tests walk everything instead of a sample: set CHAINRULE_SLOW_TESTS=1.</summary>
internal static class SlowTests
{
    internal static bool Wanted { get; } = Environment.GetEnvironmentVariable("CHAINRULE_SLOW_TESTS") == "1";
}
