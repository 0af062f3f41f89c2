package ergodic.study;

import ergodic.diagnostics.stopping.RunEvidence;
import ergodic.nn.KeptRows;
import ergodic.nn.data.Rows;
import ergodic.nn.predict.Positions;
import ergodic.nn.predict.RowMoments;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.draws.Draws;
import ergodic.sampler.draws.LogSumExpReducer;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.draws.ZarrDraws;
import ergodic.study.config.StoreConfig;
import java.io.IOException;

/** What a run has in its stores while its chains wait. Log densities are summed up draw by draw, each draw once. */
final class StopEvidence implements RunEvidence {

    private final RunFolder folder;
    private final Study study;
    private final RunStores stores;
    private final Rows rows;
    private final LogSumExpReducer sums;
    private int summed;

    StopEvidence(RunFolder folder, Study study, RunStores stores) {
        this.folder = folder;
        this.study = study;
        this.stores = stores;
        this.rows = study.dataset().test();
        this.sums = new LogSumExpReducer(study.plan().sampler().chains(), Math.max(1, rows.count()));
    }

    @Override
    public Draws draws() throws IOException {
        stores.publish();
        return ZarrDraws.open(folder.draws());
    }

    @Override
    public boolean isFunction(Variable variable) {
        return variable.role().identifiable();
    }

    @Override
    public double[][] logDensity(int count) throws IOException {
        double[][] densities = new double[study.plan().sampler().chains()][];
        String keep = study.plan().store().keep();
        if (!keep.equals(StoreConfig.MOMENTS)) {
            sumUp(draws(), keep.equals(StoreConfig.PREDICTIONS), count);
        }
        for (int chain = 0; chain < densities.length; chain++) {
            densities[chain] = keep.equals(StoreConfig.MOMENTS) ? stores.logDensity(chain) : sums.ofChain(chain);
        }
        return densities;
    }

    private void sumUp(Draws draws, boolean components, int count) {
        if (components) {
            RowMoments moments = new RowMoments(study.mixture(), rows);
            double[] values = new double[draws.variable(KeptRows.COMPONENTS).size()];
            double[] unused = new double[rows.count() * moments.width()];
            double[] densities = new double[rows.count()];
            take(count, (chain, draw) -> {
                draws.readInto(KeptRows.COMPONENTS, chain, draw, values);
                moments.into(values, unused, 0, densities, 0);
                sums.accept(chain, draw, densities, 0);
            });
            return;
        }
        Positions positions = study.positions(draws);
        DrawTransform transform = study.rowTransform();
        double[] theta = new double[positions.dimension()];
        double[] values = new double[transform.size()];
        take(count, (chain, draw) -> {
            positions.readInto(chain, draw, theta);
            transform.applyInto(theta, values);
            sums.accept(chain, draw, values, values.length - rows.count());
        });
    }

    /** Takes each draw that was not taken before. */
    private void take(int count, Taker taker) {
        for (int chain = 0; chain < study.plan().sampler().chains(); chain++) {
            for (int draw = summed; draw < count; draw++) {
                taker.take(chain, draw);
            }
        }
        summed = Math.max(summed, count);
    }

    /** Takes one draw. */
    @FunctionalInterface
    private interface Taker {
        void take(int chain, int draw);
    }
}
