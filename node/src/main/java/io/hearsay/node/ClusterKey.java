package io.hearsay.node;

import io.hearsay.stack.KeyRing;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A cluster key's number and fingerprint, which may be shown, unlike the key. */
final class ClusterKey {
    private static final byte[] PURPOSE = {'h', 'e', 'a', 'r', 's', 'a', 'y', ' ', 'k', 'e', 'y'};
    private static final int FINGERPRINT_BYTES = 8;

    private ClusterKey() {}

    /** A ring of these keys; the first seals. Without any, it is insecure. */
    static KeyRing ring(List<byte[]> keys) {
        if (keys.isEmpty()) return KeyRing.insecure();
        KeyRing ring = KeyRing.of(number(keys.get(0)), keys.get(0));
        for (byte[] key : keys.subList(1, keys.size())) ring.install(number(key), key);
        return ring;
    }

    /** The first four bytes of the fingerprint; never 0, which means no key. */
    static int number(byte[] key) {
        int number = ByteBuffer.wrap(digest(key)).getInt();
        return number == 0 ? 1 : number;
    }

    /** Eight bytes of a hash in hexadecimal digits. */
    static String fingerprint(byte[] key) {
        return HexFormat.of().formatHex(digest(key), 0, FINGERPRINT_BYTES);
    }

    private static byte[] digest(byte[] key) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(PURPOSE);
            return sha.digest(key);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
