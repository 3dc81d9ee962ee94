package condyle.report;

/** Tables as Markdown, as GitHub and its like show them. */
final class Markdown {
    private Markdown() {}

    /** A table under its title; {@code level} is the heading's hashes. */
    static void table(StringBuilder s, String level, Table t) {
        s.append(level).append(' ').append(escape(t.title())).append("\n\n|");
        t.header().forEach(h -> s.append(' ').append(escape(h)).append(" |"));
        s.append("\n|---|").append("---:|".repeat(t.header().size() - 1)).append('\n');
        for (Table.Row row : t.rows()) {
            s.append('|');
            row.cells().forEach(c -> s.append(' ').append(escape(c)).append(" |"));
            s.append('\n');
        }
        s.append('\n');
        if (!t.note().isEmpty()) {
            s.append(escape(t.note())).append("\n\n");
        }
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace("|", "\\|")
                .replace("*", "\\*")
                .replace("_", "\\_")
                .replace("\n", "<br>");
    }
}
