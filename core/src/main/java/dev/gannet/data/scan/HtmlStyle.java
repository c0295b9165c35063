package dev.gannet.data.scan;

/** The looks of {@link HtmlReport}. Text has a contrast of at least 7 to 1 on its ground, in light and in dark. */
final class HtmlStyle {
    static final String CSS = """

            :root { color-scheme: light dark; --ink: #1c2126; --soft: #4a535c; --ground: #ffffff; --card: #f4f6f8;
              --line: #ccd3da; --bar: #2f6f9f; --mark: #8a4b00; }
            @media (prefers-color-scheme: dark) { :root { --ink: #e9edf1; --soft: #b6c0ca; --ground: #14181c;
              --card: #1e242a; --line: #3b454f; --bar: #6db3e3; --mark: #f0b45f; } }
            * { box-sizing: border-box; }
            body { margin: 0 auto; max-width: 60rem; padding: 1rem; color: var(--ink); background: var(--ground);
              font: 1rem/1.5 system-ui, sans-serif; }
            h1 { font-size: 1.75rem; line-height: 1.2; margin: 0.5rem 0; }
            h2 { font-size: 1.25rem; margin: 2rem 0 0.5rem; padding-bottom: 0.25rem;
              border-bottom: 1px solid var(--line); }
            h3 { font-size: 1rem; margin: 1.25rem 0 0.25rem; }
            p { margin: 0.25rem 0; }
            dl { display: flex; flex-wrap: wrap; gap: 0.5rem; margin: 0.5rem 0 1rem; }
            dl div { display: flex; flex-direction: column-reverse; justify-content: flex-end;
              background: var(--card); border: 1px solid var(--line); border-radius: 0.4rem;
              padding: 0.4rem 0.8rem; min-width: 7rem; }
            dt { color: var(--soft); font-size: 0.9rem; }
            dd { margin: 0; font-weight: 600; font-variant-numeric: tabular-nums; }
            .headline dd { font-size: 1.5rem; line-height: 1.2; }
            .advice { list-style: none; padding: 0; margin: 0.5rem 0; }
            .advice li { border-left: 0.3rem solid var(--mark); background: var(--card); padding: 0.5rem 0.8rem;
              margin: 0.5rem 0; overflow-wrap: anywhere; }
            figure { margin: 1rem 0; }
            figure img { display: block; max-width: 100%; height: auto; image-rendering: pixelated;
              border: 1px solid var(--line); }
            figcaption { color: var(--soft); margin-top: 0.25rem; }
            .scroll { overflow-x: auto; margin: 0.75rem 0; }
            .scroll:focus-visible, summary:focus-visible { outline: 3px solid var(--bar); outline-offset: 2px; }
            table { border-collapse: collapse; width: 100%; }
            caption { text-align: left; font-weight: 600; padding: 0.25rem 0; }
            th, td { text-align: left; vertical-align: top; padding: 0.3rem 0.6rem 0.3rem 0;
              border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
            thead th { color: var(--soft); font-size: 0.9rem; overflow-wrap: normal; }
            tbody th { font-weight: normal; min-width: 7rem; }
            td.number { font-variant-numeric: tabular-nums; white-space: nowrap; width: 6rem; }
            td.code { white-space: nowrap; overflow-wrap: normal; }
            .option { white-space: nowrap; }
            td.share { width: 14rem; white-space: nowrap; overflow-wrap: normal; }
            .share .number { display: inline-block; min-width: 4.5rem; font-variant-numeric: tabular-nums; }
            svg rect { fill: var(--bar); }
            summary { cursor: pointer; }
            details ul { margin: 0.25rem 0; padding-left: 1.5rem; overflow-wrap: anywhere; }
            @media (max-width: 32rem) { td.share { width: auto; } .share svg { display: none; }
              td.number { width: auto; } tbody th { min-width: 2rem; } }
            @media (forced-colors: active) { svg rect { fill: CanvasText; } }
            @media print { body { max-width: none; } }
            """;

    private HtmlStyle() {}
}
