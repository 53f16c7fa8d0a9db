using System.CommandLine;
using System.Text.Json;
using Chainrule.Cli.Options;
using Chainrule.Cli.Reading;
using Chainrule.Data;
using Chainrule.Datasets.Sources;
using Chainrule.Explain.Notations;
using Chainrule.Explain.Rendering;
using Chainrule.Rules;
using Chainrule.Training;

namespace Chainrule.Cli.Commands;

/// <summary><c>chainrule evaluate MODEL DATA</c>: how good a model's answers are.</summary>
internal static class EvaluateCommand
{
    // More columns do not fit beside each other; JSON has them all.
    private const int MostColumns = 12, NameWidth = 12;

    public static Command Create()
    {
        var file = new Argument<string>("MODEL") { Description = "A model file (.safetensors)." };
        var data = new Argument<string>("DATA") { Description = DataOptions.Sentence };
        Option<string?> format = ProblemOptions.Text("--format", "FORMAT", "text (default) or json.");
        Option<string?> output = ProblemOptions.Text("--output", "FILE", "Write to a file instead of the terminal.");
        var command = new Command("evaluate", "Say how good a model's answers are on data whose targets are known.") { file, data, format, output };
        command.SetAction(parsed =>
        {
            string chosen = Names.Find(["text", "json"], each => each, parsed.GetValue(format) ?? "text", "format");
            TrainedModel model = TrainedModel.Load(parsed.GetRequiredValue(file));
            Preprocessing read = model.Required;
            Dataset examples = read.Encode(read.Open(parsed.GetRequiredValue(data)));
            var score = Evaluation.Of(model.Network(), examples, read.Targets);
            if (chosen == "json") Output.Write(stream => Write(stream, score, read), parsed.GetValue(output));
            else Output.Write([.. Lines(score, read)], parsed.GetValue(output));
            return ExitCodes.Done;
        });
        return command;
    }

    // In the units of the data.
    private static double Unit(Preprocessing read, int target) => read.TargetScaler?.Scale[target] ?? 1;

    private static IEnumerable<StyledLine> Lines(Evaluation score, Preprocessing read)
    {
        yield return new($"{Shown.Count(score.Examples, "example")}, loss {Rounding.Ascii(score.Loss)}{(score.Accuracy is double right ? $", {Rounding.Ascii(100 * right, 4)} % right" : "")}");
        yield return new("");
        if (score.Accuracy is null)
        {
            int wide = Math.Max(6, read.TargetNames.Max(each => Name(each).Length));
            yield return new($"{"target".PadRight(wide)}  {"MAE",12}  {"RMSE",12}  {"R²",9}");
            foreach ((int j, OutputScore each) in score.Outputs.Index())
                yield return new($"{Name(read.TargetNames[j]).PadRight(wide)}  {Rounding.Ascii(each.MeanAbsoluteError * Unit(read, j)),12}  {Rounding.Ascii(each.RootMeanSquaredError * Unit(read, j)),12}  {Rounding.Ascii(each.RSquared, 4),9}");
            yield break;
        }
        int names = Math.Max(5, read.Classes.Max(each => Name(each).Length));
        yield return new($"{"class".PadRight(names)}  precision  recall     F1  count");
        foreach ((int c, ClassScore each) in score.Classes.Index())
            yield return new($"{Name(read.Classes[c]).PadRight(names)}  {Share(each.Precision),9}  {Share(each.Recall),6}  {Share(each.F1),5}  {each.Count,5}");
        yield return new("");
        if (score.ClassCount > MostColumns)
        {
            yield return new($"The confusion matrix of {score.ClassCount} classes does not fit here; --format json has it.");
            yield break;
        }
        int column = Math.Max(4, Enumerable.Range(0, score.ClassCount).Max(actual => Enumerable.Range(0, score.ClassCount).Max(said => $"{score.Confusion(actual, said)}".Length)));
        column = Math.Max(column, Math.Min(read.Classes.Max(each => Name(each).Length), (66 - names) / score.ClassCount));
        yield return new("Rows: what they are; columns: what the model says.");
        yield return new($"{new string(' ', names)}  {string.Join(' ', read.Classes.Select(each => Cut(Name(each), column).PadLeft(column)))}");
        foreach (int actual in Enumerable.Range(0, score.ClassCount))
            yield return new($"{Name(read.Classes[actual]).PadRight(names)}  {string.Join(' ', Enumerable.Range(0, score.ClassCount).Select(said => $"{score.Confusion(actual, said)}".PadLeft(column)))}");
    }

    private static string Name(string text) => Cut(Shown.Text(text), NameWidth);

    private static string Cut(string text, int most) => text.Length <= most ? text : text[..(most - 1)] + "…";

    private static string Share(double share) => double.IsNaN(share) ? "-" : FormattableString.Invariant($"{share:0.000}");

    private static void Write(Stream stream, Evaluation score, Preprocessing read)
    {
        using var json = new Utf8JsonWriter(stream, new() { Indented = true });
        json.WriteStartObject();
        json.WriteNumber("examples", score.Examples);
        JsonFormat.WriteNumber(json, "loss", score.Loss);
        if (score.Accuracy is double right) json.WriteNumber("accuracy", right);
        json.WriteStartArray(score.Accuracy is null ? "targets" : "classes");
        for (int j = 0; j < score.Outputs.Count; j++)
        {
            json.WriteStartObject();
            json.WriteString("name", read.TargetNames[j]);
            JsonFormat.WriteNumber(json, "mae", score.Outputs[j].MeanAbsoluteError * Unit(read, j));
            JsonFormat.WriteNumber(json, "rmse", score.Outputs[j].RootMeanSquaredError * Unit(read, j));
            JsonFormat.WriteNumber(json, "r2", score.Outputs[j].RSquared);
            json.WriteEndObject();
        }
        for (int c = 0; c < score.ClassCount; c++)
        {
            json.WriteStartObject();
            json.WriteString("name", read.Classes[c]);
            JsonFormat.WriteNumber(json, "precision", score.Classes[c].Precision);
            JsonFormat.WriteNumber(json, "recall", score.Classes[c].Recall);
            json.WriteNumber("f1", score.Classes[c].F1);
            json.WriteNumber("count", score.Classes[c].Count);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        if (score.ClassCount > 0) JsonFormat.WriteRows(json, "confusion", [.. Enumerable.Range(0, score.ClassCount).Select(actual => Enumerable.Range(0, score.ClassCount).Select(said => (double)score.Confusion(actual, said)).ToArray())]);
        json.WriteEndObject();
    }
}
