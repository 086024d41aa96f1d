package io.hearsay.agent.api;

/** One object of a stream; {@link #event} names its kind. */
public interface StreamEvent {

    /** The kind, in small letters. */
    String event();

    /** What a reader that was too slow gets last. */
    static StreamEvent gap(long missed) {
        return new Gap("gap", missed);
    }

    /**
     * The reader was too slow, and the stream ends here.
     *
     * @param missed how many events it did not get, until it was told
     */
    record Gap(String event, long missed) implements StreamEvent {}
}
