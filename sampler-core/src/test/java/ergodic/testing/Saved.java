package ergodic.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;

/** What a kernel, a tuner, a fit or a part of one saves, and what another one makes of it. */
public final class Saved {

    /** Its {@code save}. */
    @FunctionalInterface
    public interface Saving {

        /** Writes all of it. */
        void save(DataOutput out) throws IOException;
    }

    /** Its {@code load}. */
    @FunctionalInterface
    public interface Loading {

        /** Reads what was written. */
        void load(DataInput in) throws IOException;
    }

    private Saved() {}

    /** What is saved. */
    public static byte[] bytes(Saving saving) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        saving.save(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    /** Loads what was saved. */
    public static void load(byte[] saved, Loading loading) throws IOException {
        loading.load(new DataInputStream(new ByteArrayInputStream(saved)));
    }

    /** Brings what one saves to another one. */
    public static void move(Saving from, Loading to) throws IOException {
        load(bytes(from), to);
    }
}
