package ergodic.sampler.smc;

import ergodic.sampler.ChainState;
import ergodic.sampler.DrawKind;
import ergodic.sampler.Fit;
import ergodic.sampler.InitialPointException;
import ergodic.sampler.Statistic;
import ergodic.sampler.TemperedLogDensity;
import ergodic.sampler.Transition;
import ergodic.sampler.Workspace;
import ergodic.sampler.hmc.HamiltonianTuning;
import ergodic.sampler.hmc.HmcSettings;
import ergodic.sampler.hmc.StaticHmc;
import ergodic.sampler.metric.MetricEstimator;
import ergodic.sampler.metric.MetricReader;
import ergodic.sampler.metric.UnitMetric;
import ergodic.sampler.tempering.TemperedDensity;
import ergodic.sampler.tempering.TemperedPoint;
import ergodic.sampler.tempering.WidelyApplicable;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Adaptive tempered sequential Monte Carlo (Del Moral, Doucet and Jasra 2006; Buchholz, Chopin and Jacob 2021) with Hamiltonian moves: one
 * population. Its particles begin as draws of the prior. A stage raises the power of the likelihood until the weights of the particles, as
 * they stand, leave a given effective sample size; adds the log of their mean to log Z; resamples; estimates the metric from what was
 * resampled; and moves the particles at the new power, in sweeps, until they hardly remember where they began. The last power is 1, with
 * its own resampling and moves, so that all particles weigh the same.
 *
 * <p>A step is one sweep. Draws are the particles in random order; from the second pass over them on, each is moved again before it is given.
 */
public final class Smc implements Fit {

    /** Mean squared correlation with the start below which the moves of a stage are enough. */
    static final double FORGOTTEN = 0.1;
    /** A sweep that leaves more than this share of the correlation has reached what moves cannot change, such as modes. */
    private static final double STALLED = 0.98;

    private final SmcSettings settings;
    private final TemperedDensity density;
    private final StaticHmc explorer;
    private final Population population;
    @Workspace("begun anew at each stage")
    private final MetricEstimator estimator;
    @Workspace
    private final ChainState place;
    @Workspace
    private final Transition move;
    /** The power 1 / log n; NaN of too few rows. */
    private final double powerOfWbic;
    private HamiltonianTuning tuning;
    private double beta;
    private double logEvidence;
    private int stages;
    private int sweeps;
    private int sweepsOfStage;
    /** Sweeps at the end of the last stage that has ended: another one is on its way where there are more. */
    private int sweepsAtEnd;
    private boolean arrived;
    private double correlation = Double.NaN;
    private double worstCorrelation = Double.NaN;
    private double wbic = Double.NaN;
    private double learningCoefficient = Double.NaN;
    private int drawn;
    @Workspace("counted anew in each step")
    private int gradients;
    @Workspace
    private int divergences;
    @Workspace
    private double acceptance;

    /** One population. */
    public Smc(TemperedLogDensity density, SmcSettings settings) {
        int dimension = density.dimension();
        this.settings = settings;
        this.density = new TemperedDensity(density);
        this.powerOfWbic = WidelyApplicable.power(density.rowCount());
        this.explorer = new StaticHmc(this.density, HmcSettings.ofSteps(settings.steps()).withJitter(0.0, 1.0));
        this.population = new Population(settings.particles(), settings.keep(), dimension);
        this.estimator = settings.metric().newEstimator(dimension);
        this.place = new ChainState(dimension);
        this.move = new Transition(explorer.statistics());
        this.tuning = new HamiltonianTuning(Math.pow(dimension, -0.25), new UnitMetric(dimension));
    }

    @Override
    public DrawKind kind() {
        return DrawKind.POPULATION;
    }

    @Override
    public List<Statistic> statistics() {
        return SmcStatistics.ALL;
    }

    /** Draws the particles from the prior; the given state is not one of them. */
    @Override
    public void begin(ChainState state, UniformRandomProvider rng) {
        boolean usable = false;
        for (int i = 0; i < population.size(); i++) {
            density.drawPriorInto(population.at(i), rng);
            usable |= population.at(i).logLikelihood() > Double.NEGATIVE_INFINITY;
        }
        if (!usable) {
            throw new InitialPointException("none of " + population.size() // cold: once a run
                    + " draws of the prior has a finite likelihood with a finite gradient: check data and priors");
        }
        population.begin();
    }

    @Override
    public void step(ChainState state, UniformRandomProvider rng, Transition transition) {
        gradients = 0;
        divergences = 0;
        acceptance = Double.NaN;
        boolean ended = arrived || sweeps >= settings.sweeps();
        if (!ended) {
            if (sweeps == sweepsAtEnd) {
                raise(rng);
            }
            sweep(rng);
            if (settings.keep() > 1 ? sweepsOfStage == settings.keep() - 1 : forgotten()) {
                endStage(rng);
            }
        }
        tell(0, state, transition, !ended && acceptance == 0.0, !ended, false);
    }

    /** Begins the next stage: its power by the weights of the particles as they stand, then resampling and tuning. */
    private void raise(UniformRandomProvider rng) {
        double[] logLikelihoods = population.logLikelihoods();
        double delta = Weights.rise(logLikelihoods, 1.0 - beta, settings.share());
        logEvidence += Weights.logMean(logLikelihoods, delta);
        if (beta < powerOfWbic && powerOfWbic <= beta + delta) {
            double[] moments = Weights.moments(logLikelihoods, powerOfWbic - beta);
            wbic = -moments[0];
            learningCoefficient = powerOfWbic * powerOfWbic * moments[1];
        }
        // 1 itself at the end, not a sum that rounding may leave beside it.
        beta = delta >= 1.0 - beta ? 1.0 : beta + delta;
        population.resample(delta, rng);
        retune();
        stages++;
        sweepsOfStage = 0;
        correlation = Double.NaN;
    }

