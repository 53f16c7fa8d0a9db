using System.CommandLine;
using Chainrule.Cli.Options;
using Chainrule.Data;
using Chainrule.Datasets.Csv;
using Chainrule.Explain.Rendering;
using Chainrule.Rules;

namespace Chainrule.Cli.Commands;

/// <summary><c>chainrule data</c>: examples made from a seed, as a CSV file.</summary>
internal static class DataCommand
{
    public static Command Create()
    {
        var name = new Argument<string?>("NAME") { Description = "What to make; without a name, lists what there is.", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> count = ProblemOptions.Text("--n", "COUNT", "How many examples (default 500).");
        Option<string?> seed = ProblemOptions.Text("--seed", "NUMBER", "The same seed makes the same examples (default 0).");
        Option<string?> noise = ProblemOptions.Text("--noise", "NUMBER", "How far examples stray, from 0.");
        Option<string?> output = ProblemOptions.Text("--output", "FILE", "Write to a file instead of the terminal.");
        var command = new Command("data", "Make examples from a seed, with nothing to download, as a CSV file.") { name, count, seed, noise, output };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(name) is not string chosen)
            {
                if (((Option<string?>[])[count, seed, noise, output]).FirstOrDefault(each => parsed.GetValue(each) is not null) is { } lonely)
                    throw new ProblemException($"{lonely.Name} only goes with a NAME: what to make; chainrule data lists what there is");
                return List();
            }
            var generator = Generator.Named(chosen);
            if (parsed.GetValue(noise) is string strayed) generator = generator.With(NumberOptions.FromZero(strayed, noise.Name));
            int n = NumberOptions.Whole(parsed.GetValue(count) ?? "500", count.Name, 1);
            Dataset data = generator.Make(n, NumberOptions.Whole(parsed.GetValue(seed) ?? "0", seed.Name, int.MinValue));
            Output.WriteAll(stream => CsvText.Write(stream, generator, data), parsed.GetValue(output));
            return ExitCodes.Done;
        });
        return command;
    }

    private static int List()
    {
        int wide = Generator.All.Max(each => each.Name.Length);
        var lines = new List<StyledLine> { new("What can be made; chainrule data NAME --n 500 --seed 1 --output file.csv:", Style.Plain), new("") };
        foreach (Generator each in Generator.All)
        {
            lines.Add(new([new($"  {each.Name.PadRight(wide)}  ", Style.Address), new(each.Words, Style.Plain)]));
            string targets = each.Classes.Count == 0 ? "a number y" : $"a class: {string.Join(", ", each.Classes)}";
            lines.AddRange(Wrapping.Words($"{Shown.Count(each.Inputs, "input")}, {targets}; noise {Explain.Notations.Rounding.Ascii(each.Noise)}", 76 - wide)
                .Select(line => new StyledLine(new string(' ', wide + 4) + line, Style.Muted)));
        }
        Output.Write(lines, null);
        return ExitCodes.Done;
    }
}
