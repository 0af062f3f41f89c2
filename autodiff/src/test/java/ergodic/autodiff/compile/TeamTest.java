package ergodic.autodiff.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodic.autodiff.Program;
import ergodic.autodiff.ReverseMode;
import ergodic.autodiff.Tensor;
import ergodic.autodiff.Tracer;
import ergodic.autodiff.kernel.Kernels;
import ergodic.autodiff.kernel.provider.KernelProvider;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Threads of one evaluation: what they allocate, what becomes of exceptions and interrupts, and how they end. */
class TeamTest {

    private static final int ROWS = 1000;
    private static final CompileOptions BLOCKS = CompileOptions.defaults().withTileRows(64).withBlockTiles(1);

    private static Program network() {
        Tracer t = new Tracer();
        Tensor weights = t.parameter("weights", 5, 3);
        Tensor hidden = t.rowInput("x", 3).affine(weights, t.parameter("bias", 5)).tanh();
        Tensor residual = t.rowInput("y").minus(hidden.affine(t.parameter("last", 1, 5), t.parameter("end", 1)).get(0));
        t.output("logDensity", residual.square().times(-0.5).sumRows());
        return ReverseMode.gradient(t.build(), "logDensity");
    }

    private static CompiledProgram compiled(CompileOptions options) {
        SplittableRandom random = new SplittableRandom(1);
        return CompiledProgram.compile(network(), RowData.of(ROWS, Map.of("x",
                random.doubles(3L * ROWS, -1, 1).toArray(), "y", random.doubles(ROWS, -1, 1).toArray())), options);
    }

    private static double[] theta(CompiledProgram compiled) {
        return new SplittableRandom(2).doubles(compiled.parameterCount(), -1, 1).toArray();
    }

    private static double[] gradient(CompiledProgram compiled) {
        double[] gradient = new double[compiled.parameterCount()];
        compiled.run(theta(compiled));
        compiled.gradientInto(gradient);
        return gradient;
    }

    private static Set<Thread> helpers() {
        Set<Thread> helpers = new HashSet<>(Thread.getAllStackTraces().keySet());
        helpers.removeIf(thread -> !thread.getName().startsWith("ergodic-rows-"));
        return helpers;
    }

    /** The threads that evaluating a program for the first time starts. */
    private static Set<Thread> started(CompiledProgram compiled) {
        Set<Thread> before = helpers();
        gradient(compiled);
        Set<Thread> started = helpers();
        started.removeAll(before);
        return started;
    }

    @Test
    void noThreadAllocatesOnceAllIsWarm() {
        CompiledProgram compiled = compiled(BLOCKS.withFixedThreads(3));
        Set<Thread> team = started(compiled);
        assertThat(team).hasSize(2).allMatch(Thread::isDaemon);
        team.add(Thread.currentThread());
        long[] ids = team.stream().mapToLong(Thread::threadId).toArray();
        var bean = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        double[] theta = theta(compiled);
        double[] gradient = new double[theta.length];
        int[] some = {3, 200, 7, 7, 999, 5};
        long least = Long.MAX_VALUE;
        // The JIT moves allocations about while it compiles; once all is compiled there are none.
        long patience = System.nanoTime() + 60_000_000_000L;
        while (least > 0 && System.nanoTime() < patience) {
            long[] before = bean.getThreadAllocatedBytes(ids);
            for (int i = 0; i < 200; i++) {
                compiled.run(theta);
                compiled.run(theta, 10, 900);
                compiled.run(theta, some, some.length);
                compiled.gradientInto(gradient);
            }
            long[] after = bean.getThreadAllocatedBytes(ids);
            long bytes = 0;
            for (int i = 0; i < ids.length; i++) {
                bytes += after[i] - before[i];
            }
            // What the bean's own arrays take, on this thread.
            least = Math.min(least, Math.max(0, bytes - 512));
        }
        assertThat(least).isZero();
    }

    @Test
    void anExceptionInAnyThreadReachesTheCaller() {
        AtomicInteger calls = new AtomicInteger(-1);
        CompiledProgram compiled = compiled(BLOCKS.withKernels(failing(calls)).withFixedThreads(3));
        double[] expected = gradient(compiled);
        double[] theta = theta(compiled);
        for (int failAt = 1; failAt < 16; failAt++) {
            calls.set(failAt);
            assertThatThrownBy(() -> compiled.run(theta)).as("call %s fails", failAt).hasMessage("no luck");
            calls.set(-1);
            assertThat(gradient(compiled)).as("after call %s failed", failAt).isEqualTo(expected);
        }
    }

    /** Kernels whose unary functions fail when the number of calls left reaches 0. */
    private static Kernels failing(AtomicInteger callsLeft) {
        Kernels real = KernelProvider.scalar();
        return (Kernels) Proxy.newProxyInstance(Kernels.class.getClassLoader(), new Class<?>[]{Kernels.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("in")) {
                        return proxy;
                    }
                    if (method.getName().equals("unary") && callsLeft.decrementAndGet() == 0) {
                        throw new IllegalStateException("no luck");
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }

    @Test
    void anInterruptedThreadGetsItsResultAndStaysInterrupted() {
        CompiledProgram compiled = compiled(BLOCKS.withFixedThreads(2));
        double[] expected = gradient(compiled);
        for (int i = 0; i < 100; i++) {
            Thread.currentThread().interrupt();
            double[] actual = gradient(compiled);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(actual).isEqualTo(expected);
        }
    }

    @Test
    void manyProgramsAtOnceGiveTheSameBits() throws InterruptedException {
        double[] expected = gradient(compiled(BLOCKS));
        AtomicInteger wrong = new AtomicInteger();
        List<Thread> callers = java.util.stream.IntStream.range(0, 4).mapToObj(i -> new Thread(() -> {
            CompiledProgram own = compiled(BLOCKS.withFixedThreads(2 + i));
            for (int k = 0; k < 1000; k++) {
                wrong.addAndGet(java.util.Arrays.equals(gradient(own), expected) ? 0 : 1);
            }
        })).toList();
        callers.forEach(Thread::start);
        for (Thread caller : callers) {
            caller.join();
        }
        assertThat(wrong).hasValue(0);
    }

    @Test
    void threadsEndWhenTheirProgramIsNoLongerReachable() throws InterruptedException {
        Set<Thread> team = started(compiled(BLOCKS.withFixedThreads(4)));
        assertThat(team).hasSize(3);
        for (int i = 0; i < 200 && team.stream().anyMatch(Thread::isAlive); i++) {
            System.gc();
            for (Thread thread : team) {
                thread.join(20);
            }
        }
        assertThat(team).noneMatch(Thread::isAlive);
    }

    @Test
    void oneBlockStartsNoThread() {
        CompiledProgram small = compiled(CompileOptions.defaults().withFixedThreads(4));
        assertThat(started(small)).isEmpty();
    }

    @Test
    void threadsThatAreNoNumberAreRefused() {
        assertThatThrownBy(() -> CompileOptions.defaults().withThreads(0))
                .hasMessage("threads is 0; it must be at least 1");
        assertThatThrownBy(() -> CompileOptions.defaults().withBlockTiles(-1)).hasMessageContaining("blockTiles is -1");
    }
}
