package io.hearsay.node;

import io.hearsay.stack.Sealer;
import io.netty.util.concurrent.FastThreadLocal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM with a key of its own for each sending process, so that no nonce is ever used twice.
 *
 * <p>HKDF-SHA256 (RFC 5869) gives 36 bytes from the cluster key, with the cluster id as salt and {@code "hearsay 1"}
 * and the instance's 8 bytes as info: 32 are the AES key, the last 4 begin every nonce, and the counter's 8 bytes end
 * it. Safe for use by many threads: the ciphers belong to the threads, the keys are immutable.
 */
final class AesGcmSealer implements Sealer {
    private static final int KEY_BYTES = 32;
    private static final int PREFIX_BYTES = 4;
    private static final int NONCE_BYTES = 12;
    private static final byte[] PURPOSE = "hearsay 1".getBytes(StandardCharsets.US_ASCII);

    private static final FastThreadLocal<Ciphers> CIPHERS = new FastThreadLocal<>() {
        @Override
        protected Ciphers initialValue() throws GeneralSecurityException {
            return new Ciphers();
        }
    };

    @Override
    public SenderKey derive(byte[] clusterKey, String clusterId, long instance) {
        if (clusterKey.length != KEY_BYTES)
            throw new IllegalArgumentException("a cluster key has 32 bytes, this one has " + clusterKey.length);
        byte[] info = ByteBuffer.allocate(PURPOSE.length + Long.BYTES)
                .put(PURPOSE)
                .putLong(instance)
                .array();
        byte[] derived = hkdf(clusterKey, clusterId.getBytes(StandardCharsets.UTF_8), info, KEY_BYTES + PREFIX_BYTES);
        SecretKeySpec key = new SecretKeySpec(derived, 0, KEY_BYTES, "AES");
        int prefix = ByteBuffer.wrap(derived).getInt(KEY_BYTES);
        Arrays.fill(derived, (byte) 0);
        return new AesGcmKey(key, prefix);
    }

    /** HKDF-SHA256 of RFC 5869, for up to 255 * 32 bytes. */
    static byte[] hkdf(byte[] secret, byte[] salt, byte[] info, int length) {
        byte[] pseudorandom = hmac(salt.length == 0 ? new byte[32] : salt, secret);
        byte[] result = new byte[length];
        byte[] block = new byte[0];
        int done = 0;
        for (int i = 1; done < length; i++) {
            block = hmac(pseudorandom, block, info, new byte[] {(byte) i});
            int count = Math.min(block.length, length - done);
            System.arraycopy(block, 0, result, done, count);
            done += count;
        }
        return result;
    }

    private static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            for (byte[] part : parts) mac.update(part);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every JDK has HmacSHA256", e);
        }
    }

    /** One thread's ciphers: making one costs far more than giving it another key. */
    private static final class Ciphers {
        private final Cipher sealing = Cipher.getInstance("AES/GCM/NoPadding");
        private final Cipher opening = Cipher.getInstance("AES/GCM/NoPadding");
        private final byte[] nonce = new byte[NONCE_BYTES];
        private final ByteBuffer nonceBuffer = ByteBuffer.wrap(nonce);

        /** The JDK copies the whole array when it is to open in place; opened here, the text alone is copied. */
        private byte[] opened = new byte[2048];

        private Ciphers() throws GeneralSecurityException {}

        GCMParameterSpec parameters(int prefix, long counter) {
            nonceBuffer.putInt(0, prefix).putLong(PREFIX_BYTES, counter);
            return new GCMParameterSpec(8 * TAG_BYTES, nonce);
        }
    }

    /** What one process seals with. */
    private record AesGcmKey(SecretKeySpec key, int prefix) implements SenderKey {
        @Override
        public void seal(long counter, byte[] associated, byte[] buffer, int from, int length) {
            Ciphers ciphers = CIPHERS.get();
            try {
                ciphers.sealing.init(Cipher.ENCRYPT_MODE, key, ciphers.parameters(prefix, counter));
                ciphers.sealing.updateAAD(associated);
                ciphers.sealing.doFinal(buffer, from, length, buffer, from);
            } catch (GeneralSecurityException e) {
                throw new AssertionError("sealing " + length + " bytes as number " + counter, e);
            }
        }

        @Override
        public boolean open(long counter, byte[] associated, byte[] buffer, int from, int length) {
            if (length < TAG_BYTES) return false;
            Ciphers ciphers = CIPHERS.get();
            if (ciphers.opened.length < length) ciphers.opened = new byte[length];
            try {
                ciphers.opening.init(Cipher.DECRYPT_MODE, key, ciphers.parameters(prefix, counter));
                ciphers.opening.updateAAD(associated);
                int opened = ciphers.opening.doFinal(buffer, from, length, ciphers.opened, 0);
                System.arraycopy(ciphers.opened, 0, buffer, from, opened);
                return true;
            } catch (AEADBadTagException e) {
                return false;
            } catch (GeneralSecurityException e) {
                throw new AssertionError("opening " + length + " bytes as number " + counter, e);
            }
        }

        /** Says nothing: a key has no place in a log. */
        @Override
        public String toString() {
            return "AesGcmKey";
        }
    }
}
