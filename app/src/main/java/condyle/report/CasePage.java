package condyle.report;

import condyle.io.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The report of one case: a single HTML file that needs no network and prints on A4.
 *
 * @param caption the case's name, what else is known of it, its side
 * @param warnings what is not plausible or was not found, a sentence each; empty where all is well
 * @param pictures in the order shown
 * @param tables in the order shown
 * @param provenance how it was made: a name and a value each
 */
public record CasePage(
        Caption caption,
        List<String> warnings,
        List<Picture> pictures,
        List<Table> tables,
        Map<String, String> provenance) {

    /**
     * A picture with the words under it.
     *
     * @param alt what it shows, for those who cannot see it
     */
    public record Picture(Png image, String alt, String words) {}

    /** Writes the page, whole or not at all. */
    public void write(Path path) throws IOException {
        byte[] bytes = html().getBytes(StandardCharsets.UTF_8);
        WholeFile.write(path, out -> out.write(bytes));
    }

    /** The page's text. */
    public String html() {
        StringBuilder s = new StringBuilder(1 << 20);
        s.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
                .append(escape(caption.title()))
                .append(" – knee MRI report</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<main>\n");
        head(s);
        warnings(s);
        pictures.stream().limit(1).forEach(p -> picture(s, p));
        tables.forEach(t -> table(s, t));
        pictures.stream().skip(1).forEach(p -> picture(s, p));
        provenance(s);
        s.append("</main>\n<footer><p>").append(escape(Caption.USE)).append("</p></footer>\n</body>\n</html>\n");
        return s.toString();
    }

    private void head(StringBuilder s) {
        s.append("<header>\n<h1>").append(escape(caption.title())).append("</h1>\n<p>");
        if (!caption.side().isEmpty()) {
            s.append("<strong>Side: ").append(escape(caption.side())).append("</strong> · ");
        }
        s.append(escape(caption.subtitle()))
                .append("</p>\n<p class=\"use\">")
                .append(escape(Caption.USE))
                .append("</p>\n</header>\n");
    }

    private void warnings(StringBuilder s) {
        if (warnings.isEmpty()) {
            return;
        }
        s.append(
                "<section class=\"warnings\" role=\"note\" aria-labelledby=\"w\">\n<h2 id=\"w\">Check before use</h2>\n<ul>\n");
        warnings.forEach(w -> s.append("<li>").append(escape(w)).append("</li>\n"));
        s.append("</ul>\n</section>\n");
    }

    private static void picture(StringBuilder s, Picture p) {
        s.append("<figure>\n<img alt=\"")
                .append(escape(p.alt()))
                .append("\" width=\"")
                .append(p.image().width())
                .append("\" height=\"")
                .append(p.image().height())
                .append("\" src=\"")
                .append(p.image().dataAddress())
                .append("\">\n<figcaption>")
                .append(escape(p.words()))
                .append("</figcaption>\n</figure>\n");
    }

    private static void table(StringBuilder s, Table t) {
        s.append("<section>\n<h2>").append(escape(t.title())).append("</h2>\n<table>\n<thead><tr>");
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
                    .forEach(c -> s.append("<td>").append(escape(c)).append("</td>"));
            s.append("</tr>\n");
        }
        s.append("</tbody>\n</table>\n");
        if (!t.note().isEmpty()) {
            s.append("<p class=\"small\">").append(escape(t.note())).append("</p>\n");
        }
        s.append("</section>\n");
    }

    private void provenance(StringBuilder s) {
        s.append("<section class=\"made\">\n<h2>How this was made</h2>\n<dl>\n");
        provenance.forEach((k, v) -> s.append("<dt>")
                .append(escape(k))
                .append("</dt><dd>")
                .append(escape(v))
                .append("</dd>\n"));
        s.append("</dl>\n</section>\n");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static final String STYLE = """
            :root { color-scheme: light dark; --ink: #1c2024; --quiet: #5c6570; --line: #d5d9de; --ground: #fff; --warn: #8a5a00; --warnground: #fff6e0; }
            @media (prefers-color-scheme: dark) {
              :root { --ink: #e6e8eb; --quiet: #9aa1ab; --line: #353a41; --ground: #17191c; --warn: #f2b84b; --warnground: #2b2415; }
            }
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
