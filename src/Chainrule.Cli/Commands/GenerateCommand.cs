using System.CommandLine;
using System.Globalization;
using System.Text;
using Chainrule.Cli.Options;
using Chainrule.Cli.Reading;
using Chainrule.Cli.Streams;
using Chainrule.Data.Models;
using Chainrule.Datasets.Texts;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Cli.Commands;

/// <summary><c>chainrule generate</c>: what a model over text writes, sign by sign.</summary>
internal static class GenerateCommand
{
    private const int MostTexts = 1_000_000, MostSigns = 1_000_000;

    public static Command Create()
    {
        var model = new Argument<string>("MODEL") { Description = "A model that was trained on text, as a safetensors file." };
        var prompt = new Option<string>("--prompt") { HelpName = "TEXT", Description = "What every text begins with.", DefaultValueFactory = _ => "" };
        Option<string> count = Number("--count", "10", "How many texts."), length = Number("--length", "200", "The most signs of a text, beside the prompt."), seed = Number("--seed", "1", "The same seed, the same texts.");
        Option<string> temperature = Number("--temperature", "1", "1 draws each sign as likely as was learned, less plays safe, more dares; 0 always takes the likeliest.");
        var command = new Command("generate", "Write new texts with a model over text, such as names.") { model, prompt, count, temperature, length, seed };
        command.SetAction(parsed => Run(
            parsed.GetValue(model)!, parsed.GetValue(prompt)!, NumberOptions.Whole(parsed.GetValue(count)!, count.Name, 1, MostTexts),
            Temperature(parsed.GetValue(temperature)!, temperature.Name), NumberOptions.Whole(parsed.GetValue(length)!, length.Name, 1, MostSigns), NumberOptions.Whole(parsed.GetValue(seed)!, seed.Name, int.MinValue)));
        return command;
    }

    private static Option<string> Number(string name, string otherwise, string description) => new(name) { HelpName = "NUMBER", Description = description, DefaultValueFactory = _ => otherwise };

    private static double Temperature(string text, string option) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number >= 0 && double.IsFinite(number)
            ? number
            : throw new ProblemException($"{option}: got {Shown.Text(text)}, wanted 0 or a positive number with a decimal point, such as 0.8");

    private static int Run(string path, string prompt, int count, double temperature, int length, int seed)
    {
        string name = UserFile.NameOf(path);
        TextModel model = TextModel.Of(ModelInput.Read(path), name);
        var random = new RandomSource(seed);
        // Before the first text is begun: what is wrong with the prompt is said, and nothing written.
        IEnumerable<string> first = Within("--prompt", () => model.Write(prompt, random, temperature, length));
        using var output = new StreamWriter(StandardStreams.OpenOutput(), new UTF8Encoding(false)) { NewLine = "\n" };
        for (int i = 0; i < count; i++)
        {
            output.Write(Shown.Harmless(prompt));
            foreach (string sign in i == 0 ? first : model.Write(prompt, random, temperature, length))
            {
                output.Write(Shown.Harmless(sign));
                // Long texts are read while they are written.
                if (!model.Encoding.IsList) output.Flush();
            }
            output.WriteLine();
            output.Flush();
        }
        return ExitCodes.Done;
    }

    private static T Within<T>(string option, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (ProblemException problem)
        {
            throw new ProblemException($"{option}: {problem.Message}", problem);
        }
    }
}
