package io.hearsay.cluster;

/** Hears what members send to this one with {@link Cluster#send}. */
@FunctionalInterface
public interface NoteListener {

    /**
     * Hears one note.
     *
     * @param from the sending member's name
     * @param payload belongs to the listener
     */
    void hear(String from, byte[] payload);
}
