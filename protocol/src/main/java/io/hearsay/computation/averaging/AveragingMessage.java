package io.hearsay.computation.averaging;

import io.hearsay.Message;

/** What averaging nodes say to each other. */
public sealed interface AveragingMessage extends Message {

    /** The sender's epoch, 0 or more. */
    long epoch();

    /**
     * To a random peer, once a cycle: let us both take the average.
     *
     * @param sequence numbers the sender's requests; the {@link Reply} repeats it
     * @param value the sender's, finite
     */
    record Request(long epoch, long sequence, double value) implements AveragingMessage {
        public Request {
            check(epoch, sequence, value);
        }
    }

    /**
     * Answers a {@link Request}. In another epoch than the request's nothing has moved; a later one is to be jumped to.
     *
     * @param moved what the answering side has added to its value and the asking side takes off its own, finite
     */
    record Reply(long epoch, long sequence, double moved) implements AveragingMessage {
        public Reply {
            check(epoch, sequence, moved);
        }
    }

    private static void check(long epoch, long sequence, double number) {
        if (epoch < 0 || sequence < 0)
            throw new IllegalArgumentException(
                    "epoch and sequence must be 0 or more, were " + epoch + " and " + sequence);
        if (!Double.isFinite(number)) throw new IllegalArgumentException("must be finite, was " + number);
    }
}
