package ergodic.diagnostics.report;

import ergodic.diagnostics.VariableSummary;
import ergodic.sampler.DrawKind;
import java.util.List;
import java.util.function.Function;

/** The table of quantities on the page: the columns that mean something for draws of a kind. */
record FunctionTable(List<Column> columns) {

    /** A column: its head, and its text for a quantity. */
    record Column(String head, Function<VariableSummary, String> text) {}

    static FunctionTable of(DrawKind kind) {
        Column name = new Column("Name", VariableSummary::name);
        Column mean = new Column("Mean", line -> PageNumbers.show(line.mean()));
        Column sd = new Column("Sd", line -> PageNumbers.show(line.sd()));
        Column low = new Column("5 %", line -> PageNumbers.show(line.q5()));
        Column median = new Column("Median", line -> PageNumbers.show(line.median()));
        Column high = new Column("95 %", line -> PageNumbers.show(line.q95()));
        Column error = new Column("MCSE", line -> PageNumbers.show(line.mcseMean()));
        return new FunctionTable(switch (kind) {
            case CHAIN -> List.of(name, mean, sd, low, median, high,
                    new Column("R-hat", line -> PageNumbers.rhat(line.rhat())),
                    new Column("ESS bulk", line -> PageNumbers.whole(line.essBulk())),
                    new Column("ESS tail", line -> PageNumbers.whole(line.essTail())), error);
            case POPULATION -> List.of(name, mean, sd, low, median, high,
                    new Column("R-hat", line -> PageNumbers.rhat(line.rhat())),
                    new Column("ESS mean", line -> PageNumbers.whole(line.essMean())), error);
            case INDEPENDENT -> List.of(name, mean, sd, low, median, high, error);
            case MEMBERS -> List.of(name, mean, new Column("Sd between members", sd.text()), median);
        });
    }

    List<String> header() {
        return columns.stream().map(Column::head).toList();
    }

    List<List<String>> rows(List<VariableSummary> lines) {
        return lines.stream().map(line -> columns.stream().map(column -> column.text().apply(line)).toList()).toList();
    }
}
