using Chainrule.Data;

namespace Chainrule.Attack.Attacks;

/// <summary>Command lines: right ones with files of their own, half of them a little spoiled. Done, or refused with a sentence and exit code 2.</summary>
internal sealed class CommandLines : Attack<Words>
{
    private readonly string folder = Directory.CreateTempSubdirectory("chainrule-attack-").FullName;

    private protected override int CasesOfARound => 20;

    private protected override Words Draw(Random random) => Words.Draw(random);

    private protected override string? Wrong(Words one, out bool isDeep)
    {
        string output = Path.Combine(folder, "output.txt");
        File.Delete(output);
        (TextWriter before, TextWriter errors) = (Console.Out, Console.Error);
        using StringWriter printed = new(), told = new();
        Console.SetOut(printed);
        Console.SetError(told);
        int code;
        try
        {
            code = Cli.CommandLine.Run(one.In(folder, output));
        }
        finally
        {
            Console.SetOut(before);
            Console.SetError(errors);
        }
        isDeep = code is 0 or 1;
        string all = printed.ToString() + (File.Exists(output) ? File.ReadAllText(output) : ""), error = told.ToString();
        if (code is not (0 or 1 or 2)) return $"exit code {code}: {error}";
        if (Rules.Shown.Harmless(all.ReplaceLineEndings("\n")).Length != all.ReplaceLineEndings("\n").Length) return "printed control characters";
        if (Rules.Shown.Harmless(error.ReplaceLineEndings("\n")).Length != error.ReplaceLineEndings("\n").Length) return "complained in control characters";
        if (code == 2 && (!error.StartsWith("chainrule: ", StringComparison.Ordinal) || error.Length > 2500 || error.Contains("   at ", StringComparison.Ordinal))) return $"refused without a sentence: {error}";
        if (code == 2 && File.Exists(output)) return "refused and written";
        return code != 2 && (all.Length == 0 || error.Length > 0) ? $"done, and nothing printed, or an error: {error}" : null;
    }

    private protected override IEnumerable<Words> Smaller(Words one) => one.Smaller();

    private protected override string Shown(Words one) => $"{one}";
}
