package ergodic.diagnostics;

import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * How often the verdict rejects made-up runs of 12 functions and a log density, by the number of chains: the table in
 * docs/validation.md. As a program it prints that table.
 */
final class VerdictRates {
    private static final int DRAWS = 1000;

    private VerdictRates() {}

    /** One kind of run; the last chain is the bad one. */
    interface Maker {
        Assessment make(int chains, long seed);
    }

    /**
     * A kind of run.
     *
     * @param name
     *            in the table
     * @param good
     *            whether it should pass
     * @param passing
     *            worst level that counts as passed
     */
    record Case(String name, boolean good, VerdictLevel passing, Maker maker) {
        /** Share of the runs that are rejected. */
        double rejected(int chains, int runs) {
            return LongStream.range(0, runs).parallel()
                    .filter(seed -> maker.make(chains, 1000L * chains + seed).verdict().level().compareTo(passing) > 0)
                    .count()
                    / (double) runs;
        }
    }

    private static SyntheticRun network(int chains, long seed) {
        return new SyntheticRun(chains, DRAWS, seed).autocorrelation(0.5).modes(0.5).noise(2);
    }

    private static SyntheticRun plain(int chains, long seed) {
        return new SyntheticRun(chains, DRAWS, seed).autocorrelation(0.5);
    }

    private static Case network(String name, boolean good, Maker maker) {
        return new Case("network: " + name, good, VerdictLevel.MIXTURE, maker);
    }

    private static Case plain(String name, boolean good, Maker maker) {
        return new Case("plain: " + name, good, VerdictLevel.EXPLORED, maker);
    }

    /** The kinds of runs. */
    static List<Case> cases() {
        return List.of(
                network("stationary, modes near one another", true, (m, s) -> network(m, s).assessNetwork()),
                network("the same, 53 effective draws a chain", true,
                        (m, s) -> network(m, s).autocorrelation(0.9).assessNetwork()),
                network("modes 10 noise sds apart", false, (m, s) -> network(m, s).modes(10).noise(1).assessNetwork()),
                network("modes 3 noise sds apart", false, (m, s) -> network(m, s).modes(3).noise(1).assessNetwork()),
                network("one chain 1000 nats below, 5 sds off", false,
                        (m, s) -> network(m, s).shift(m - 1, 5).logDensityBelow(m - 1, 1000).assessNetwork()),
                network("one chain drifts by 3 sds", false, (m, s) -> network(m, s).drift(m - 1, 3).assessNetwork()),
                network("one chain frozen for a fifth", false,
                        (m, s) -> network(m, s).stuck(m - 1, 0.4, 0.6).assessNetwork()),
                plain("stationary", true, (m, s) -> plain(m, s).assessPlain()),
                plain("stationary, AR(0.9), 4000 draws", true,
                        (m, s) -> new SyntheticRun(m, 4 * DRAWS, s).autocorrelation(0.9).withoutEnergy()
                                .assessPlain()),
                plain("one chain shifted by 0.5 sd", false, (m, s) -> plain(m, s).shift(m - 1, 0.5).assessPlain()),
                plain("one chain 1.5 times as wide", false, (m, s) -> plain(m, s).scale(m - 1, 1.5).assessPlain()),
                plain("one chain frozen for a fifth", false,
                        (m, s) -> plain(m, s).stuck(m - 1, 0.4, 0.6).assessPlain()),
                plain("one chain drifts by 1 sd", false, (m, s) -> plain(m, s).drift(m - 1, 1).assessPlain()),
                plain("all drift by 0.5 sd", false, (m, s) -> plain(m, s).driftOfAll(0.5).assessPlain()));
    }

    /** Prints rejected runs of so many (default 50) with 4, 8, 16 and 32 chains. */
    public static void main(String[] arguments) {
        int runs = arguments.length == 0 ? 50 : Integer.parseInt(arguments[0]);
        for (Case one : cases()) {
            StringBuilder line = new StringBuilder("| " + one.name() + " | " + (one.good() ? "no" : "yes"));
            for (int chains : new int[]{4, 8, 16, 32}) {
                line.append(String.format(Locale.ROOT, " | %.0f", runs * one.rejected(chains, runs)));
            }
            System.out.println(line + " |");
        }
    }
}
