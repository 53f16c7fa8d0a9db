namespace Chainrule.Explain.Notations;

/// <summary>Symbols that are code.</summary>
internal static class Code
{
    /// <summary>A layer in a name: 1, or _l where it is a letter.</summary>
    public static string Layer(string layer) =>
        layer.Length == 0 || char.IsDigit(layer[0]) ? layer : "_" + layer.Replace(" + ", "_plus_", StringComparison.Ordinal).Replace(" − ", "_minus_", StringComparison.Ordinal);

    /// <summary>A number as it is typed: in code, as it is printed, new numbers without a blank.</summary>
    public static string Typed(Glyph glyph) => glyph.IsNew ? $"new{glyph.Letter}" : glyph.Letter;

    public static Glyph Glyph(string name, IReadOnlyList<string> indices, bool isMatrix, bool isNew) =>
        new(indices.Count > 0 ? $"{name}[{string.Join(",", indices)}]" : name) { IsCode = true, IsMatrix = isMatrix, IsNew = isNew };
}
