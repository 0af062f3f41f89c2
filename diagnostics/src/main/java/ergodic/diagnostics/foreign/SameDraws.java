package ergodic.diagnostics.foreign;

import ergodic.sampler.draws.Draws;
import ergodic.sampler.draws.Variable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finds draws that are there twice: a copy agrees with its original in everything, so R-hat would praise it. */
final class SameDraws {
    /** So many draws of a quantity that varies do not agree to the bit by chance. */
    private static final int DRAWS_THAT_TELL = 10;

    private SameDraws() {}

    /** Refuses a file that is given twice, under one name or as a copy. */
    static void refuseTwice(List<Path> files) {
        for (int i = 0; i < files.size(); i++) {
            for (int j = 0; j < i; j++) {
                try {
                    if (Files.isSameFile(files.get(i), files.get(j))) {
                        throw new DrawFileException("The file " + files.get(i) + " is given twice: a chain agrees with"
                                + " itself; give each file once.");
                    }
                    if (Files.isRegularFile(files.get(i)) && Files.size(files.get(i)) == Files.size(files.get(j))
                            && Files.mismatch(files.get(i), files.get(j)) < 0) {
                        throw new DrawFileException("The files " + files.get(j) + " and " + files.get(i)
                                + " are the same, byte for byte: a chain agrees with its copy; give one of them.");
                    }
                } catch (IOException e) {
                    // The reader says what is wrong with it.
                }
            }
        }
    }

    /** Refuses two chains with the same draws. */
    static void refuseEqualChains(Draws draws) {
        if (draws.draws() < DRAWS_THAT_TELL || draws.chains() < 2) {
            return;
        }
        List<int[]> equal = null;
        for (Variable variable : draws.variables()) {
            double[][] series = draws.series(variable.name(), 0);
            equal = equal == null ? equalPairs(series) : equal.stream().filter(pair -> same(series, pair)).toList();
            if (equal.isEmpty()) {
                return;
            }
        }
        for (int[] pair : equal == null ? List.<int[]>of() : equal) {
            for (Variable variable : draws.variables()) {
                double[] one = draws.series(variable.name(), 0)[pair[0]];
                if (Arrays.stream(one).anyMatch(value -> value != one[0])) {
                    throw new DrawFileException("Chains " + (pair[0] + 1) + " and " + (pair[1] + 1)
                            + " have the same draws, number for number: they are copies, or were run from the same seed"
                            + " and start; leave one of them out, or run it again from another seed.");
                }
            }
        }
    }

    private static List<int[]> equalPairs(double[][] series) {
        int[] hashes = Arrays.stream(series).mapToInt(Arrays::hashCode).toArray();
        List<int[]> pairs = new ArrayList<>();
        for (int i = 0; i < series.length; i++) {
            for (int j = 0; j < i; j++) {
                if (hashes[i] == hashes[j] && Arrays.equals(series[i], series[j])) {
                    pairs.add(new int[]{j, i});
                }
            }
        }
        return pairs;
    }

    private static boolean same(double[][] series, int[] pair) {
        return Arrays.equals(series[pair[0]], series[pair[1]]);
    }
}
