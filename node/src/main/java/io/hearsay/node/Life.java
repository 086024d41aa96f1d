package io.hearsay.node;

import io.hearsay.Batch;
import io.hearsay.NodeId;
import io.hearsay.Peer;
import io.hearsay.stack.Epochs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Begins a life of a node: its name, its epoch, its instance.
 *
 * <p>The name is the configured one, else the one of the last life in the data directory, else the host's name and a
 * random suffix. The epoch is {@code max(persisted + 1, seconds of the clock)}: the clock is a first guess for those
 * who keep nothing, and is compared with nobody's. It is stored before anybody hears of it. The instance is drawn anew.
 */
final class Life {
    private static final String NAME = "node.name";

    private Life() {}

    /**
     * Begins.
     *
     * @throws UncheckedIOException if the journal cannot be written
     */
    static NodeId begin(Optional<String> configuredName, Journal journal, long clockSeconds, SecureRandom random) {
        SortedMap<String, byte[]> past = journal.values();
        String name = configuredName.orElseGet(() -> storedName(past).orElseGet(() -> freshName(random)));
        long epoch = Epochs.next(past.get(Epochs.KEY), clockSeconds);
        TreeMap<String, byte[]> writes = new TreeMap<>();
        writes.put(NAME, name.getBytes(StandardCharsets.UTF_8));
        writes.put(Epochs.KEY, Epochs.digits(epoch));
        try {
            journal.storeNow(new Batch(writes));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot store the node's epoch (" + e.getMessage() + ")", e);
        }
        return new NodeId(name, epoch, instance(random));
    }

    private static long instance(SecureRandom random) {
        long instance = random.nextLong();
        return instance == Peer.UNKNOWN ? instance(random) : instance;
    }

    private static Optional<String> storedName(SortedMap<String, byte[]> past) {
        byte[] name = past.get(NAME);
        return name == null ? Optional.empty() : Optional.of(new String(name, StandardCharsets.UTF_8));
    }

    private static String freshName(SecureRandom random) {
        return ThisHost.name() + "-" + String.format("%06x", random.nextInt(1 << 24));
    }
}
