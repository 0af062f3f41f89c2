package ergodic.posteriordb;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Published summary of one quantity: mean and standard deviation with their Monte Carlo standard errors. */
record Reference(String name, double mean, double sd, double mcseMean, double mcseSd) {

    /** The rows of a summary.csv. */
    static List<Reference> read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            List<String> columns = List.of(lines.get(0).replace("\"", "").split(","));
            List<Reference> references = new ArrayList<>();
            for (String line : lines.subList(1, lines.size())) {
                String[] cells = line.replace("\"", "").split(",");
                references.add(new Reference(cells[columns.indexOf("param")], cell(cells, columns, "mean"),
                        cell(cells, columns, "sd"), cell(cells, columns, "mcse_mean"),
                        cell(cells, columns, "mcse_sd")));
            }
            return references;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double cell(String[] cells, List<String> columns, String column) {
        return Double.parseDouble(cells[columns.indexOf(column)]);
    }

    /** Name of the variable: the name without an index. */
    String variable() {
        return name.contains("[") ? name.substring(0, name.indexOf('[')) : name;
    }

    /** Element of the variable, from 0; the names count from 1. */
    int element() {
        return name.contains("[") ? Integer.parseInt(name.substring(name.indexOf('[') + 1, name.indexOf(']'))) - 1 : 0;
    }
}
