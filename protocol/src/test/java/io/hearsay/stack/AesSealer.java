package io.hearsay.stack;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The real cipher, written from {@code docs/wire-format.md} and from nothing else. */
final class AesSealer implements Sealer {

    @Override
    public SenderKey derive(byte[] clusterKey, String clusterId, long instance) {
        byte[] purpose = "hearsay 1".getBytes(StandardCharsets.US_ASCII);
        byte[] info = ByteBuffer.allocate(purpose.length + 8)
                .put(purpose)
                .putLong(instance)
                .array();
        byte[] extracted = hmac(clusterId.getBytes(StandardCharsets.UTF_8), clusterKey);
        byte[] first = hmac(extracted, info, new byte[] {1});
        byte[] second = hmac(extracted, first, info, new byte[] {2});
        return new Key(new SecretKeySpec(first, "AES"), Arrays.copyOf(second, 4));
    }

    private static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            for (byte[] part : parts) mac.update(part);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static final class Key implements SenderKey {
        private final SecretKeySpec key;
        private final byte[] prefix;

        Key(SecretKeySpec key, byte[] prefix) {
            this.key = key;
            this.prefix = prefix;
        }

        @Override
        public void seal(long counter, byte[] associated, byte[] buffer, int from, int length) {
            try {
                byte[] sealed = cipher(Cipher.ENCRYPT_MODE, counter, associated).doFinal(buffer, from, length);
                System.arraycopy(sealed, 0, buffer, from, sealed.length);
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public boolean open(long counter, byte[] associated, byte[] buffer, int from, int length) {
            try {
                byte[] opened = cipher(Cipher.DECRYPT_MODE, counter, associated).doFinal(buffer, from, length);
                System.arraycopy(opened, 0, buffer, from, opened.length);
                return true;
            } catch (AEADBadTagException e) {
                return false;
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }

        private Cipher cipher(int mode, long counter, byte[] associated) throws GeneralSecurityException {
            byte[] nonce = ByteBuffer.allocate(12).put(prefix).putLong(counter).array();
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(128, nonce));
            cipher.updateAAD(associated);
            return cipher;
        }
    }
}
