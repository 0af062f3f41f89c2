package ergodic.nn;

import ergodic.autodiff.RowNumbers;
import ergodic.autodiff.compile.CompileOptions;
import ergodic.autodiff.compile.CompiledProgram;
import ergodic.autodiff.compile.RowData;
import ergodic.autodiff.kernel.Precision;
import ergodic.model.Model;
import ergodic.model.Posterior;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.RowShape;
import ergodic.nn.data.Rows;
import ergodic.nn.layer.Activation;
import ergodic.nn.layer.Layer;
import ergodic.nn.likelihood.BernoulliLikelihood;
import ergodic.nn.likelihood.BetaLikelihood;
import ergodic.nn.likelihood.CategoricalLikelihood;
import ergodic.nn.likelihood.GammaLikelihood;
import ergodic.nn.likelihood.GaussianLikelihood;
import ergodic.nn.likelihood.Likelihood;
import ergodic.nn.likelihood.PoissonLikelihood;
import ergodic.nn.predict.Mixture;
import ergodic.nn.predict.PathSimulator;
import ergodic.nn.predict.Positions;
import ergodic.nn.predict.Prediction;
import ergodic.nn.predict.Predictor;
import ergodic.nn.predict.RowMoments;
import ergodic.nn.prior.PriorSpec;
import ergodic.nn.prior.WeightPrior;
import ergodic.sampler.StartingPoint;
import ergodic.sampler.draws.CentredTransform;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.draws.Draws;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.draws.VariableRole;
import ergodic.sampler.hmc.NutsMethod;
import ergodic.sampler.hmc.WarmupSettings;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.run.ChainFactory;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A network over a data set, compiled: what chains run with, and predictions from their draws. May be used by several
 * threads. Start {@code java} with {@value ergodic.autodiff.kernel.provider.KernelProvider#FLAGS}.
 *
 * <pre>{@code
 * Dataset data = Dataset.read(DataSpec.of(file, "sound_pressure").withTest(new SplitSpec.Fraction(0.2, 0)),
 *         TargetKind.NUMBER);
 * BayesianNetwork network = BayesianNetwork.on(data).hidden(16, 16).activation("tanh").build();
 * MemoryDraws draws = new MemoryDraws(4, network.variables());
 * Sampling.run(RunSettings.of(4, 500, 500, 1), network.nuts(500), draws);
 * Metrics metrics = Metrics.of(network.predict(draws, data.test()));
 * }</pre>
 */
// Longer than 400 lines because it is the front door: every word of its builder stands here with its contract.
public final class BayesianNetwork {

    /** Name of the training targets in a store, and of the log likelihoods of the rows there. */
    public static final String OBSERVED = "y";

    /** Most probe rows at which functions are stored with each draw. */
    public static final int PROBES = 20;

    private final Dataset data;
    private final Likelihood likelihood;
    private final WarmStartSettings warmStart;
    private final boolean byOneImage;
    private final double temperature;
    private final Rows probes;
    private final NetworkModel network;
    private final Posterior posterior;
    /** By rows whose predictions are kept, which are compared by identity. */
    private final IdentityHashMap<Rows, CompiledProgram> forwards = new IdentityHashMap<>();
    private final IdentityHashMap<Rows, CompiledProgram> linearised = new IdentityHashMap<>();

    private BayesianNetwork(Dataset data, NetworkSpec spec, PriorSpec priors, Likelihood likelihood,
            WarmStartSettings warmStart, double temperature, CompileOptions options) {
        if (likelihood.targetKind() != data.target().kind()) {
            throw new IllegalArgumentException("the likelihood wants a target of kind " + likelihood.targetKind()
                    + ", but the data were read with a target of kind " + data.target().kind());
        }
        NetworkModel.requireBeside(likelihood, data.target(), data.train().beside());
        this.data = data;
        this.likelihood = likelihood;
        this.warmStart = warmStart;
        this.temperature = temperature;
        this.probes = probes(data.test().count() > 0 ? data.test() : data.train());
        this.network = NetworkModel.of(spec, priors, likelihood, data.target(), probes,
                1 / temperature);
        Rows train = data.train();
        RowData rows = NetworkModel.inputs(train).with(NetworkModel.TARGET, RowNumbers.of(train.target(), 1));
        this.byOneImage = spec.fittedByOne() && train.shape() instanceof RowShape.Image && !spec.changes().isEmpty();
        if (byOneImage && train.shape() instanceof RowShape.Image image) {
            List<PixelMap> maps = ImageChange.maps(spec.changes(), image);
            NetworkModel one = NetworkModel.of(spec.ofOneImage(), priors, likelihood, data.target(), probes,
                    1 / temperature);
            RowData views = rows.repeated(maps.size()).with(NetworkModel.INPUTS,
                    new ChangedImages(train.numbersIn(), maps));
            this.posterior = network.model().compileByViews(rows, one.model(), views, options);
        } else {
            this.posterior = network.model().compile(rows, options);
        }
    }

    /** Begins the description of a network over these data. */
    public static Builder on(Dataset data) {
        return new Builder(data);
    }

    /** A network over these data, whose posterior is compiled with these options. */
    public static BayesianNetwork of(Dataset data, NetworkSpec network, PriorSpec priors, Likelihood likelihood,
            WarmStartSettings warmStart, CompileOptions options) {
        return of(data, network, priors, likelihood, warmStart, 1, options);
    }

    /**
     * The same at a temperature.
     *
     * @param temperature
     *            see {@link #temperature}
     */
    public static BayesianNetwork of(Dataset data, NetworkSpec network, PriorSpec priors, Likelihood likelihood,
            WarmStartSettings warmStart, double temperature, CompileOptions options) {
        return new BayesianNetwork(data, network, priors, likelihood, warmStart, temperature, options);
    }

    private static Rows probes(Rows rows) {
        int count = Math.min(PROBES, rows.count());
        int[] positions = new int[count];
        Arrays.setAll(positions, i -> (int) ((long) i * rows.count() / count));
        return rows.subset(positions);
    }

    /** The data. */
    public Dataset data() {
        return data;
    }

    /** The likelihood. */
    public Likelihood likelihood() {
        return likelihood;
    }

    /** Its layers from the inputs on, the one of the outputs last. */
    public List<LayerLine> layers() {
        return network.layers();
    }

    /** What its layers declared, in the order of the coordinates. */
    public List<WeightBlock> blocks() {
        return network.blocks();
    }

    /** Whether a gradient sees one of the images of each row that outputs are averaged over; see {@link NetworkSpec#fittedByOneImage}. */
    public boolean fitsByOneImage() {
        return byOneImage;
    }

    /** How chains find their start. */
    public WarmStartSettings warmStart() {
        return warmStart;
    }

    /**
     * Temperature T of the likelihood: what is sampled is {@code prior * likelihood^(1/T)}, the posterior of the model only where T is 1.
     */
    public double temperature() {
        return temperature;
    }

    /** Numbers in which the posterior computes values of single rows. */
    public Precision precision() {
        return posterior.program().options().precision();
    }

    /** The model: named parameters, programs. */
    public Model model() {
        return network.model();
    }

    /** Rows, evenly spread over the test rows (the training rows if there are none), at whose inputs functions are stored. */
    public Rows probes() {
        return probes;
    }

    /** The posterior over the training rows, for one chain. */
    public Posterior posterior() {
        return posterior.fork();
    }

    /** What is stored of a position, for one chain. */
    public DrawTransform transform() {
        return posterior.transform();
    }

    /** What is stored of each draw of a method, for one chain. */
    public DrawTransform transform(SamplingMethod method) {
        return posterior.transform(method);
    }

    /** The variables that are stored of each draw of a method. */
    public List<Variable> variables(SamplingMethod method) {
        return transform(method).variables();
    }

    /**
     * What is made of a position where its weights need not be kept, for one chain: first what is not identifiable, such as
     * weights, then functions, then what the draw predicts at these rows ({@link VariableRole#COMPONENT}).
     *
     * @param method
     *            whose draws
     * @param rows
     *            at least one row
     * @param kept
     *            what of their predictions
     */
    public CentredTransform transform(SamplingMethod method, Rows rows, KeptRows kept) {
        return transform(method, rows, kept, functionsLast(method));
    }

    /**
     * The same with the log likelihood of each training row before what the draw predicts ({@link VariableRole#LOG_LIKELIHOOD}, under the name
     * {@link #OBSERVED}).
     *
     * @param method
     *            whose draws
     * @param rows
     *            at least one row
     * @param kept
     *            what of their predictions
     */
    public CentredTransform transformWithLogLikelihood(SamplingMethod method, Rows rows, KeptRows kept) {
        return transform(method, rows, kept, withLogLikelihood(method, functionsLast(method)));
    }

    /** What is stored of a position, and then the log likelihood of each training row. */
    public DrawTransform transformWithLogLikelihood(SamplingMethod method) {
        return withLogLikelihood(method, posterior.transform(method, variable -> false));
    }

    private CentredTransform functionsLast(SamplingMethod method) {
        return posterior.transform(method, variable -> variable.role().identifiable());
    }

    private CentredTransform withLogLikelihood(SamplingMethod method, CentredTransform base) {
        return new LikelihoodTransform(base, forward(method, data.train()), likelihood.mixture(data.target()),
                data.train(), OBSERVED);
    }

    /**
     * What another transform of this network's gives, and behind it sums of what the draw predicts at other rows ({@link KeptRows#OTHERS}).
     *
     * @param method
     *            whose draws
     * @param before
     *            what comes first
     * @param others
     *            further rows, such as some out of distribution; at least one
     */
    public CentredTransform withOthers(SamplingMethod method, CentredTransform before, Rows others) {
        Mixture mixture = likelihood.mixture(data.target());
        return new RowTransform(before, forward(method, others), others.count(), mixture.parameters(),
                new RowMoments(mixture, others), KeptRows.OTHERS);
    }

    /** The forward part over rows, for one chain; chains share the rows. */
    private synchronized CompiledProgram forward(SamplingMethod method, Rows rows) {
        return (method.linearised() ? linearised : forwards).computeIfAbsent(rows,
                some -> CompiledProgram.compile(method.linearised() ? model().linearisedProgram(NetworkModel.PREDICTIVE)
                        : model().program(NetworkModel.PREDICTIVE), NetworkModel.inputs(some)))
                .fork();
    }

    private CentredTransform transform(SamplingMethod method, Rows rows, KeptRows kept, CentredTransform base) {
        if (rows.count() == 0) {
            throw new IllegalArgumentException("there are no rows whose predictions could be kept");
        }
        Mixture mixture = likelihood.mixture(data.target());
        return new RowTransform(base, forward(method, rows), rows.count(), mixture.parameters(),
                kept == KeptRows.DRAWS ? null : new RowMoments(mixture, rows));
    }

    /** What is stored of each draw. */
    public List<Variable> variables() {
        return network.model().variables();
    }

    /**
     * Names of the stored variables on which convergence is judged: predictions at the probes, noise, scales of layers;
     * not the weights, which are not identifiable.
     */
    public List<String> functions() {
        return network.model().functions();
    }

    /** Where chains start: near modes of their own, or at random weights if the warm start is not enabled. */
    public StartingPoint start() {
        return new WarmStart(network::drawStartInto, warmStart, network.heldByOptimiser());
    }

    /**
     * Chains by NUTS with windowed warm-up of a diagonal metric, target acceptance 0.8.
     *
     * @param warmup
     *            transitions of the warm-up, as in {@link ergodic.sampler.run.RunSettings}
     */
    public ChainFactory nuts(int warmup) {
        return chains(NutsMethod.of(warmup));
    }

    /** Chains by NUTS with a warm-up of these settings: metric, target acceptance. */
    public ChainFactory nuts(WarmupSettings warmup) {
        return chains(NutsMethod.of(warmup));
    }

    /** Chains by any method with its settings, such as {@code SgldMethod.of(100, 1e-5)}. */
    public ChainFactory chains(SamplingMethod method) {
        return posterior.chains(method, start());
    }

    /** Predicts from positions of this network. */
    public Predictor predictor() {
        return predictor(false);
    }

    /** Predicts from the positions of these draws, as {@link #positions} reads them. */
    public Predictor predictor(Draws draws) {
        return predictor(CentredPositions.are(draws));
    }

    /**
     * The same, with class probabilities by the probit approximation of each fit's logits ({@link Predictor#byProbit}).
     *
     * @throws IllegalArgumentException
     *             if the outputs are no logits of classes
     */
    public Predictor predictorByProbit(Draws draws) {
        requireLogits();
        return predictor(draws).byProbit();
    }

    /**
     * Refuses likelihoods whose outputs are no logits of classes, of which there are no predictions by probit.
     *
     * @throws IllegalArgumentException
     *             in a sentence
     */
    public void requireLogits() {
        if (!likelihood.ofLogits()) {
            throw new IllegalArgumentException("predictions by probit need a likelihood whose outputs are logits of"
                    + " classes (bernoulli or categorical), and this one's are not; take those of the linearised network");
        }
    }

    private Predictor predictor(boolean linearised) {
        return new Predictor(
                new CompiledForward(network.model(), NetworkModel.PREDICTIVE, NetworkModel::inputs, linearised),
                () -> likelihood.mixture(data.target()));
    }

    /**
     * What {@link #predictor(Draws)} predicts from: where the draws have a centre, position and centre, and the network is
     * that which is linear there.
     */
    public Positions positions(Draws draws) {
        return CentredPositions.of(network.model(), draws);
    }

    /** Simulates paths of several steps of a series, from the {@link #positions} of draws; the data must {@link Dataset#feedsBack}. */
    public PathSimulator paths(Draws draws) {
        return new PathSimulator(
                new CompiledForward(network.model(), NetworkModel.PREDICTIVE, NetworkModel::inputs,
                        CentredPositions.are(draws), 1),
                () -> likelihood.mixture(data.target()), data::after);
    }

    /**
     * Predicts rows from all draws of all chains, in standardised units.
     *
     * @param draws
     *            draws of this network's posterior
     * @param rows
     *            what to predict
     * @param levels
     *            levels of the quantiles wanted
     */
    public Prediction predict(Draws draws, Rows rows, double... levels) {
        return predictor(draws).predict(positions(draws), rows, levels);
    }

    @Override
    public String toString() {
        return "network with " + model().dimension() + " unknowns over " + data.train().count() + " training rows of "
                + data.inputs() + " inputs, " + likelihood;
    }

    /** Describes a network; what is not said has the default of the configuration. */
    public static final class Builder {

        private final Dataset data;
        private int[] hidden = {16, 16};
        private Activation activation = Activation.TANH;
        private @Nullable NetworkSpec network;
        private ImageChange[] changes = {};
        private boolean byOne;
        private PriorSpec priors = PriorSpec.standardNormal();
        private Likelihood likelihood;
        private WarmStartSettings warmStart = WarmStartSettings.defaults();
        private double temperature = 1;
        private Precision precision = Precision.FLOAT64;

        private Builder(Dataset data) {
            this.data = data;
            this.likelihood = switch (data.target().kind()) {
                case NUMBER -> new GaussianLikelihood();
                case POSITIVE -> new GammaLikelihood();
                case SHARE -> new BetaLikelihood();
                case BINARY -> new BernoulliLikelihood();
                case CLASSES -> new CategoricalLikelihood();
                case COUNT -> new PoissonLikelihood();
            };
        }

        /** Units of the hidden layers, from the inputs on; none for a linear model. Default 16, 16. */
        public Builder hidden(int... units) {
            hidden = units.clone();
            return this;
        }

        /**
         * Layers, from the inputs on, in place of hidden ones; the output layer comes after them by itself. They take rows of
         * the data's shape ({@link Dataset#shape}).
         */
        public Builder layers(Layer... layers) {
            network = NetworkSpec.of(layers);
            return this;
        }

        /** Changes of images over which outputs are averaged; see {@link NetworkSpec#averagedOver}. Default none. */
        public Builder averagedOver(ImageChange... over) {
            changes = over.clone();
            return this;
        }

        /** Gradients see one of a row's images, drawn anew; see {@link NetworkSpec#fittedByOneImage}. For fits. */
        public Builder fittedByOneImage() {
            byOne = true;
            return this;
        }

        /** Activation of the hidden layers, by its name in configurations. Default {@code tanh}. */
        public Builder activation(String name) {
            activation = Activation.of(name);
            return this;
        }

        /** Activation of the hidden layers. Default tanh. */
        public Builder activation(Activation function) {
            activation = function;
            return this;
        }

        /** Prior of the weights; that of the biases stays. Default standard normal. */
        public Builder weights(WeightPrior prior) {
            priors = priors.with(VariableRole.WEIGHT, prior);
            return this;
        }

        /** Prior of the weights of the layer of the outputs. Default that of all weights. */
        public Builder outputs(WeightPrior prior) {
            priors = priors.withOutputs(prior);
            return this;
        }

        /** Prior of the biases. Default standard normal. */
        public Builder biases(WeightPrior prior) {
            priors = priors.with(VariableRole.BIAS, prior);
            return this;
        }

        /** Prior of the gains of normalisations, about 1. Default N(1, 0.5). */
        public Builder gains(WeightPrior prior) {
            priors = priors.with(VariableRole.GAIN, prior);
            return this;
        }

        /** Likelihood. Default by the kind of target: normal with constant noise, gamma, beta, Bernoulli, categorical, Poisson. */
        public Builder likelihood(Likelihood family) {
            likelihood = family;
            return this;
        }

        /** How chains find their start. */
        public Builder warmStart(WarmStartSettings settings) {
            warmStart = settings;
            return this;
        }

        /** Numbers in which the posterior computes values of single rows. Default doubles. */
        public Builder precision(Precision numbers) {
            precision = numbers;
            return this;
        }

        /**
         * Temperature T: what is sampled is {@code prior * likelihood^(1/T)}, which other than at 1, the default, is not the posterior of the
         * model, and is said to be none.
         */
        public Builder temperature(double value) {
            temperature = value;
            return this;
        }

        /** The network, compiled. */
        public BayesianNetwork build() {
            NetworkSpec spec = (network == null ? NetworkSpec.of(activation, hidden) : network).averagedOver(changes);
            return new BayesianNetwork(data, byOne ? spec.fittedByOneImage() : spec, priors, likelihood, warmStart,
                    temperature, CompileOptions.defaults().withPrecision(precision));
        }
    }
}
