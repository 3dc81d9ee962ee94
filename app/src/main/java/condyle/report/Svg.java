package condyle.report;

import condyle.io.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A drawing of lines and words, the same bytes on every machine: part of a page, whose colours it takes, or a file of its own.
 *
 * <p>Coordinates are in pixels from the upper left. Fonts are the reader's, so words are placed with room to spare.
 */
public final class Svg {
    /** Classes of elements; colours are those of the page around. */
    static final String STYLE = """
            svg.plot { display: block; width: 100%; height: auto; font: 12px system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
            svg.plot text { fill: var(--ink); }
            svg.plot .quiet { fill: var(--quiet); }
            svg.plot .small { font-size: 10.5px; }
            svg.plot .strong { font-weight: 600; font-size: 13px; }
            svg.plot .middle { text-anchor: middle; }
            svg.plot .end { text-anchor: end; }
            svg.plot .grid { stroke: var(--line); stroke-width: 1; }
            svg.plot .axis { stroke: var(--quiet); stroke-width: 1; }
            svg.plot .ink { stroke: var(--ink); stroke-width: 1.6; fill: none; }
            svg.plot .dash { stroke-dasharray: 4 3; }
            svg.plot .ground { fill: var(--ground); }
            svg.plot .full { fill: var(--ink); }
            svg.plot .box { fill: var(--line); fill-opacity: .55; stroke: var(--quiet); stroke-width: 1; }
            svg.plot .band { fill: var(--line); fill-opacity: .45; }
            """;

    /** Height of the line below a file's drawing. */
    private static final int FOOT = 26;

    private static final int EDGE = 14;

    private final int width;
    private final int height;
    private final String label;
    private final StringBuilder body = new StringBuilder(1 << 14);

    /** An empty drawing; {@code label} says what it shows, for those who cannot see it. */
    Svg(int width, int height, String label) {
        this.width = width;
        this.height = height;
        this.label = label;
    }

    /** Adds an element with names and values of attributes in turn. */
    Svg add(String element, Object... attributes) {
        body.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            Object v = attributes[i + 1];
            String text = v instanceof Double d ? number(d) : Html.escape(v.toString());
            body.append(' ').append(attributes[i]).append("=\"").append(text).append('"');
        }
        body.append("/>\n");
        return this;
    }

    /** Writes words on the base line y, in these classes: middle and end say where x is. */
    Svg text(String words, double x, double y, String classes) {
        body.append("<text x=\"")
                .append(number(x))
                .append("\" y=\"")
                .append(number(y))
                .append("\" class=\"")
                .append(classes)
                .append("\">")
                .append(Html.escape(words))
                .append("</text>\n");
        return this;
    }

    /** Writes words that rise to the right from (x, y). */
    Svg rising(String words, double x, double y, String classes) {
        body.append("<g transform=\"translate(")
                .append(number(x))
                .append(' ')
                .append(number(y))
                .append(") rotate(-35)\">");
        text(words, 0, 0, classes);
        body.append("</g>\n");
        return this;
    }

    static String number(double v) {
        String text = String.format(Locale.ROOT, "%.2f", v).replaceAll("\\.?0+$", "");
        return text.equals("-0") ? "0" : text;
    }

    /** Words cut with an ellipsis after so many characters. */
    static String fit(String words, int characters) {
        return words.length() <= characters ? words : words.substring(0, characters - 1) + "…";
    }

    private String open(String box, String more) {
        return "<svg class=\"plot\" role=\"img\" aria-label=\"" + Html.escape(label) + "\" viewBox=\"" + box + "\""
                + more + ">\n";
    }

    /** As a part of a page. */
    String inPage() {
        return open("0 0 " + width + " " + height, "") + body + "</svg>\n";
    }

    /** Writes a file of its own, with a margin and what stands below every picture, whole or not at all. */
    public void write(Path path) throws IOException {
        int wide = width + 2 * EDGE;
        int tall = height + 2 * EDGE + FOOT;
        String box = -EDGE + " " + -EDGE + " " + wide + " " + tall;
        String size = " width=\"" + wide + "\" height=\"" + tall + "\" xmlns=\"http://www.w3.org/2000/svg\"";
        String ground =
                "<rect class=\"ground\" x=\"" + -EDGE + "\" y=\"" + -EDGE + "\" width=\"100%\" height=\"100%\"/>\n";
        String use = "<text x=\"0\" y=\"" + (height + FOOT - 4) + "\" class=\"quiet small\">" + Html.escape(Caption.USE)
                + "</text>\n";
        String text =
                open(box, size) + "<style>\n" + Html.COLORS + STYLE + "</style>\n" + ground + body + use + "</svg>\n";
        WholeFile.write(path, text);
    }
}
