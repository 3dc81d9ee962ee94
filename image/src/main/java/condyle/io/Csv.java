package condyle.io;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Comma-separated tables with a header line, in UTF-8; a byte order mark, as spreadsheets write it, is passed over. */
public final class Csv {
    private Csv() {}

    /** Writes the columns' names, then the rows, whole or not at all. */
    public static void write(Path path, List<String> columns, List<List<String>> rows) throws IOException {
        WholeFile.write(path, out -> {
            Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
            CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text);
            csv.writeRecord(columns);
            rows.forEach(csv::writeRecord);
            csv.flush();
            text.flush();
        });
    }

    /**
     * Reads the named columns of each row, in that order; other columns are passed over.
     *
     * @throws IOException if the file cannot be read, is no such table, or lacks one of the columns
     */
    public static List<Map<String, String>> read(Path path, List<String> columns) throws IOException {
        return read(path, columns, List.of());
    }

    /**
     * Reads the named columns of each row and, where the file has them, more.
     *
     * @param more columns that a row lacks where the file does
     * @throws IOException if the file cannot be read, is no such table, or lacks one of the columns
     */
    public static List<Map<String, String>> read(Path path, List<String> columns, List<String> more)
            throws IOException {
        List<Map<String, String>> rows = new ArrayList<>();
        try (CsvReader<CsvRecord> csv =
                CsvReader.builder().detectBomHeader(true).ofCsvRecord(path)) {
            Iterator<CsvRecord> records = csv.iterator();
            if (!records.hasNext()) {
                throw new IOException(
                        path + ": empty; expected the columns' names in the first line: " + String.join(", ", columns));
            }
            List<String> header = records.next().getFields();
            List<String> asked = new ArrayList<>(columns);
            more.stream().filter(header::contains).forEach(asked::add);
            for (String column : asked) {
                require(path, column, header);
            }
            records.forEachRemaining(record -> {
                Map<String, String> row = new LinkedHashMap<>();
                asked.forEach(column -> row.put(column, record.getField(header.indexOf(column))));
                rows.add(row);
            });
        } catch (CsvParseException e) {
            throw new IOException(path + ": not a comma-separated table: " + e.getMessage(), e);
        }
        return rows;
    }

    private static void require(Path path, String column, List<String> header) throws IOException {
        if (Collections.frequency(header, column) > 1) {
            throw new IOException(path + ": column '" + column + "' stands twice; expected it once");
        }
        if (!header.contains(column)) {
            boolean otherMark = header.size() == 1 && header.get(0).matches(".*[;\t].*");
            throw new IOException(path + ": no column '" + column + "'; the file has: " + String.join(", ", header)
                    + (otherMark ? "; expected commas between columns" : ""));
        }
    }

    /** A number with up to six significant digits: {@code 0.912}, {@code 11846.4}, {@code nan}, {@code inf}. */
    public static String number(double value) {
        if (Double.isNaN(value)) {
            return "nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        return Double.toString(Double.parseDouble(String.format(Locale.ROOT, "%.6g", value)));
    }

    /**
     * Reads what {@link #number} writes.
     *
     * @throws IOException if the text is no number
     */
    public static double number(Path path, String column, String text) throws IOException {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "nan", "" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> {
                try {
                    yield Double.parseDouble(text);
                } catch (NumberFormatException e) {
                    throw new IOException(path + ": column " + column + ": '" + text + "' is no number", e);
                }
            }
        };
    }
}
