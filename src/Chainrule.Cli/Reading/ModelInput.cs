using Chainrule.Data.Models;

namespace Chainrule.Cli.Reading;

/// <summary>A model that was named on the command line: a safetensors file, or a network file with its numbers.</summary>
internal static class ModelInput
{
    /// <summary>How the name of a model file ends.</summary>
    internal const string Ending = ".safetensors";

    /// <summary>What a new model is called unless somebody says.</summary>
    internal const string DefaultName = "model" + Ending;

    internal static Model Read(string path)
    {
        byte[] file = UserFile.ReadAll(path, ModelFile.LargestFile);
        string name = UserFile.NameOf(path);
        return IsSafetensors(file) ? ModelFile.Parse(file, name, null) : ModelJson.Parse(file, name);
    }

    /// <summary>Whether it begins as a safetensors file does: with a number of eight bytes, of which the last are 0, as no text has them; or is no text for another reason.</summary>
    internal static bool IsSafetensors(ReadOnlySpan<byte> file) => file[..Math.Min(file.Length, sizeof(ulong))].Contains((byte)0);
}
