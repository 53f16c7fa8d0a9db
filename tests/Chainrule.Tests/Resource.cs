namespace Chainrule.Tests;

/// <summary>Data files that are embedded in the test assembly.</summary>
internal static class Resource
{
    internal static string Text(string name)
    {
        using Stream stream = typeof(Resource).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"There is no resource {name}.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
