package ergodic.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the evidence lower bound of a fit rose with its gradients: means over steps that follow each other.
 *
 * @param points
 *            one for some steps each, in their order
 */
record BoundTrace(List<Point> points) {

    /** Means of a fit, at most. */
    static final int POINTS = 100;

    /**
     * Some steps.
     *
     * @param gradients
     *            of the fit up to the last of them
     * @param bound
     *            mean of the steps' estimates
     * @param error
     *            its standard error, by how they vary; not a number of one step
     * @param stepSize
     *            of the last of them, in standard deviations of q
     */
    record Point(long gradients, double bound, double error, double stepSize) {}

    /** Copies the list. */
    BoundTrace {
        points = List.copyOf(points);
    }

    /**
     * Of the statistics of a fit's steps, of which those that do not climb are left out: they have no bound of their own, or the pool's.
     *
     * @param bound
     *            estimates of the steps
     * @param ofPool
     *            importance weighted bound of each step; a number once the pool is weighed, whose bound all further steps tell
     * @param gradients
     *            of each step
     * @param stepSize
     *            of each step
     */
    static BoundTrace of(double[] bound, double[] ofPool, double[] gradients, double[] stepSize) {
        int climbing = 0;
        for (int step = 0; step < bound.length; step++) {
            climbing += climbs(bound, ofPool, step) ? 1 : 0;
        }
        List<Point> points = new ArrayList<>();
        long spent = 0;
        int seen = 0;
        int count = 0;
        double mean = 0;
        double squares = 0;
        for (int step = 0; step < bound.length; step++) {
            spent += (long) gradients[step];
            if (!climbs(bound, ofPool, step)) {
                continue;
            }
            seen++;
            count++;
            double off = bound[step] - mean;
            mean += off / count;
            squares += off * (bound[step] - mean);
            if ((long) seen * POINTS / climbing > (long) (seen - 1) * POINTS / climbing) {
                points.add(new Point(spent, mean, count < 2 ? Double.NaN : Math.sqrt(squares / (count - 1.0) / count),
                        stepSize[step]));
                count = 0;
                mean = 0;
                squares = 0;
            }
        }
        return new BoundTrace(points);
    }

    private static boolean climbs(double[] bound, double[] ofPool, int step) {
        return Double.isFinite(bound[step]) && Double.isNaN(ofPool[step]);
    }

    /**
     * The first point that is worth a place in a picture: below those before it the rest would be a flat line, as they lie more than four times as far below the end as the point at a third
     * of the way.
     */
    int shownFrom() {
        double end = points.getLast().bound;
        double least = end - 4 * Math.max(1, Math.abs(end - points.get(points.size() / 3).bound));
        int from = 0;
        while (from < points.size() / 3 && points.get(from).bound < least) {
            from++;
        }
        return from;
    }

    /** The first point that has at least this share of the gradients of the last one. */
    Point at(double share) {
        Point last = points.getLast();
        return points.stream().filter(point -> point.gradients >= share * last.gradients).findFirst().orElse(last);
    }

    /** For JSON. */
    List<Map<String, Object>> document() {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Point point : points) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("gradients", point.gradients);
            one.put("elbo", point.bound);
            if (Double.isFinite(point.error)) {
                one.put("error", point.error);
            }
            one.put("step_size", point.stepSize);
            all.add(one);
        }
        return all;
    }
}
