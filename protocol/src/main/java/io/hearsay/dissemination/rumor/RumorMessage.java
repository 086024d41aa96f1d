package io.hearsay.dissemination.rumor;

import io.hearsay.Message;
import java.util.Arrays;
import java.util.List;

/** What rumor mills say to each other. Lists are not copied: whoever builds a message leaves them alone afterwards. */
public sealed interface RumorMessage extends Message {

    /** The most hops that are counted; a rumor that went further says this. */
    int MAX_HOPS = 255;

    /** The highest level a copy can carry. */
    int MAX_LEVEL = 15;

    /** The most ids in one message. */
    int MAX_IDS = 256;

    /** The most origins in one digest. */
    int MAX_HOLDINGS = 256;

    /** The most runs in one list of sequences. */
    int MAX_SPANS = 32;

    /** The most rumors one {@link Pull} asks for. */
    int MAX_PULLED = 256;

    /** The largest piece of a large payload, in bytes: a message on a link is at most 16 KiB. */
    int MAX_CHUNK_BYTES = 15 * 1024;

    /**
     * A copy of a rumor. Sent to somebody who may not know it; who knew it already answers {@link Known} if asked to.
     *
     * @param hops how many nodes have passed it on, the sender included
     * @param level the sender's counter for it (minimisation) or its level (median counter), else 0
     * @param answer whether the sender wants to hear of it if this copy was useless
     * @param confirm whether its publisher, if that is the sender, wants a {@link Confirm}
     */
    record Push(Rumor rumor, int hops, int level, boolean answer, boolean confirm) implements RumorMessage {
        public Push {
            check("hops", hops, 1, MAX_HOPS);
            check("level", level, 0, MAX_LEVEL);
        }
    }

    /**
     * Feedback: the copies of these that you sent were useless, I knew them. Several are collected for a moment; a
     * packet that leaves for the same peer takes them along.
     *
     * @param ids 1 or more, ascending
     * @param counts whether you are to count it; false when minimisation puts it on my account
     */
    record Known(List<RumorId> ids, boolean counts) implements RumorMessage {
        public Known {
            check("number of ids", ids.size(), 1, MAX_IDS);
            checkAscending(ids);
        }
    }

    /**
     * Tell me your hot rumors. Opens the conversation of a round in the pull and push-pull modes, and in all modes when
     * the number of conversations is limited; answered by a {@link Push} for each, under a limit by {@link Accept} or
     * {@link Busy} first.
     *
     * @param offered what the caller itself is passing on, ascending: no need to send it back
     */
    record Call(List<RumorId> offered) implements RumorMessage {
        public Call {
            check("number of ids", offered.size(), 0, MAX_IDS);
            checkAscending(offered);
        }
    }

    /** To a caller: go on, we talk. */
    record Accept() implements RumorMessage {}

    /** To a caller: too many have called in this round; it may hunt for somebody else. */
    record Busy() implements RumorMessage {}

    /**
     * To a publisher that asked for it in a {@link Push}, and after fetching a large payload from it: I have so many of
     * yours.
     *
     * @param count 1 or more
     */
    record Confirm(long count) implements RumorMessage {
        public Confirm {
            if (count < 1) throw new IllegalArgumentException("count must be 1 or more, was " + count);
        }
    }

    /**
     * What I know of recent rumors; what about you? Answered by {@link Answer}.
     *
     * @param version the asker's count of news, to be repeated in the answer
     * @param complete whether these are all the origins of which the asker remembers rumors
     * @param holdings one for each origin
     */
    record Digest(long version, boolean complete, List<Holding> holdings) implements RumorMessage {
        public Digest {
            if (version < 0) throw new IllegalArgumentException("version must be 0 or more, was " + version);
            check("number of holdings", holdings.size(), 0, MAX_HOLDINGS);
        }
    }

    /**
     * Answers {@link Digest}, and a {@link Pull} for what the answerer no longer has.
     *
     * @param version repeated from the digest
     * @param behind whether the answerer lacks something of what the asker has, or has just started itself
     * @param holdings of which origins it knows something that the asker lacks
     */
    record Answer(long version, boolean behind, List<Holding> holdings) implements RumorMessage {
        public Answer {
            if (version < 0) throw new IllegalArgumentException("version must be 0 or more, was " + version);
            check("number of holdings", holdings.size(), 0, MAX_HOLDINGS);
        }
    }

