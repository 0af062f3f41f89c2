/**
 * What the scripts in {@code jmh-benchmarks/peers} run to time Ergodic beside other libraries: the data and reference
 * gradients of all networks ({@link ergodic.benchmarks.peers.PeerData}), and times of one
 * ({@link ergodic.benchmarks.peers.PeerTimes}).
 */
@NullMarked
package ergodic.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
