package ergodic.diagnostics;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * One quantity, chain by chain: whether each chain lies where the others lie, spreads as they spread, and stays where it
 * began. R-hat averages over chains, so that one bad chain of many hardly moves it; these tests look at each chain alone
 * and keep their power however many others there are.
 *
 * <p>All are tests of means of normal scores (ranks over all chains), so that heavy tails do no harm, with the effective
 * draws of each chain by itself: a mean of e effective draws has the variance v / e, known with
 * {@link #DRAWS_PER_FREEDOM e / 3} degrees of freedom, since the autocorrelation time is itself estimated. Probabilities
 * are two-sided, of one test; who makes many divides the level by their number.
 *
 * @param ess
 *            effective draws of each chain for its mean, trend included, at most the number of its draws
 * @param location
 *            mean of each chain less that of the others but for worse ones, in standard deviations within chains; empty for one
 *            chain
 * @param locationProbability
 *            of a difference as large by chance
 * @param spread
 *            mean distance of each chain's draws from the median of all, over that of the others
 * @param spreadProbability
 *            of a difference as large by chance
 * @param rise
 *            straight line fitted to each chain: from its first draw to its last, in standard deviations about the line
 * @param riseProbability
 *            of a rise as large by chance
 * @param commonRise
 *            mean of the rises
 * @param commonRiseProbability
 *            of a mean rise as large by chance
 */
record ChainContrast(double[] ess, double[] location, double[] locationProbability, double[] spread,
        double[] spreadProbability, double[] rise, double[] riseProbability, double commonRise,
        double commonRiseProbability) {
    /**
     * Effective draws for each degree of freedom of a mean's error. Found by simulation: with 3, the largest of all chains'
     * differences exceeds its bound of 1 % in 0.7 to 1.4 % of the runs of autoregressive chains with 58 to 4000 effective
     * draws each (2 to 3.5 % with 20), and its bound of 0.1 % in 0.05 to 0.3 %.
     */
    static final double DRAWS_PER_FREEDOM = 3;

    /** Compares the chains of one quantity; NaN where a chain does not vary. */
    static ChainContrast of(double[][] chains) {
        int count = chains.length;
        int draws = ChainArrays.draws(chains);
        double[] ess = new double[count];
        double[] rise = new double[count];
        double[] riseProbability = new double[count];
        Arrays.fill(ess, Double.NaN);
        Arrays.fill(rise, Double.NaN);
        Arrays.fill(riseProbability, Double.NaN);
        if (draws < 3 || ChainArrays.undefined(chains)) {
            double[] none = new double[count == 1 ? 0 : count];
            Arrays.fill(none, Double.NaN);
            return new ChainContrast(ess, none, none, none, none, rise, riseProbability, Double.NaN, Double.NaN);
        }
        double[][] scores = RankNormal.of(chains);
        double riseSum = 0;
        double varianceSum = 0;
        double freedom = 0;
        for (int chain = 0; chain < count; chain++) {
            ess[chain] = effective(scores[chain]);
            double[] line = line(scores[chain]);
            rise[chain] = line[0];
            double error = Math.sqrt(line[1]);
            riseProbability[chain] = chance(line[0] / error, line[2]);
            riseSum += line[0];
            varianceSum += line[1];
            freedom += line[2];
        }
        double commonRise = riseSum / count;
        double commonProbability = chance(riseSum / Math.sqrt(varianceSum), freedom);
        if (count == 1) {
            double[] none = new double[0];
            return new ChainContrast(ess, none, none, none, none, rise, riseProbability, commonRise,
                    commonProbability);
        }
        Means location = Means.of(scores, ess);
        double[][] distances = new double[count][];
        double median = Descriptive.median(ChainArrays.pooled(chains));
        for (int chain = 0; chain < count; chain++) {
            distances[chain] = Descriptive.deviations(chains[chain], median);
        }
        double[][] folded = RankNormal.of(distances);
        double[] foldedEss = new double[count];
        for (int chain = 0; chain < count; chain++) {
            foldedEss[chain] = effective(folded[chain]);
        }
        Means scale = Means.of(folded, foldedEss);
        double[] spread = new double[count];
        for (int chain = 0; chain < count; chain++) {
            double others = 0;
            int compared = 0;
            for (int other = 0; other < count; other++) {
                if (other != chain && scale.round[other] >= scale.round[chain]) {
                    others += Descriptive.mean(distances[other]);
                    compared++;
                }
            }
            spread[chain] = Descriptive.mean(distances[chain]) / (others / compared);
        }
        return new ChainContrast(ess, location.shift, location.probability, spread, scale.probability, rise,
                riseProbability, commonRise, commonProbability);
    }

    /**
     * Each chain's mean against that of the others. One bad chain moves the mean of the others for all the rest, so the least
     * probable is set aside before the rest are compared, and so on: a chain is blamed for its own place only. No probability
     * is below that of a chain set aside before, so that the first decides how often right chains are blamed (a step-down test).
     *
     * @param round
     *            when each chain was set aside; those with the same or a later round are what it was compared with
     */
    private record Means(double[] shift, double[] probability, int[] round) {
        static Means of(double[][] scores, double[] ess) {
            int count = scores.length;
            double[] mean = new double[count];
            double[] error = new double[count];
            double within = 0;
            int varying = 0;
            for (int chain = 0; chain < count; chain++) {
                double variance = Descriptive.variance(scores[chain]);
                mean[chain] = Descriptive.mean(scores[chain]);
                // A chain that does not vary tells nothing of its error; it is left to the other checks.
                error[chain] = variance / ess[chain];
                varying += Double.isNaN(error[chain]) ? 0 : 1;
                within += variance / count;
            }
            double[] shift = new double[count];
            double[] probability = new double[count];
            int[] round = new int[count];
            Arrays.fill(round, count);
            double least = 0;
            // To the end there are two that vary, so that none is compared with chains that stand still alone.
            for (int now = 0; now < count - 1; now++) {
                compare(mean, error, ess, within, round, shift, probability);
                int worst = -1;
                for (int chain = 0; chain < count; chain++) {
                    if (round[chain] == count) {
                        probability[chain] = Math.max(least, probability[chain]);
                        worst = !Double.isNaN(probability[chain])
                                && (worst < 0 || probability[chain] < probability[worst]) ? chain : worst;
                    }
                }
                if (worst < 0 || now >= varying - 2) {
                    break;
                }
                least = probability[worst];
                round[worst] = now;
            }
            return new Means(shift, probability, round);
        }

        /** Compares each chain that is not set aside with the others of them. */
        private static void compare(double[] mean, double[] error, double[] ess, double within, int[] round,
                double[] shift, double[] probability) {
            int count = 0;
            double meanSum = 0;
            double errorSum = 0;
            double freedomSum = 0;
            for (int chain = 0; chain < mean.length; chain++) {
                if (round[chain] == mean.length) {
                    count++;
                    meanSum += mean[chain];
                    if (!Double.isNaN(error[chain])) {
                        errorSum += error[chain];
                        freedomSum += error[chain] * error[chain] / freedom(ess[chain]);
                    }
                }
            }
            double share = 1.0 / ((count - 1) * (double) (count - 1));
            for (int chain = 0; chain < mean.length; chain++) {
                if (round[chain] == mean.length) {
                    double difference = mean[chain] - (meanSum - mean[chain]) / (count - 1);
                    double own = error[chain];
                    double ownFreedom = own * own / freedom(ess[chain]);
                    double square = own + share * (errorSum - own);
                    // Satterthwaite (1946).
                    double degrees = square * square / (ownFreedom + share * share * (freedomSum - ownFreedom));
                    shift[chain] = difference / Math.sqrt(within);
                    probability[chain] = chance(difference / Math.sqrt(square), degrees);
                }
            }
        }
    }

    /** Effective draws of one chain; no more than it has, since an estimate above that is mostly luck. */
    private static double effective(double[] scores) {
        return Math.min(EffectiveSampleSize.ofParts(new double[][]{scores}), scores.length);
    }

    private static double freedom(double ess) {
        return Math.max(1, ess / DRAWS_PER_FREEDOM);
    }

    /**
     * Straight line through one chain, by least squares.
     *
     * @return rise from first draw to last in standard deviations about the line, its squared error, degrees of freedom
     */
    private static double[] line(double[] scores) {
        int draws = scores.length;
        double mean = Descriptive.mean(scores);
        double middle = (draws - 1) / 2.0;
        double product = 0;
        double square = 0;
        for (int i = 0; i < draws; i++) {
            double time = (i - middle) / draws;
            product += time * (scores[i] - mean);
            square += time * time;
        }
        double slope = product / square;
        double[] rest = new double[draws];
        for (int i = 0; i < draws; i++) {
            rest[i] = scores[i] - slope * (i - middle) / draws;
        }
        double ess = effective(rest);
        double sd = Descriptive.sd(rest);
        return new double[]{slope / sd, draws / square / ess, freedom(ess)};
    }

    private static double chance(double t, double degrees) {
        return Double.isNaN(t) || Double.isNaN(degrees) ? Double.NaN
                : 2 * TDistribution.of(degrees).survivalProbability(Math.abs(t));
    }
}
