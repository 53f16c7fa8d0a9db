using Chainrule.Cli.Reading;
using Chainrule.Data;
using Chainrule.Data.Models;
using Chainrule.Datasets.Sources;
using Chainrule.Networks;
using Chainrule.Numbers;
using Chainrule.Rules;

namespace Chainrule.Cli.Options;

/// <summary>A model file that a user named, with what stands between data and its network.</summary>
/// <param name="Name">What messages call it.</param>
/// <param name="Model">The model.</param>
/// <param name="Preprocessing">How data are read for it; null where the model does not say.</param>
internal sealed record TrainedModel(string Name, Model Model, Preprocessing? Preprocessing)
{
    // As many rows as one reads in a table of contributions, and some more.
    private const int MostRows = 1024;

    /// <summary>Reads a model file.</summary>
    /// <exception cref="ProblemException">It cannot be read or is none.</exception>
    internal static TrainedModel Load(string path)
    {
        Model model = ModelInput.Read(path);
        return new(UserFile.NameOf(path), model, Preprocessing.Of(model));
    }

    /// <summary>Whether a path looks like that of a model.</summary>
    internal static bool IsModel(string path) => path.EndsWith(ModelInput.Ending, StringComparison.OrdinalIgnoreCase);

    /// <summary>The network, to be asked.</summary>
    internal Network<F32> Network() => new(Model.Network);

    /// <summary>How data are read for it.</summary>
    /// <exception cref="ProblemException">The model does not say.</exception>
    internal Preprocessing Required =>
        Preprocessing ?? throw new ProblemException($"{Name}: the model does not say how data become its inputs (there is no note \"{Preprocessing.Note}\"); wanted one that chainrule train wrote");

    /// <summary>The rows that a text names: <c>17</c> for one, <c>0:64</c> for those from 0 to 63.</summary>
    /// <exception cref="ProblemException">It names none, or too many.</exception>
    internal static int[] Rows(string? row, string? rows)
    {
        if (row is not null && rows is not null) throw new ProblemException("got both --row and --rows, wanted only one of them");
        if (row is not null) return [NumberOptions.Whole(row, "--row", 0)];
        if (rows is null) throw new ProblemException("a model has no examples of its own: say which row of the data is meant, such as --row 17, or --rows 0:64 for a mini-batch (rows count from 0, without the header)");
        string[] ends = rows.Split(':');
        if (ends.Length != 2) throw new ProblemException($"--rows: got {Shown.Text(rows)}, wanted the first row and the one behind the last, such as 0:64");
        int from = NumberOptions.Whole(ends[0], "--rows", 0), to = NumberOptions.Whole(ends[1], "--rows", 1);
        if (to <= from || to - from > MostRows) throw new ProblemException($"--rows: got {Shown.Text(rows)}, wanted from 1 to {MostRows} rows, such as 0:64");
        return [.. Enumerable.Range(from, to - from)];
    }
}
