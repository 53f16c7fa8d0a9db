#!/usr/bin/env dotnet
#:package Svg.Skia
#:package SkiaSharp
#:package SkiaSharp.NativeAssets.Linux
#:package HarfBuzzSharp
#:package HarfBuzzSharp.NativeAssets.Linux
#:package ExCSS
#:property PublishAot=false
#:property UseCurrentRuntimeIdentifier=true
#:property SelfContained=false
#:property TreatWarningsAsErrors=false

// Puts a PNG beside every SVG in the stored notebooks that has none: for viewers which show no SVG, and for paper. From the repository's root:
//
//   dotnet run tests/notebooks/pictures.cs
//
// It stands alone, so that nobody who builds, tests or installs the project loads a drawing library of some hundred megabytes.

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SkiaSharp;
using Svg.Skia;

const string Vector = "image/svg+xml", Pixels = "image/png";
string folder = Path.Combine("lessons", "notebooks");
if (!Directory.Exists(folder)) return Complain($"there is no folder {folder} here; run this from the repository's root");
if (SKFontManager.Default.FontFamilyCount == 0) return Complain("no fonts are installed here, so words would be missing in the pictures; install fonts-dejavu");

foreach (string path in Directory.EnumerateFiles(folder, "*.ipynb").Order(StringComparer.Ordinal))
{
    JsonNode notebook = JsonNode.Parse(File.ReadAllText(path))!;
    int made = 0;
    foreach (JsonObject faces in notebook["cells"]!.AsArray().SelectMany(cell => cell!["outputs"]?.AsArray() ?? []).Select(output => output!["data"]).OfType<JsonObject>())
    {
        if (faces[Vector] is not { } svg || faces.ContainsKey(Pixels)) continue;
        string png = Convert.ToBase64String(Draw(string.Concat(svg.AsArray().Select(line => (string?)line))));
        // Faces stand in the order of their types.
        faces.Insert(faces.IndexOf(Vector), Pixels, png);
        made++;
    }
    if (made == 0) continue;
    using (FileStream file = File.Create(path))
    {
        using (var json = new Utf8JsonWriter(file, new() { Indented = true, IndentSize = 1, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping })) notebook.WriteTo(json);
        file.WriteByte((byte)'\n');
    }
    Console.WriteLine($"{path}: {made} pictures");
}
return 0;

// As large as the SVG: it is only shown where that cannot be.
static byte[] Draw(string text)
{
    using var svg = new SKSvg();
    if (svg.FromSvg(text) is not { } picture) throw new InvalidOperationException($"no picture in {text[..100]}");
    using SKBitmap bitmap = picture.ToBitmap(SKColors.White, 1, 1, SKColorType.Rgba8888, SKAlphaType.Opaque, SKColorSpace.CreateSrgb())!;
    using SKPixmap pixels = bitmap.PeekPixels();
    using SKData png = pixels.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.AllFilters, 9))!;
    return png.ToArray();
}

static int Complain(string message)
{
    Console.Error.WriteLine(message);
    return 2;
}
