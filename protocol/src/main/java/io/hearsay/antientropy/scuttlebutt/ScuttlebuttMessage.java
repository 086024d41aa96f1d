package io.hearsay.antientropy.scuttlebutt;

import io.hearsay.Message;
import java.util.List;

/** The three messages of an exchange; each fits a datagram. Any may be lost: the next round finds what is missing. */
public sealed interface ScuttlebuttMessage extends Message {

    /**
     * What the sender holds of the owners of one range of names; sent to the targets of each round. Answered by
     * {@link Answer} if the two differ, by nothing if they agree.
     *
     * @param above names above this one, in the order of UTF-16 code units; empty for all from the first
     * @param upTo names up to this one; empty for all to the last
     * @param known everybody of that range that the sender knows
     * @param beats whether versions rise in each round where it comes from: those of whom one does and the other does
     *     not belong to different clusters. A kind of its own on the wire
     */
    record Digest(String above, String upTo, List<Known> known, boolean beats) implements ScuttlebuttMessage {
        public Digest {
            known = List.copyOf(known);
        }

        /** Of one whose version rises only when it writes. */
        public Digest(String above, String upTo, List<Known> known) {
            this(above, upTo, known, false);
        }
    }

    /**
     * What the receiver of a digest lacks, and what its sender lacks as far as it fits. Answered by {@link Deltas} if
     * anything is wanted.
     */
    record Answer(List<Known> wanted, List<Delta> deltas) implements ScuttlebuttMessage {
        public Answer {
            wanted = List.copyOf(wanted);
            deltas = List.copyOf(deltas);
        }
    }

    /** What was wanted, as far as it fits; nothing answers it. */
    record Deltas(List<Delta> deltas) implements ScuttlebuttMessage {
        public Deltas {
            deltas = List.copyOf(deltas);
        }
    }
}
