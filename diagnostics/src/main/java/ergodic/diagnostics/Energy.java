package ergodic.diagnostics;

/** What the energies of a Hamiltonian sampler tell. */
public final class Energy {
    private Energy() {}

    /**
     * Estimated fraction of missing information about the energy (Betancourt 2016, eq. 2): the mean square change of the
     * energy from draw to draw, over its variance. Low (below 0.3) where momentum refreshes reach too few energies a
     * step, so that heavy tails are explored slowly.
     *
     * @param energy
     *            energies of one chain's draws
     * @return about 1 when all is well; NaN for fewer than two draws, constant energies, or values that are not finite
     */
    public static double bfmi(double[] energy) {
        double mean = Descriptive.mean(energy);
        double changes = 0;
        double squares = 0;
        for (int i = 0; i < energy.length; i++) {
            squares += (energy[i] - mean) * (energy[i] - mean);
            if (i > 0) {
                changes += (energy[i] - energy[i - 1]) * (energy[i] - energy[i - 1]);
            }
        }
        return changes / squares;
    }
}
