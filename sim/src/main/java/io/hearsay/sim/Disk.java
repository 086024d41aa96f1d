package io.hearsay.sim;

import io.hearsay.Batch;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * What a node has stored: a log of batches, each of which is there whole or not at all.
 *
 * <p>A batch is acknowledged once it survives a crash. Of what a crash finds unacknowledged a random number of batches,
 * the first ones, survive too: a disk may have written what it had no time to confirm. The others are lost, the one
 * that it was writing as well: a log that is read again is cut off where a batch is torn.
 */
final class Disk {
    private final SortedMap<String, byte[]> contents = new TreeMap<>();
    private final Deque<Batch> unacknowledged = new ArrayDeque<>();

    void write(Batch batch) {
        unacknowledged.add(batch);
    }

    /** The oldest unacknowledged batch is safe now. */
    void sync() {
        apply(unacknowledged.remove());
    }

    void crash(RandomGenerator random) {
        int survivors = random.nextInt(unacknowledged.size() + 1);
        for (int i = 0; i < survivors; i++) sync();
        unacknowledged.clear();
    }

    void wipe() {
        contents.clear();
        unacknowledged.clear();
    }

    SortedMap<String, byte[]> contents() {
        SortedMap<String, byte[]> copy = new TreeMap<>();
        contents.forEach((key, value) -> copy.put(key, value.clone()));
        return copy;
    }

    private void apply(Batch batch) {
        for (Map.Entry<String, byte[]> write : batch.writes().entrySet()) {
            if (write.getValue().length == 0) contents.remove(write.getKey());
            else contents.put(write.getKey(), write.getValue().clone());
        }
    }
}