    /** The metric of the resampled particles; a step that is as long as before in whitened coordinates. */
    private void retune() {
        estimator.reset();
        for (int i = 0; i < population.size(); i += settings.keep()) {
            population.at(i).into(place, beta);
            estimator.add(place.theta(), place.gradient());
        }
        tuning = new HamiltonianTuning(tuning.stepSize(), estimator.estimate());
    }

    private void sweep(UniformRandomProvider rng) {
        int keep = settings.keep();
        int from = keep == 1 ? 0 : sweepsOfStage;
        int to = keep == 1 ? 0 : sweepsOfStage + 1;
        double sum = 0.0;
        for (int way = 0; way < population.size(); way += keep) {
            if (keep > 1) {
                population.at(way + to).set(population.at(way + from));
            }
            sum += move(population.at(way + to), rng);
        }
        acceptance = sum / population.ways();
        tuning = new HamiltonianTuning(tuning.stepSize() * Math.exp(acceptance - settings.targetAcceptance()),
                tuning.metric());
        sweeps++;
        sweepsOfStage++;
    }

    /** Moves a particle by one trajectory; returns its acceptance. */
    private double move(TemperedPoint particle, UniformRandomProvider rng) {
        density.setBeta(beta);
        particle.into(place, beta);
        explorer.step(place, tuning, rng, move);
        gradients += move.gradients();
        divergences += move.diverging() ? 1 : 0;
        if (move.moved()) {
            System.arraycopy(place.theta(), 0, particle.theta(), 0, place.dimension());
            density.keep(particle);
        }
        return move.value(Statistic.ACCEPTANCE_RATE);
    }

    /** Whether the sweeps of the stage are enough, or more would be of no use. */
    private boolean forgotten() {
        double before = correlation;
        correlation = population.jumpCorrelation();
        boolean stalled = correlation > STALLED * before && acceptance > 0.5 * settings.targetAcceptance();
        return correlation < FORGOTTEN || stalled || sweepsOfStage >= settings.mostMoves();
    }

    private void endStage(UniformRandomProvider rng) {
        sweepsAtEnd = sweeps;
        worstCorrelation = worstCorrelation >= correlation ? worstCorrelation : correlation;
        if (beta == 1.0) {
            arrived = true;
            population.shuffle(rng);
        }
    }

    @Override
    public void finish(ChainState state) {
        // Particles that have not arrived stay where they are; their draws say so.
    }

    @Override
    public void draw(ChainState state, UniformRandomProvider rng, Transition transition) {
        gradients = 0;
        divergences = 0;
        acceptance = Double.NaN;
        int particle = drawn % population.size();
        if (drawn >= population.size()) {
            double sum = 0.0;
            for (int i = 0; i < sweepsOfStage; i++) {
                sum += move(population.at(particle), rng);
            }
            acceptance = sum / sweepsOfStage;
        }
        drawn++;
        tell(particle, state, transition, divergences > 0, drawn > population.size(), !arrived);
    }

    private void tell(int particle, ChainState state, Transition transition, boolean diverging, boolean moved,
            boolean cut) {
        population.at(particle).into(state, beta);
        transition.report(state.logDensity(), gradients, diverging, moved, cut);
        transition.set(SmcStatistics.AT_ACCEPTANCE, acceptance);
        transition.set(SmcStatistics.AT_STEP_SIZE, tuning.stepSize());
        transition.set(SmcStatistics.AT_BETA, beta);
        transition.set(SmcStatistics.AT_LOG_LIKELIHOOD, population.at(particle).logLikelihood());
        transition.set(SmcStatistics.AT_LOG_EVIDENCE, logEvidence);
        transition.set(SmcStatistics.AT_STAGES, stages);
        transition.set(SmcStatistics.AT_JUMP_CORRELATION, correlation);
        transition.set(SmcStatistics.AT_WORST_CORRELATION, worstCorrelation);
        transition.set(SmcStatistics.AT_ANCESTOR, population.ancestor(particle));
        transition.set(SmcStatistics.AT_ANCESTORS, population.lines());
        transition.set(SmcStatistics.AT_DIVERGENT_MOVES, divergences);
        transition.set(SmcStatistics.AT_WBIC, wbic);
        transition.set(SmcStatistics.AT_LEARNING_COEFFICIENT, learningCoefficient);
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeDouble(beta);
        out.writeDouble(logEvidence);
        out.writeInt(stages);
        out.writeInt(sweeps);
        out.writeInt(sweepsOfStage);
        out.writeInt(sweepsAtEnd);
        out.writeBoolean(arrived);
        out.writeDouble(correlation);
        out.writeDouble(worstCorrelation);
        out.writeDouble(wbic);
        out.writeDouble(learningCoefficient);
        out.writeInt(drawn);
        out.writeDouble(tuning.stepSize());
        tuning.metric().write(out);
        population.save(out);
    }

    @Override
    public void load(DataInput in) throws IOException {
        beta = in.readDouble();
        logEvidence = in.readDouble();
        stages = in.readInt();
        sweeps = in.readInt();
        sweepsOfStage = in.readInt();
        sweepsAtEnd = in.readInt();
        arrived = in.readBoolean();
        correlation = in.readDouble();
        worstCorrelation = in.readDouble();
        wbic = in.readDouble();
        learningCoefficient = in.readDouble();
        drawn = in.readInt();
        double stepSize = in.readDouble();
        tuning = new HamiltonianTuning(stepSize, MetricReader.read(in));
        population.load(in);
    }
}
