package condyle.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the pages share: their style, tables, warnings, and how they came to be. */
final class Html {
    private Html() {}

    /** A box of sentences to read first; nothing without any. */
    static void warnings(StringBuilder s, List<String> warnings) {
        if (warnings.isEmpty()) {
            return;
        }
        s.append(
                "<section class=\"warnings\" role=\"note\" aria-labelledby=\"w\">\n<h2 id=\"w\">Check before use</h2>\n<ul>\n");
        warnings.forEach(w -> s.append("<li>").append(escape(w)).append("</li>\n"));
        s.append("</ul>\n</section>\n");
    }

    /** A table under its title, with its note; a line break in a cell sets the rest of it small. */
    static void table(StringBuilder s, Table t) {
        s.append("<section>\n<h2>").append(escape(t.title())).append("</h2>\n");
        rows(s, t);
        s.append("</section>\n");
    }

    /** A table inside a section that has a heading of its own; it may be wider than the page. */
    static void inner(StringBuilder s, Table t) {
        s.append("<h3>").append(escape(t.title())).append("</h3>\n<div class=\"wide\">\n");
        rows(s, t);
        s.append("</div>\n");
    }

    private static void rows(StringBuilder s, Table t) {
        s.append("<table>\n<thead><tr>");
        t.header().forEach(h -> s.append("<th scope=\"col\">").append(escape(h)).append("</th>"));
        s.append("</tr></thead>\n<tbody>\n");
        for (Table.Row row : t.rows()) {
            s.append(row.kind() == Table.Kind.TOTAL ? "<tr class=\"total\">" : "<tr>")
                    .append("<th scope=\"row\">");
            row.color()
                    .ifPresent(c -> s.append(
                            String.format(Locale.ROOT, "<span class=\"key\" style=\"background:#%06x\"></span>", c)));
            s.append(escape(row.cells().get(0))).append("</th>");
            row.cells().stream()
                    .skip(1)
                    .forEach(c -> s.append("<td>").append(cell(c)).append("</td>"));
            s.append("</tr>\n");
        }
        s.append("</tbody>\n</table>\n");
        if (!t.note().isEmpty()) {
            s.append("<p class=\"small\">").append(escape(t.note())).append("</p>\n");
        }
    }

    /** How a page was made: a name and a value each. */
    static void provenance(StringBuilder s, Map<String, String> provenance) {
        s.append("<section class=\"made\">\n<h2>How this was made</h2>\n<dl>\n");
        provenance.forEach((k, v) -> s.append("<dt>")
                .append(escape(k))
                .append("</dt><dd>")
                .append(escape(v))
                .append("</dd>\n"));
        s.append("</dl>\n</section>\n");
    }

    /** Text as HTML. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String cell(String text) {
        int line = text.indexOf('\n');
        return line < 0
                ? escape(text)
                : escape(text.substring(0, line)) + "<br/><span class=\"small\">"
                        + escape(text.substring(line + 1)).replace("\n", "<br/>") + "</span>";
    }

    /** The page begun: its head with the title, up to the start of the body. */
    static void begin(StringBuilder s, String title, String style) {
        s.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
                .append(escape(title))
                .append("</title>\n<style>\n")
                .append(style)
                .append("</style>\n</head>\n<body>\n<main>\n");
    }

    /** The page ended. */
    static void end(StringBuilder s) {
        s.append("</main>\n<footer><p>").append(escape(Caption.USE)).append("</p></footer>\n</body>\n</html>\n");
    }

    /** The colours of pages and drawings, light or dark as the reader has it. */
    static final String COLORS = """
            :root { color-scheme: light dark; --ink: #1c2024; --quiet: #5c6570; --line: #d5d9de; --ground: #fff; --warn: #8a5a00; --warnground: #fff6e0; }
            @media (prefers-color-scheme: dark) {
              :root { --ink: #e6e8eb; --quiet: #9aa1ab; --line: #353a41; --ground: #17191c; --warn: #f2b84b; --warnground: #2b2415; }
            }
            """;

    /** What all pages look like, on a light or dark screen and on paper. */
    static final String STYLE = COLORS + """
            * { box-sizing: border-box; }
            body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.45 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
            main { max-width: 62rem; margin: 0 auto; padding: 2rem 1.5rem 0; }
            h1 { font-size: 1.6rem; margin: 0 0 .2rem; overflow-wrap: anywhere; }
            h2 { font-size: 1.05rem; margin: 1.6rem 0 .5rem; }
            header p { margin: .15rem 0; }
            .use, .small, figcaption, footer { color: var(--quiet); font-size: .85rem; }
            figure { margin: 1.2rem 0; }
            img { display: block; width: 100%; height: auto; border-radius: 4px; }
            figcaption { margin-top: .4rem; }
            .warnings { border-left: 4px solid var(--warn); background: var(--warnground); padding: .6rem 1rem; margin: 1rem 0; }
            .warnings h2 { margin: 0; color: var(--warn); }
            .warnings ul { margin: .4rem 0 0; padding-left: 1.2rem; }
            table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
            th, td { text-align: right; padding: .28rem .6rem; border-bottom: 1px solid var(--line); font-weight: normal; }
            th:first-child { text-align: left; }
            thead th { color: var(--quiet); font-size: .85rem; vertical-align: bottom; }
            .total th, .total td { color: var(--quiet); }
            .key { display: inline-block; width: .9rem; height: .55rem; margin-right: .6rem; border-radius: 2px; border: 1px solid rgba(0, 0, 0, .25); }
            dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: 0; font-size: .85rem; }
            dt { color: var(--quiet); }
            dd { margin: 0; overflow-wrap: anywhere; }
            footer { max-width: 62rem; margin: 0 auto; padding: 1rem 1.5rem 2rem; }
            @page { size: A4; margin: 14mm; }
            @media print {
              :root { color-scheme: light; --ink: #000; --quiet: #444; --line: #bbb; --ground: #fff; --warn: #6b4500; --warnground: #fff; }
              body { font-size: 9pt; line-height: 1.3; }
              main, footer { max-width: none; padding: 0; }
              h1 { font-size: 15pt; }
              h2 { margin: 4mm 0 1.5mm; }
              figure { margin: 3mm 0; }
              img { width: auto; max-width: 100%; max-height: 128mm; }
              th, td { padding: .7mm 2mm; }
              * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
              figure, section, tr { break-inside: avoid; }
              h2 { break-after: avoid; }
            }
            """;
}
