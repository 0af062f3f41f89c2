package ergodic.sampler.run;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A short text that stands for everything that decides the draws of a run: SHA-256 over named parts, in the order in which
 * they are added. Chains, warm-up, thinning and seed need not be added (a checkpoint holds them), nor the number of draws
 * and threads (they may change).
 */
public final class RunFingerprint {

    private final MessageDigest digest;

    /** A fingerprint of nothing yet. */
    public RunFingerprint() {
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Adds a text, such as a line of the configuration. */
    public RunFingerprint add(String name, String value) {
        return add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds numbers, such as a column of the data; their bits count. */
    public RunFingerprint add(String name, double[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Double.BYTES));
        bytes.asDoubleBuffer().put(values);
        return add(name, bytes.array());
    }

    /** Adds bytes, such as those of a file. */
    public RunFingerprint add(String name, byte[] bytes) {
        byte[] key = name.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(2 * Integer.BYTES).putInt(key.length).putInt(bytes.length).flip());
        digest.update(key);
        digest.update(bytes);
        return this;
    }

    /** The fingerprint: 64 hexadecimal digits. Ends the adding. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
