namespace Chainrule.Explain.Rendering;

/// <summary>The frame of an HTML page: its head, its style, and the words on how to ask further.</summary>
internal static class HtmlPage
{
    /// <summary>The page; title and body are HTML. <paramref name="ask"/> is what to type for any number, or null. The first words say of its links what is true of them: a worksheet has no numbers.</summary>
    public static string Of(string title, string body, string? ask) => $"""
        <!DOCTYPE html>
        <html lang="en" xmlns="http://www.w3.org/1999/xhtml">
        <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        <title>{title}</title>
        <style>
        {Style}
        </style>
        </head>
        <body>
        <main>
        <h1>{title}</h1>
        {Hint(body)}{body}</main>
        <footer><p>The word beside an equation is its address.{(ask is null ? "" : $" Ask for any number by its address: <code>{HtmlText.Escape(ask)}</code>")}</p></footer>
        </body>
        </html>

        """;

    private static string Hint(string body) =>
        body.Contains(HtmlText.NumberLink, StringComparison.Ordinal) ? Hinted("Every number says where it came from: select a symbol or a number in an equation to go to its own equation, and Back to return.")
        : body.Contains(HtmlText.LetterLink, StringComparison.Ordinal) ? Hinted("Select a symbol in an equation to go to its own equation, and Back to return.")
        : "";

    private static string Hinted(string words) => $"<p class=\"note hint\">{words}</p>\n";

    /// <summary>The style sheet.</summary>
    public const string Style = """
        :root { color-scheme: light dark; --paper: #fdfdfb; --ink: #1c2128; --muted: #59636e; --line: #dcdfe3; --tint: #f1f4f8; --link: #1a5a9e; --lit: #fff3c9; --raises: #1f5fa8; --lowers: #b3460b }
        @media (prefers-color-scheme: dark) { :root { --paper: #15191e; --ink: #e3e6ea; --muted: #9ba5b0; --line: #343b44; --tint: #1e242b; --link: #86b9f2; --lit: #3b3413; --raises: #6ea8e8; --lowers: #ee9a58 } }
        * { box-sizing: border-box }
        html { -webkit-text-size-adjust: 100%; text-size-adjust: 100% }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.6 Charter, "Bitstream Charter", "Sitka Text", Cambria, "Noto Serif", Georgia, serif; overflow-wrap: break-word }
        main, footer { max-width: 52rem; margin: 0 auto; padding: 0 1.25rem }
        main { padding-top: 2.5rem }
        h1, h2, h3 { line-height: 1.25; font-weight: 600; text-wrap: balance }
        h1 { font-size: 1.9rem; margin: 0 0 .5rem }
        h2 { font-size: 1.4rem; margin: 3rem 0 .75rem; padding-top: 1.25rem; border-top: 1px solid var(--line) }
        h3 { font-size: 1.12rem; margin: 2rem 0 .5rem }
        p { margin: .75rem 0; max-width: 42rem }
        a { color: var(--link); text-underline-offset: .15em; text-decoration-thickness: 1px }
        a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 2px }
        .note { color: var(--muted); font-size: .92em }
        nav ol { display: flex; flex-wrap: wrap; gap: .15rem 1.25rem; margin: 1.25rem 0; padding: 0; list-style: none; font-size: .92em }
        code, pre, .margin a { font-family: ui-monospace, "Cascadia Code", "Source Code Pro", Menlo, Consolas, "DejaVu Sans Mono", monospace }
        code, pre { font-size: .86em }
        pre { margin: .75rem 0; overflow-x: auto }
        pre code { font-size: inherit }
        .command { padding: .6rem .9rem; background: var(--tint); border-radius: .4rem }
        math { font-family: "STIX Two Math", "Latin Modern Math", "Libertinus Math", "Cambria Math", "Noto Sans Math", math }
        math math { math-depth: inherit; math-style: inherit; font-size: inherit; text-transform: none }
        mi.bold { font-weight: bold }
        a.letter, a.number { text-decoration: none; border-radius: .15em }
        a.number { color: inherit }
        a.letter:hover, a.number:hover { color: var(--link); background: var(--lit); box-shadow: 0 0 0 .12em var(--lit) }
        .scroll, .steps { overflow-x: auto }
        .equation { display: grid; grid-template-columns: 9.5rem minmax(0, 1fr); margin: .35rem 0; padding: .45rem .6rem; border-radius: .4rem; scroll-margin: 4rem }
        .equation:target, .matrix:target { background: var(--lit) }
        .margin { font-size: .76rem; line-height: 1.45; padding-top: .35rem }
        .margin a { text-decoration: none; color: var(--muted) }
        .margin a:hover { color: var(--link); text-decoration: underline }
        .margin .address { display: block; font-weight: 600; color: var(--ink) }
        .readers { display: block; color: var(--muted); padding-right: .75rem }
        .steps { grid-column: 2; display: grid; grid-template-columns: max-content max-content minmax(min-content, 1fr); gap: .3rem 0; align-items: baseline; padding-block: .1rem; line-height: 1.35 }
        .steps math { math-style: normal }
        .relation { grid-column: 2; padding: 0 .45em }
        .right { grid-column: 3 }
        .right .note { margin-left: .9em; white-space: nowrap }
        .matrix { margin: .6rem 0; padding: .1rem .6rem; scroll-margin: 4rem; border-radius: .4rem }
        .matrix .note { margin-left: 1em }
        mtd { padding: .16em .45em; text-align: right; text-align: -webkit-right }
        table { border-collapse: collapse; margin: .9rem 0; font-size: .95em }
        th, td { padding: .3rem .9rem; text-align: right; border-bottom: 1px solid var(--line); font-variant-numeric: tabular-nums }
        th { font-weight: 600; color: var(--muted); border-bottom-width: 2px }
        .drawing { margin: 1.25rem 0 }
        .drawing svg { display: block; max-width: 100%; height: auto; margin: 0 auto }
        .drawing .narrow { display: none }
        footer { margin-top: 3rem; padding-bottom: 2.5rem; color: var(--muted); font-size: .92em }
        @media (max-width: 44rem) {
          body { font-size: 1rem }
          main, footer { padding-left: 1rem; padding-right: 1rem }
          main { padding-top: 1.5rem }
          .equation { display: block; padding: .45rem .25rem; margin: .6rem 0 }
          .margin { display: flex; flex-wrap: wrap; gap: 0 1rem; padding: 0 }
          .margin .address { display: inline }
          .steps { grid-template-columns: max-content max-content minmax(min-content, 1fr) }
          .right .note { display: inline-block; white-space: normal }
          .matrix { padding: .1rem .25rem }
          .drawing .wide { display: none }
          .drawing .narrow { display: block }
        }
        @media print {
          :root { --paper: #fff; --ink: #000; --muted: #444; --line: #bbb; --tint: #fff; --link: #000; --raises: #1f5fa8; --lowers: #b3460b }
          body { font-size: 10.5pt }
          main { padding-top: 0; max-width: none }
          nav, .hint, .readers, .drawing .narrow { display: none }
          .drawing .wide { display: block }
          h2, h3 { break-after: avoid }
          .equation, .matrix, .drawing, tr { break-inside: avoid }
          .scroll, .steps { overflow: visible }
        }
        """;
}
