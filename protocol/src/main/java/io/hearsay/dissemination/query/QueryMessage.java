package io.hearsay.dissemination.query;

import io.hearsay.Message;
import java.nio.charset.StandardCharsets;

/** What is said to ask others and to answer them. Numbers are the asking process's own, from 1. */
public sealed interface QueryMessage extends Message {
    /** The longest name of a handler, in bytes of UTF-8. */
    int MAX_HANDLER_BYTES = 64;

    /** The longest time-out: five minutes. */
    int MAX_TIMEOUT_MILLIS = 300_000;

    /** The longest text of a refusal, in bytes of UTF-8. */
    int MAX_TEXT_BYTES = 512;

    /** The largest body of a message that comes in pieces; a node's own limit is lower. */
    int MAX_SIZE_BYTES = 17 << 20;

    /** The most bytes in one piece, so that it fits a message on a link. */
    int MAX_PIECE_BYTES = 15 << 10;

    /** The number that the message is about. */
    long number();

    /**
     * Asks the handler of this name; sent to each member that is asked, and again while it is silent. Answered by
     * {@link Answer} or {@link Refusal}.
     *
     * @param timeoutMillis nobody waits for the answer longer
     * @param handler 0..64 bytes of UTF-8; empty for the one that answers what is asked of this member alone
     */
    record Question(long number, int timeoutMillis, String handler, Content payload) implements QueryMessage {
        public Question {
            check("timeout", timeoutMillis, 1, MAX_TIMEOUT_MILLIS);
            check("bytes of a handler's name", utf8(handler), 0, MAX_HANDLER_BYTES);
        }
    }

    /** What the handler says. Answers {@link Question}. */
    record Answer(long number, Content payload) implements QueryMessage {}

    /** Why there is no answer. Answers {@link Question}. */
    record Refusal(long number, Refused why, String text) implements QueryMessage {
        public Refusal {
            check("bytes of a refusal's text", utf8(text), 0, MAX_TEXT_BYTES);
        }
    }

    /** Something to know; nothing answers it. */
    record Note(long number, Content payload) implements QueryMessage {}

    /**
     * A piece of a message that no datagram holds; sent on a link, in order, one message after the other.
     *
     * @param kind the whole message's kind
     * @param size the whole body's
     */
    record Piece(long number, int kind, int offset, int size, Content bytes) implements QueryMessage {
        public Piece {
            check("size of a message", size, 1, MAX_SIZE_BYTES);
            check("bytes of a piece", bytes.size(), 1, Math.min(MAX_PIECE_BYTES, size));
            check("offset of a piece", offset, 0, size - bytes.size());
        }
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static void check(String what, int value, int min, int max) {
        if (value < min || value > max)
            throw new IllegalArgumentException(what + " must be " + min + ".." + max + ", was " + value);
    }
}
