using System.Text;
using Chainrule.Data;
using Chainrule.Networks;
using Chainrule.Rules;

namespace Chainrule.Attack;

/// <summary>The words of a command line, and the files they name: a network, and a table for --data.</summary>
internal sealed record Words(string[] Line, string Network, string Table)
{
    private const string NetworkName = "net.json", TableName = "data.csv", OutputName = "output.txt";

    private static readonly string[] Formats = ["text", "markdown", "html", "latex", "json"], Notations = ["nielsen", "ng", "cs231n", "pytorch"];

    internal static Words Draw(Random random)
    {
        Problem problem = Valid.Problem(random);
        Words words = new(Right(random, problem), NetworkFile.Write(problem, "a name"), Valid.Table(random, problem.Network.Inputs, problem.Network.Outputs));
        if (random.OneIn(2)) return words;
        return random.Next(4) switch
        {
            0 => words with { Network = random.Spoil(words.Network) },
            1 => words with { Table = random.Spoil(words.Table) },
            _ => words with { Line = random.OneIn(3) ? [.. words.Line, random.Of(words.Line)] : [.. words.Line.Select(each => random.OneIn(words.Line.Length) && each != OutputName && each != "--output" ? random.Spoil(each) : each)] },
        };
    }

    /// <summary>The words with the files written to a folder.</summary>
    internal string[] In(string folder, string output)
    {
        // Half of a character is no text, and becomes U+FFFD here.
        File.WriteAllBytes(Path.Combine(folder, NetworkName), Encoding.UTF8.GetBytes(Network));
        File.WriteAllBytes(Path.Combine(folder, TableName), Encoding.UTF8.GetBytes(Table));
        return [.. Line.Select(each => each is NetworkName or TableName ? Path.Combine(folder, each) : each == OutputName ? output : each)];
    }

    internal IEnumerable<Words> Smaller()
    {
        foreach (string[] line in Spoiling.Smaller(Line))
            if (line.Contains(OutputName) || line is ["check", ..]) yield return this with { Line = line };
        for (int at = 0; at < Line.Length; at++)
            if (Line[at].Length > 8 && Line[at] is not (OutputName or NetworkName or TableName))
                foreach (string smaller in Spoiling.Smaller(Line[at])) yield return this with { Line = [.. Line[..at], smaller, .. Line[(at + 1)..]] };
        if (Line.Contains(NetworkName)) foreach (string smaller in Spoiling.Smaller(Network)) yield return this with { Network = smaller };
        if (Line.Contains(TableName)) foreach (string smaller in Spoiling.Smaller(Table)) yield return this with { Table = smaller };
    }

    public override string ToString() => $"chainrule {string.Join(" ", Line.Select(Spoiling.Shown))}"
        + (Line.Contains(NetworkName) ? $" with {NetworkName} {Spoiling.Shown(Network)}" : "") + (Line.Contains(TableName) ? $" with {TableName} {Spoiling.Shown(Table)}" : "");

    private static string[] Right(Random random, Problem problem)
    {
        string[] output = ["--output", OutputName];
        if (random.OneIn(8))
        {
            string expression = Valid.Expression(random);
            return ["graph", expression, "--at", Valid.Values(expression), .. output];
        }
        string[] told = [.. Some(random, "--format", random.Of(Formats)), .. Some(random, "--notation", random.Of(Notations)), .. output];
        string[] about = About(random, problem);
        return random.Next(3) switch
        {
            0 => ["why", random.OneIn(4) ? Valid.Address(random) : random.Of(["L", "x[0]", "y[0]"]), .. about, .. Some(random, "--depth", $"{random.Next(1, 6)}"), .. told],
            1 => ["check", .. about, .. Some(random, "--all")],
            _ => ["explain", .. about, .. Some(random, "--steps", $"{random.Next(1, 20)}"), .. told],
        };
    }

    private static string[] About(Random random, Problem problem)
    {
        string[] rate = Some(random, "--learning-rate", $"{random.Next(1, 30) / 8.0}");
        bool takesAnyNumber = problem.Network.Loss.WrongTargets([0.5]) is null && !problem.Network.Loss.IsPaired && problem.Network.Plan.WholeBelow(problem.Network.Plan.X) is null;
        return random.Next(3) switch
        {
            0 => ["--example", random.Of(Examples.All).Name, .. rate],
            1 => ["--layers", "2,3,2", .. Some(random, "--activation", random.Of([.. Activation.All.Where(each => each.IsElementwise)]).Name), .. Some(random, "--loss", random.Of(Loss.All).Name), .. Some(random, "--seed", $"{random.Next()}"), .. rate],
            _ => [NetworkName, .. takesAnyNumber && random.OneIn(2) ? (string[])["--data", TableName, "--target", string.Join(",", Enumerable.Range(0, problem.Network.Outputs).Select(i => $"y{i}"))] : [], .. rate],
        };
    }

    private static string[] Some(Random random, params string[] words) => random.OneIn(3) ? words : [];
}
