package ergodic.sampler.methods;

import ergodic.sampler.chees.CheesType;
import ergodic.sampler.dropout.DropoutType;
import ergodic.sampler.gist.GistType;
import ergodic.sampler.hmc.HmcType;
import ergodic.sampler.hmc.NutsType;
import ergodic.sampler.langevin.SgldType;
import ergodic.sampler.laplace.LaplaceType;
import ergodic.sampler.lastlayer.LastLayerType;
import ergodic.sampler.mala.MalaType;
import ergodic.sampler.mams.MamsType;
import ergodic.sampler.map.MapType;
import ergodic.sampler.mclmc.MclmcType;
import ergodic.sampler.method.MethodType;
import ergodic.sampler.metropolis.RandomWalkType;
import ergodic.sampler.pathfinder.PathfinderType;
import ergodic.sampler.slice.EllipticalSliceType;
import ergodic.sampler.smc.SmcType;
import ergodic.sampler.smile.SmileType;
import ergodic.sampler.stochastic.SghmcType;
import ergodic.sampler.stochastic.SgnhtType;
import ergodic.sampler.stochastic.UbuType;
import ergodic.sampler.svgd.SvgdType;
import ergodic.sampler.swag.SwagType;
import ergodic.sampler.tempering.TemperingType;
import ergodic.sampler.underdamped.UnderdampedType;
import ergodic.sampler.variational.VariationalType;
import ergodic.sampler.walnuts.WalnutsType;
import java.util.List;
import java.util.Optional;

/** The methods that a configuration can name: a line each. */
public final class Methods {

    /** All of them, in the order of the documentation. */
    public static final List<MethodType> ALL = List.of(
            new NutsType(),
            new HmcType(),
            new CheesType(),
            new GistType(),
            new WalnutsType(),
            new MalaType(),
            new RandomWalkType(),
            new EllipticalSliceType(),
            new MclmcType(),
            new MamsType(),
            new UnderdampedType(),
            new TemperingType(),
            new SmcType(),
            new SgldType(),
            new SghmcType(),
            new SgnhtType(),
            new UbuType(),
            new SmileType(),
            new PathfinderType(),
            new SwagType(),
            new VariationalType(),
            new DropoutType(),
            new LaplaceType(),
            new LastLayerType(),
            new SvgdType(),
            new MapType());

    /** Taken where none is named, and proposed where another does not fit: an exact one of chains, for posteriors of any kind. */
    public static final MethodType DEFAULT = ALL.getFirst();

    private Methods() {}

    /** Their names. */
    public static List<String> names() {
        return ALL.stream().map(MethodType::name).toList();
    }

    /** The method of this name. */
    public static Optional<MethodType> named(String name) {
        return ALL.stream().filter(type -> type.name().equals(name)).findFirst();
    }
}
