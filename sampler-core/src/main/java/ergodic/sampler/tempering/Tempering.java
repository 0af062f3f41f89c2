package ergodic.sampler.tempering;

import ergodic.sampler.ChainState;
import ergodic.sampler.Statistic;
import ergodic.sampler.TemperedLogDensity;
import ergodic.sampler.Transition;
import ergodic.sampler.TransitionKernel;
import ergodic.sampler.Workspace;
import ergodic.sampler.hmc.HamiltonianTuning;
import ergodic.sampler.hmc.HmcSettings;
import ergodic.sampler.hmc.StaticHmc;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Non-reversible parallel tempering (Syed, Bouchard-Cote, Deligiannidis and Doucet 2022): an ensemble of replicas, one at each of the
 * densities {@code prior times likelihood^beta}, beta from 0 to 1. A transition is one scan: each replica is explored at its beta, by
 * Hamiltonian trajectories with a Metropolis test, at beta = 0 by an independent draw of the prior; then neighbours are swapped, the
 * pairs (0,1), (2,3) ... in even scans, (1,2), (3,4) ... in odd ones. Indices are exchanged, not states. The draw is the state at
 * beta = 1.
 *
 * <p>The ensemble is the kernel's own, and saved; the {@link ChainState} holds the state at beta = 1, and is read in the first scan
 * only, whose other replicas begin at draws of the prior.
 */
public final class Tempering implements TransitionKernel<TemperingTuning> {

    private final TemperedDensity density;
    private final StaticHmc explorer;
    @Workspace("names, and numbers that each scan writes")
    private final TemperingStatistics statistics;
    private final int moves;
    private final Ensemble ensemble;
    @Workspace
    private final ChainState place;
    @Workspace
    private final Transition move;
    private boolean begun;
    private int round;
    private long scans;
    @Workspace("counted anew in each scan")
    private int gradients;
    @Workspace
    private boolean targetDiverged;
    @Workspace
    private boolean targetMoved;
    @Workspace
    private int divergences;

    /**
     * A sampler for one chain.
     *
     * @param density
     *            the posterior with its prior
     * @param settings
     *            rungs and trajectories
     */
    public Tempering(TemperedLogDensity density, TemperingSettings settings) {
        this.density = new TemperedDensity(density);
        this.explorer = new StaticHmc(this.density, HmcSettings.ofSteps(settings.steps()).withJitter(0.0, 1.0));
        this.statistics = new TemperingStatistics(settings.rungs());
        this.moves = settings.moves();
        this.ensemble = new Ensemble(settings.rungs(), density.dimension());
        this.place = new ChainState(density.dimension());
        this.move = new Transition(explorer.statistics());
    }

    /** The replicas, for the tuner. */
    public Ensemble ensemble() {
        return ensemble;
    }

    @Override
    public List<Statistic> statistics() {
        return statistics.all();
    }

    @Override
    public void step(ChainState state, TemperingTuning tuning, UniformRandomProvider rng, Transition transition) {
        gradients = 0;
        if (!begun) {
            begin(state, rng);
        }
        if (tuning.round() != round) {
            round = tuning.round();
            scans = 0;
            ensemble.forgetWays();
        }
        List<Rung> rungs = tuning.rungs();
        explore(rungs, rng);
        ensemble.weighSwaps(rungs);
        statistics.noteLikelihoods(ensemble);
        int last = rungs.size() - 1;
        for (int k = (int) (scans & 1); k < last; k += 2) {
            if (rng.nextDouble() < ensemble.swap(k)) {
                ensemble.exchange(k);
                targetMoved |= k + 1 == last;
            }
        }
        scans++;
        ensemble.follow();
        ensemble.at(last).into(state, 1.0);
        transition.report(state.logDensity(), gradients, targetDiverged, targetMoved, false);
        statistics.tell(transition, ensemble, rungs, scans, divergences);
    }

    private void begin(ChainState state, UniformRandomProvider rng) {
        int last = ensemble.size() - 1;
        Replica target = ensemble.at(last);
        System.arraycopy(state.theta(), 0, target.theta, 0, target.theta.length);
        if (!density.place(target)) {
            throw new IllegalStateException(
                    "a transition must start where density and gradient are finite, of the prior too");
        }
        gradients++;
        for (int k = 0; k < last; k++) {
            Replica replica = ensemble.at(k);
            density.drawPriorInto(replica, rng);
            gradients++;
            if (!(replica.logLikelihood > Double.NEGATIVE_INFINITY)) {
                replica.set(target);
            }
        }
        begun = true;
    }

    private void explore(List<Rung> rungs, UniformRandomProvider rng) {
        divergences = 0;
        density.drawPriorInto(ensemble.at(0), rng);
        gradients++;
        ensemble.setAcceptance(0, Double.NaN);
        for (int k = 1; k < rungs.size(); k++) {
            targetMoved = false;
            targetDiverged = false;
            HamiltonianTuning tuning = rungs.get(k).explorer();
            Replica replica = ensemble.at(k);
            density.setBeta(rungs.get(k).beta());
            replica.into(place, rungs.get(k).beta());
            double acceptance = 0.0;
            for (int i = 0; i < moves; i++) {
                explorer.step(place, tuning, rng, move);
                gradients += move.gradients();
                acceptance += move.value(Statistic.ACCEPTANCE_RATE);
                if (move.moved()) {
                    System.arraycopy(place.theta(), 0, replica.theta, 0, replica.theta.length);
                    density.keep(replica);
                    targetMoved = true;
                }
                if (move.diverging()) {
                    divergences++;
                    targetDiverged = true;
                }
            }
            ensemble.setAcceptance(k, acceptance / moves);
        }
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeBoolean(begun);
        out.writeInt(round);
        out.writeLong(scans);
        ensemble.save(out);
    }

    @Override
    public void load(DataInput in) throws IOException {
        begun = in.readBoolean();
        round = in.readInt();
        scans = in.readLong();
        ensemble.load(in);
    }
}
