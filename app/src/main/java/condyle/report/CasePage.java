package condyle.report;

import condyle.io.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
        WholeFile.write(path, html());
    }

    /** The page's text. */
    public String html() {
        StringBuilder s = new StringBuilder(1 << 20);
        Html.begin(s, caption.title() + " – knee MRI report", Html.STYLE);
        head(s);
        Html.warnings(s, warnings);
        pictures.stream().limit(1).forEach(p -> picture(s, p));
        tables.forEach(t -> Html.table(s, t));
        pictures.stream().skip(1).forEach(p -> picture(s, p));
        Html.provenance(s, provenance);
        Html.end(s);
        return s.toString();
    }

    private void head(StringBuilder s) {
        s.append("<header>\n<h1>").append(Html.escape(caption.title())).append("</h1>\n<p>");
        if (!caption.side().isEmpty()) {
            s.append("<strong>Side: ").append(Html.escape(caption.side())).append("</strong> · ");
        }
        s.append(Html.escape(caption.subtitle()))
                .append("</p>\n<p class=\"use\">")
                .append(Html.escape(Caption.USE))
                .append("</p>\n</header>\n");
    }

    private static void picture(StringBuilder s, Picture p) {
        s.append("<figure>\n<img alt=\"")
                .append(Html.escape(p.alt()))
                .append("\" width=\"")
                .append(p.image().width())
                .append("\" height=\"")
                .append(p.image().height())
                .append("\" src=\"")
                .append(p.image().dataAddress())
                .append("\">\n<figcaption>")
                .append(Html.escape(p.words()))
                .append("</figcaption>\n</figure>\n");
    }
}
