using Chainrule.Layers;

namespace Chainrule.Export.CSharp;

/// <summary>A layer as the body of a method over spans: x comes in, a goes out.</summary>
/// <param name="Law">What it computes, in a line.</param>
/// <param name="Body">The statements.</param>
/// <param name="IsByRow">Whether it is called for each position by itself.</param>
/// <param name="Room">How many floats it needs beside x and a, as <c>room</c>.</param>
/// <param name="From">The earlier layer that comes in too, as <c>from</c>.</param>
internal sealed record CSharpMethod(string Law, string Body, bool IsByRow = false, int Room = 0, int? From = null);

/// <summary>A layer where it is written as C#: what comes in and goes out, and where its numbers and the functions that it needs are kept.</summary>
/// <param name="Numbers">The fields of the class.</param>
/// <param name="Helpers">The functions of the class.</param>
/// <param name="Spec">The layer.</param>
/// <param name="Layer">Which one it is, from 1.</param>
/// <param name="Input">The shape of what comes in.</param>
/// <param name="Output">The shape of what goes out.</param>
internal sealed record CSharpPlace(CSharpNumbers Numbers, SortedSet<string> Helpers, LayerSpec Spec, int Layer, Shape Input, Shape Output)
{
    /// <summary>The name of the field with the numbers of this key.</summary>
    internal string Parameter(string key) => Numbers.Add(Spec, Layer, key);

    /// <summary>The call of a function of the class, given as its text.</summary>
    internal void Needs(string helper) => Helpers.Add(helper);
}
