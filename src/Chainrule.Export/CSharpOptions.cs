namespace Chainrule.Export;

/// <summary>What a C# file calls things.</summary>
/// <param name="Class">The name of the class.</param>
/// <param name="Namespace">Its namespace; null for none.</param>
public sealed record CSharpOptions(string Class = "Model", string? Namespace = null);
