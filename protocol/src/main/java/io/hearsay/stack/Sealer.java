package io.hearsay.stack;

/**
 * The cipher: authenticated encryption of frames.
 *
 * <p>A node uses AES-256-GCM, the simulator a cheap keyed checksum; what is sealed, with which nonce and bound to what,
 * is the stack's business and the same for both.
 */
public interface Sealer {

    /** How many bytes a sealed text is longer than the plain one. */
    int TAG_BYTES = 16;

    /**
     * Derives the key with which one process seals all it sends.
     *
     * @param clusterKey 32 secret bytes
     * @param clusterId bound into the derived key
     * @param instance the sending process
     */
    SenderKey derive(byte[] clusterKey, String clusterId, long instance);

    /** One process's sending key. */
    interface SenderKey {

        /**
         * Seals a text in place; the tag follows it.
         *
         * @param counter the nonce, never used twice by its process
         * @param associated what is authenticated and not sent along; all of the array
         * @param buffer has room for {@link #TAG_BYTES} behind {@code from + length}
         */
        void seal(long counter, byte[] associated, byte[] buffer, int from, int length);

        /**
         * Opens a sealed text in place.
         *
         * @param length of the sealed text, tag included
         * @return false if it is not what the process sealed with that counter and associated data; the buffer is then
         *     undefined
         */
        boolean open(long counter, byte[] associated, byte[] buffer, int from, int length);
    }
}
