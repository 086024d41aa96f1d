package io.hearsay.membership.keys;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cluster keys of one node: any of them opens, one of them seals.
 *
 * <p>A key has a number, which is in every frame sealed with it, and in hexadecimal digits is its fingerprint: it may
 * be shown, unlike the key. Bound: eight keys. Used by the node's own thread alone.
 */
public final class KeyRing {
    /** How long a key is. */
    public static final int KEY_BYTES = 32;

    /** How many keys a ring holds. */
    public static final int MAX_KEYS = 8;

    /** The number of no key. */
    public static final int NO_KEY = 0;

    private static final byte[] PURPOSE = {'h', 'e', 'a', 'r', 's', 'a', 'y', ' ', 'k', 'e', 'y'};

    /** Few, and looked through with each frame: a list costs no object there. */
    private final List<Key> keys = new ArrayList<>(1);

    private int current = NO_KEY;

    private static final class Key {
        final int id;
        final byte[] bytes;

        Key(int id, byte[] bytes) {
            this.id = id;
            this.bytes = bytes;
        }
    }

    private KeyRing() {}

    /** No key at all: frames carry a checksum instead of a seal, and anybody can forge them. */
    public static KeyRing insecure() {
        return new KeyRing();
    }

    /**
     * A ring of one key, which seals.
     *
     * @param id not 0
     * @param key 32 bytes, copied
     */
    public static KeyRing of(int id, byte[] key) {
        KeyRing ring = new KeyRing();
        ring.put(id, key);
        ring.current = id;
        return ring;
    }

    /** A ring of these keys under their own numbers; the first seals. Without any, it is insecure. */
    public static KeyRing of(List<byte[]> keys) {
        if (keys.isEmpty()) return insecure();
        KeyRing ring = of(number(keys.get(0)), keys.get(0));
        for (byte[] key : keys.subList(1, keys.size())) ring.install(number(key), key);
        return ring;
    }

    /** A key's own number: four bytes of a SHA-256 of it, never 0. */
    public static int number(byte[] key) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(PURPOSE);
            int number = ByteBuffer.wrap(sha.digest(key)).getInt();
            return number == NO_KEY ? 1 : number;
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /** A key's number as it is shown: eight hexadecimal digits. */
    public static String fingerprint(int id) {
        return HexFormat.of().toHexDigits(id);
    }

    /**
     * The number behind a fingerprint.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static int ofFingerprint(String fingerprint) {
        if (!fingerprint.matches("[0-9a-fA-F]{8}"))
            throw new IllegalArgumentException("a key's fingerprint is 8 hexadecimal digits, as `hearsay keys list`"
                    + " shows them, was '" + (fingerprint.length() <= 16 ? fingerprint : "…") + "'");
        return Integer.parseUnsignedInt(fingerprint, 16);
    }

    /** Whether frames are sealed. */
    public boolean isSecure() {
        return current != NO_KEY;
    }

    /**
     * Adds a key that opens.
     *
     * @param id not 0
     * @param key 32 bytes, copied
     * @return false if a key of this number is in the ring already
     * @throws IllegalStateException if the ring is full or insecure; nothing has changed then
     */
    public boolean install(int id, byte[] key) {
        if (!isSecure()) throw new IllegalStateException("this node runs without keys; start it with a key file");
        if (find(id) != null) return false;
        if (keys.size() == MAX_KEYS)
            throw new IllegalStateException("the ring holds " + MAX_KEYS + " keys already; remove one first");
        put(id, key);
        return true;
    }

    private void put(int id, byte[] key) {
        if (id == NO_KEY) throw new IllegalArgumentException("a key's number must not be 0");
        if (key.length != KEY_BYTES)
            throw new IllegalArgumentException("a key has " + KEY_BYTES + " bytes, this one has " + key.length);
        keys.add(new Key(id, key.clone()));
    }

    /** Seals with this key from now on; false if it is not in the ring. */
    public boolean use(int id) {
        if (find(id) == null) return false;
        current = id;
        return true;
    }

    /**
     * Removes a key; false if it was not in the ring.
     *
     * @throws IllegalStateException if it is the one that seals; nothing has changed then
     */
    public boolean remove(int id) {
        if (id == current && isSecure())
            throw new IllegalStateException("this key seals; use another one first, then remove it");
        return keys.removeIf(key -> key.id == id);
    }

    /** The number of the key that seals, 0 without keys. */
    public int current() {
        return current;
    }

    /** The keys' numbers in the order they were installed. */
    public List<Integer> ids() {
        return keys.stream().map(key -> key.id).toList();
    }

    /** The keys' numbers, that of the key that seals first; empty without keys. */
    public List<Integer> sealingFirst() {
        List<Integer> ids = new ArrayList<>(ids());
        if (ids.remove((Object) current)) ids.add(0, current);
        return List.copyOf(ids);
    }

    /** Whether frames under this number can be opened: without keys, only what is not sealed. */
    public boolean has(int id) {
        return isSecure() ? find(id) != null : id == NO_KEY;
    }

    /** The key of this number, to derive others from; it is the ring's own array, and has no place in a log. */
    public byte @Nullable [] key(int id) {
        Key key = find(id);
        return key == null ? null : key.bytes;
    }

    private @Nullable Key find(int id) {
        for (int i = 0; i < keys.size(); i++) if (keys.get(i).id == id) return keys.get(i);
        return null;
    }
}
