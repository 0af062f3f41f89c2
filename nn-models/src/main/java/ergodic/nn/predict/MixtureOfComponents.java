package ergodic.nn.predict;

/** A mixture whose moments and density are means over its components, of which each tells its own. */
interface MixtureOfComponents extends Mixture {

    /** Number of components that are loaded. */
    int components();

    /** Mean of a component. */
    double componentMean(int s);

    /** Variance of a component. */
    double componentVariance(int s);

    /** Log density, or log probability, of {@code y} under a component. */
    double componentLogDensity(double y, int s);

    @Override
    default double mean() {
        return mean(0, components());
    }

    @Override
    default double mean(int from, int to) {
        double sum = 0;
        for (int s = from; s < to; s++) {
            sum += componentMean(s);
        }
        return sum / (to - from);
    }

    @Override
    default double aleatoricVariance() {
        int count = components();
        double sum = 0;
        for (int s = 0; s < count; s++) {
            sum += componentVariance(s);
        }
        return sum / count;
    }

    @Override
    default double epistemicVariance() {
        int count = components();
        double mean = mean();
        double sum = 0;
        for (int s = 0; s < count; s++) {
            double difference = componentMean(s) - mean;
            sum += difference * difference;
        }
        return sum / count;
    }

    @Override
    default double logDensity(double y, int from, int to) {
        LogMean mean = new LogMean();
        for (int s = from; s < to; s++) {
            mean.add(componentLogDensity(y, s));
        }
        return mean.value();
    }
}
