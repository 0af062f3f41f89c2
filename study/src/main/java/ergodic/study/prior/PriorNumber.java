package ergodic.study.prior;

/**
 * One number of a prior.
 *
 * @param key
 *            its name in JSON
 * @param label
 *            what it is, with its unit
 * @param training
 *            at inputs of training rows
 * @param probes
 *            at the probe inputs
 */
public record PriorNumber(String key, String label, double training, double probes) {}
