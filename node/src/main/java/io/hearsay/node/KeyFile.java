package io.hearsay.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A file of cluster keys: one to a line, 32 bytes in Base64, the first is the one that seals.
 *
 * <p>Empty lines and those that begin with {@code #} are skipped. Error texts name the line and never its content.
 */
public final class KeyFile {
    /** So many keys are more than any rotation needs. */
    private static final int MAX_KEYS = 8;

    private static final int KEY_BYTES = 32;

    private KeyFile() {}

    /**
     * Reads the keys.
     *
     * @throws UncheckedIOException if the file cannot be read
     * @throws IllegalArgumentException if it holds no keys or something else
     */
    public static List<byte[]> read(Path file) {
        List<byte[]> keys = new ArrayList<>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#")) continue;
            keys.add(key(text, file + ", line " + number));
        }
        if (keys.isEmpty() || keys.size() > MAX_KEYS)
            throw new IllegalArgumentException(file + ": a key file holds 1.." + MAX_KEYS + " keys, this one holds "
                    + keys.size() + "; `hearsay keys generate` makes one");
        return keys;
    }

    /**
     * Reads one key.
     *
     * @param where the text stands, for the message
     * @throws IllegalArgumentException if it is no key
     */
    public static byte[] key(String text, String where) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw notAKey(where + ": this is not Base64");
        }
        if (key.length != KEY_BYTES) throw notAKey(where + ": this has " + key.length + " bytes");
        return key;
    }

    private static IllegalArgumentException notAKey(String problem) {
        return new IllegalArgumentException(
                problem + "; a key is 32 bytes in Base64, as `hearsay keys generate` prints them");
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the key file " + file + " (" + e + ")", e);
        }
    }
}
