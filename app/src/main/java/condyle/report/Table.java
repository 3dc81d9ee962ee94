package condyle.report;

import java.util.List;
import java.util.OptionalInt;

/**
 * A table of a page; every cell is a text, the first of a row its heading.
 *
 * @param title what stands above it
 * @param header a heading for each column
 * @param note a line below it, may be empty
 */
public record Table(String title, List<String> header, List<Row> rows, String note) {
    /** One row; a total is set apart from the rows above it, a colour is shown beside its heading. */
    public record Row(Kind kind, OptionalInt color, List<String> cells) {
        public Row {
            cells = List.copyOf(cells);
        }

        public static Row of(String... cells) {
            return new Row(Kind.PLAIN, OptionalInt.empty(), List.of(cells));
        }

        /** A row with a colour, 0xRRGGBB. */
        public static Row colored(int color, String... cells) {
            return new Row(Kind.PLAIN, OptionalInt.of(color), List.of(cells));
        }

        /** A row that sums up others. */
        public static Row total(String... cells) {
            return new Row(Kind.TOTAL, OptionalInt.empty(), List.of(cells));
        }
    }

    /** How a row is set. */
    public enum Kind {
        PLAIN,
        TOTAL
    }

    /** Checks that every row has a cell for each column. */
    public Table {
        header = List.copyOf(header);
        rows = List.copyOf(rows);
        for (Row row : rows) {
            if (row.cells().size() != header.size()) {
                throw new IllegalArgumentException("table '" + title + "' has " + header.size() + " columns, row "
                        + row.cells() + " has " + row.cells().size());
            }
        }
    }
}
