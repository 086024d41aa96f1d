package io.hearsay.node;

import io.hearsay.antientropy.SipHash;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Under which entries of maps are hashed, so that replicas can be compared. */
final class MapsSecret {
    private MapsSecret() {}

    /** Of the cluster's id alone: keys change while it lives, and this must not. */
    static SipHash of(String cluster) {
        try {
            byte[] id = ("hearsay maps of " + cluster).getBytes(StandardCharsets.UTF_8);
            ByteBuffer digest =
                    ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(id));
            return new SipHash(digest.getLong(), digest.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
