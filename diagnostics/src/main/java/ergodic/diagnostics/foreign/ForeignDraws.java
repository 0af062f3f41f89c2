package ergodic.diagnostics.foreign;

import ergodic.sampler.draws.Draws;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads draws from CSV files that other programs wrote. Three kinds are told apart:
 *
 * <ul>
 * <li>Tables with a column that numbers the chains ({@code chain}, {@code .chain}, {@code chain__} ...) and a column a
 * variable, as {@code posterior}, ArviZ, cmdstanpy and Turing write them (see {@link LongTable}).
 * <li>Stan's: a column {@code lp__}, or Stan's comments; one chain a file, a column a variable (see {@link StanCsv}).
 * <li>Everything else: one quantity a file, a column a chain; or one chain a file, a column a quantity. Which of them is said
 * by the header, or by the user (see {@link PlainTables}).
 * </ul>
 *
 * <p>Separators are commas, semicolons, tabs or blanks; {@code NA} and {@code nan} are read as NaN; a file may be packed by
 * gzip. Row names and counters that R and pandas write unasked are left out. Files are read as streams and may be of any
 * length; memory holds their numbers.
 */
public final class ForeignDraws {

    private ForeignDraws() {}

    /** The draws of {@link #open}, where the files say what their columns are. */
    public static Draws read(List<Path> files) {
        return open(files, null).draws();
    }

    /**
     * Reads files of one kind.
     *
     * @param files
     *            at least one; several Stan files are several chains, several tables with a column a chain are several
     *            quantities
     * @param meaning
     *            what the columns are of a table that does not say it; null to let the header decide, or refuse
     * @throws DrawFileException
     *             if a file cannot be read, is unclear, is no Markov chain, or holds a chain that is there twice; with one
     *             sentence that says why, and what to do
     */
    public static ForeignRun open(List<Path> files, @Nullable ColumnMeaning meaning) {
        if (files.isEmpty()) {
            throw new DrawFileException("Name at least one file of draws.");
        }
        SameDraws.refuseTwice(files);
        List<String> remarks = new ArrayList<>();
        List<RawTable> tables = new ArrayList<>();
        for (Path file : files) {
            RawTable table = DrawTableReader.read(file, remarks).withoutRowNumbers(remarks);
            if (table.rows() == 0) {
                throw new DrawFileException(file + " holds no draws.");
            }
            tables.add(table);
        }
        Draws draws = draws(tables, meaning, remarks);
        if (draws.variables().isEmpty()) {
            throw new DrawFileException(files.getFirst() + " holds no quantity, only statistics of a sampler.");
        }
        SameDraws.refuseEqualChains(draws);
        return new ForeignRun(draws, remarks);
    }

    private static Draws draws(List<RawTable> tables, @Nullable ColumnMeaning meaning, List<String> remarks) {
        long numbered = tables.stream().filter(table -> table.find(ColumnNames.CHAIN) >= 0).count();
        if (numbered == tables.size()) {
            return LongTable.read(tables, remarks);
        }
        if (numbered > 0) {
            throw new DrawFileException(
                    "Some files have a column that numbers chains, others have none: if one of them holds all chains, give it"
                            + " alone.");
        }
        List<RawTable> stan = tables.stream().filter(StanCsv::wrote).toList();
        if (stan.size() == tables.size()) {
            return StanCsv.read(tables, remarks);
        }
        if (!stan.isEmpty()) {
            throw new DrawFileException(stan.getFirst().file()
                    + " is a Stan CSV file, the others are not: read them one kind at a time.");
        }
        return PlainTables.read(tables, meaning, remarks);
    }
}
