package ergodic.diagnostics;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * A CSV file of reference draws or values, read by a plain way of the tests' own. Commas within brackets, as in
 * {@code Sigma[2,1]}, are taken for semicolons.
 */
record ReferenceTable(List<NamedCsvRecord> rows) {

    private static final Pattern INDEX = Pattern.compile("\\[(\\d+),(\\d+)]");

    static ReferenceTable read(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file);
                InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
                Reader text = new InputStreamReader(plain, StandardCharsets.UTF_8);
                BufferedReader lines = new BufferedReader(text);
                CsvReader<NamedCsvRecord> csv = CsvReader.builder().commentStrategy(CommentStrategy.SKIP)
                        .ofNamedCsvRecord(lines.lines().map(line -> INDEX.matcher(line).replaceAll("[$1;$2]"))
                                .collect(Collectors.joining("\n")))) {
            return new ReferenceTable(csv.stream().toList());
        }
    }

    List<String> header() {
        return rows.getFirst().getHeader();
    }

    /** One column: all rows are one chain. */
    double[] column(String name) {
        return rows.stream().mapToDouble(row -> number(row, name)).toArray();
    }

    /** A column as {@code [chains][draws]}, of the rows whose field {@code key} is {@code value}; chains by "chain". */
    double[][] chains(String key, String value, String column) {
        Map<String, List<Double>> chains = new LinkedHashMap<>();
        for (NamedCsvRecord row : rows) {
            if (key.isEmpty() || row.getField(key).equals(value)) {
                chains.computeIfAbsent(row.getField("chain"), chain -> new ArrayList<>())
                        .add(number(row, column));
            }
        }
        return chains.values().stream()
                .map(draws -> draws.stream().mapToDouble(Double::doubleValue).toArray()).toArray(double[][]::new);
    }

    double[][] chains(String column) {
        return chains("", "", column);
    }

    static double number(NamedCsvRecord row, String column) {
        String text = row.getField(column);
        return text.equals("NA") ? Double.NaN : Double.parseDouble(text);
    }
}