    /**
     * Send me these, of one origin. Answered by a {@link Push} (or an {@link Offer}) for each that is still there, and
     * by an {@link Answer} if the first no longer are.
     */
    record Pull(long origin, List<Span> wanted) implements RumorMessage {
        public Pull {
            if (origin == 0) throw new IllegalArgumentException("origin must not be 0");
            check("number of spans", wanted.size(), 1, MAX_SPANS);
            checkAscending(0, wanted);
            long count = 0;
            for (Span span : wanted) count += Math.min(span.last() - span.first() + 1, MAX_PULLED + 1);
            check("number of rumors asked for", count, 1, MAX_PULLED);
        }
    }

    /**
     * Announces a rumor that is too large for a datagram; who lacks it opens a link and sends {@link Fetch}.
     *
     * @param sizeBytes of the payload
     * @param hops as in {@link Push}; so are level and answer
     */
    record Offer(RumorId id, String topic, int sizeBytes, int hops, int level, boolean answer) implements RumorMessage {
        public Offer {
            Rumor.checkTopic(topic);
            check("payload bytes", sizeBytes, 1, Rumor.MAX_PAYLOAD_BYTES);
            check("hops", hops, 1, MAX_HOPS);
            check("level", level, 0, MAX_LEVEL);
        }
    }

    /** On a link: send me the next pieces of this payload. Answered by a few {@link Chunk}s, or by {@link Gone}. */
    record Fetch(RumorId id, int offset) implements RumorMessage {
        public Fetch {
            check("offset", offset, 0, Rumor.MAX_PAYLOAD_BYTES);
        }
    }

    /**
     * On a link: a piece of a large payload.
     *
     * @param bytes owned by the message
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by content below
    record Chunk(RumorId id, int offset, byte[] bytes) implements RumorMessage {
        public Chunk {
            check("offset", offset, 0, Rumor.MAX_PAYLOAD_BYTES);
            check("bytes of a chunk", bytes.length, 1, MAX_CHUNK_BYTES);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Chunk chunk
                    && id.equals(chunk.id)
                    && offset == chunk.offset
                    && Arrays.equals(bytes, chunk.bytes);
        }

        @Override
        public int hashCode() {
            return 31 * id.hashCode() + offset;
        }
    }

    /** To who fetches: not from me; I no longer have it, or have handed out my share of copies. */
    record Gone(RumorId id) implements RumorMessage {}

    /**
     * A run of sequences, both ends included.
     *
     * @param first 1 or more
     */
    record Span(long first, long last) {
        public Span {
            if (first < 1 || last < first)
                throw new IllegalArgumentException("a span goes from 1 or more upwards, not " + first + ".." + last);
        }
    }

    /**
     * What somebody knows of one origin: all up to {@code low}, and the runs above it.
     *
     * @param floor it can hand out nothing below this; 1 or more
     * @param low 0 or more: each sequence up to here is known or given up
     * @param above ascending, with something missing before each; when there are too many runs the last are left out
     */
    record Holding(long origin, long floor, long low, List<Span> above) {
        public Holding {
            if (origin == 0) throw new IllegalArgumentException("origin must not be 0");
            if (floor < 1) throw new IllegalArgumentException("floor must be 1 or more, was " + floor);
            if (low < 0) throw new IllegalArgumentException("low must be 0 or more, was " + low);
            check("number of spans", above.size(), 0, MAX_SPANS);
            checkAscending(low, above);
        }

        /** How many are known. */
        public long count() {
            long count = low;
            for (Span span : above) count += span.last() - span.first() + 1;
            return count;
        }

        /** The highest sequence known. */
        public long high() {
            return above.isEmpty() ? low : above.get(above.size() - 1).last();
        }
    }

    private static void check(String what, long value, long min, long max) {
        if (value < min || value > max)
            throw new IllegalArgumentException(what + " must be " + min + ".." + max + ", was " + value);
    }

    private static void checkAscending(List<RumorId> ids) {
        for (int i = 1; i < ids.size(); i++)
            if (ids.get(i - 1).compareTo(ids.get(i)) >= 0)
                throw new IllegalArgumentException("ids must ascend: " + ids.get(i - 1) + ", " + ids.get(i));
    }

    private static void checkAscending(long low, List<Span> spans) {
        long last = low;
        for (Span span : spans) {
            if (span.first() - last < 2 && last != 0 || span.first() <= last)
                throw new IllegalArgumentException("spans must ascend with gaps between them: " + spans);
            last = span.last();
        }
    }
}
