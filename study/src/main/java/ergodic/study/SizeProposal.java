package ergodic.study;

/**
 * The network for so many rows, which the table of {@code docs/results.md} suggests.
 *
 * @param units
 *            units of the one hidden layer
 */
record SizeProposal(int units) {

    static SizeProposal of(int rows) {
        return new SizeProposal(rows < 50 ? 4 : rows < 5000 ? 8 : 16);
    }
}
