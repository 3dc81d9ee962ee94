package condyle.cli;

import java.util.List;

/** Lines of plain text in columns: the first flush left, the others flush right. */
final class TextTable {
    private TextTable() {}

    static String of(List<List<String>> rows) {
        int[] width = new int[rows.stream().mapToInt(List::size).max().orElse(0)];
        for (List<String> row : rows) {
            for (int c = 0; c < row.size(); c++) {
                width[c] = Math.max(width[c], row.get(c).length());
            }
        }
        StringBuilder out = new StringBuilder();
        for (List<String> row : rows) {
            for (int c = 0; c < row.size(); c++) {
                String pad = " ".repeat(width[c] - row.get(c).length());
                out.append(c == 0 ? row.get(c) + pad : "  " + pad + row.get(c));
            }
            out.append('\n');
        }
        return out.toString();
    }
}
