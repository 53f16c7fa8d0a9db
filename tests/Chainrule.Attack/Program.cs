using System.Diagnostics;
using System.Globalization;
using System.Text;
using Chainrule.Misuse;

namespace Chainrule.Attack;

/// <summary>
/// <c>Chainrule.Attack [--minutes 10] [--seed 1] [--only Expressions] [--from 142] [--rounds 1]</c>: rounds of attacks, one after the other, for so long or so many. The same seed attacks in
/// the same way; a finding is printed with its seed and round, made small, and the exit code is then 1. The file in TEMP that is named first holds the case in hand: what a process that died
/// was doing. <c>--guided CsvFiles --corpus FOLDER</c> attacks one reader, guided by what it reaches (<see cref="Guided"/>).
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        int? rounds = Given(arguments, "--rounds") is string many ? int.Parse(many, CultureInfo.InvariantCulture) : null;
        double minutes = double.Parse(Given(arguments, "--minutes") ?? (rounds is null ? "1" : "Infinity"), CultureInfo.InvariantCulture);
        int seed = int.Parse(Given(arguments, "--seed") ?? "1", CultureInfo.InvariantCulture), from = int.Parse(Given(arguments, "--from") ?? "0", CultureInfo.InvariantCulture);
        string path = Path.Combine(Path.GetTempPath(), $"chainrule-attack-{seed}.txt");
        using TextWriter report = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { AutoFlush = true };
        report.WriteLine($"Seed {seed}, {(double.IsFinite(minutes) ? $"{minutes.ToString(CultureInfo.InvariantCulture)} minutes" : $"{rounds} rounds")}; the case in hand stands in {path}");
        using Journal journal = new(path);
        if (Given(arguments, "--guided") is string guided)
        {
            // Before anything that counts is run.
            Edges edges = new();
            IReader reader = Attack.All.OfType<IReader>().First(each => each.Name == guided);
            return new Guided(reader, edges, new Random(seed)).Run(Path.Combine(Given(arguments, "--corpus") ?? "Corpus", guided), minutes, report, journal.Write) == 0 ? 0 : 1;
        }
        Attack[] attacks = [.. Attack.All.Where(each => (Given(arguments, "--only") ?? each.Name) == each.Name)];
        foreach (Attack each in attacks)
            if (each.Missing is string missing) report.WriteLine($"{each.Name}: left out, {missing}");
        attacks = [.. attacks.Where(each => each.Missing is null)];
        HashSet<string> findings = [];
        Stopwatch clock = Stopwatch.StartNew();
        // Each at least once.
        for (int round = from; round == from || (clock.Elapsed.TotalMinutes < minutes && !(round - from >= rounds)); round++)
        {
            foreach (Attack each in attacks)
            {
                foreach (string finding in each.Round(new Random(Mixed(seed, round)), journal.Write))
                    if (findings.Add(finding.Split('\n')[0])) report.WriteLine($"\nFOUND by {each.Name}, seed {seed}, round {round}: {finding}");
            }
        }
        report.WriteLine();
        foreach (Attack each in attacks) report.WriteLine($"{each.Name,-16} {each.Tried,10:N0} cases, {(double)each.Deep / Math.Max(1, each.Tried):P0} of them not refused{(each.Counted.Length > 0 ? $"; {each.Counted}" : "")}");
        report.WriteLine(findings.Count == 0 ? "Nothing found." : $"{findings.Count} found.");
        return findings.Count == 0 ? 0 : 1;
    }

    private static string? Given(string[] arguments, string option) => Array.IndexOf(arguments, option) is >= 0 and int at && at + 1 < arguments.Length ? arguments[at + 1] : null;

    // Not System.HashCode, which is another one in every process.
    private static int Mixed(int seed, int round) => unchecked(seed * 7919 + round * 104_729);
}
