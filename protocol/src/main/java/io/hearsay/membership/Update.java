package io.hearsay.membership;

import io.hearsay.Message;
import io.hearsay.NodeId;
import java.util.List;

/**
 * A fact about a member that spreads by infection: it rides on whatever leaves a node anyway, and in rounds of its own
 * while it is fresh (SWIM, section 4.1).
 */
public sealed interface Update extends Message {

    /** The most accusers that an update names. */
    int MAX_ACCUSERS = 8;

    /** Whom it is about. */
    NodeId subject();

    /** Which incarnation of its subject it speaks of; -1 where it speaks of the whole life. */
    default long incarnation() {
        return -1;
    }

    /** Who says so first; empty where the subject speaks for itself. */
    default String accuser() {
        return "";
    }

    /** Whether somebody says that its subject does not answer. */
    default boolean isAccusation() {
        return this instanceof Suspect || this instanceof Gone || this instanceof Dead;
    }

    /** Whether it is final for its subject's epoch. */
    default boolean isRemoval() {
        return this instanceof Left || this instanceof Forgotten;
    }

    /**
     * The subject runs. Said by the subject itself at its start, when it refutes, and when its tags or addresses
     * change; everybody else relays its bytes (SWIM: alive).
     */
    record Alive(MemberRecord record) implements Update {
        @Override
        public long incarnation() {
            return record.incarnation();
        }

        @Override
        public NodeId subject() {
            return record.id();
        }
    }

    /**
     * The accuser has probed the subject in vain (SWIM: suspect). The subject answers with a higher incarnation; others
     * count distinct accusers (Lifeguard: LHA-Suspicion).
     */
    record Suspect(NodeId subject, long incarnation, String accuser, Evidence evidence) implements Update {
        public Suspect {
            NodeId.checkName(accuser);
        }
    }

    /**
     * The accuser had a link to that very process, it broke, the port refuses and a probe went unanswered. Two such
     * accusers confirm a death without waiting for a suspicion to expire; one alone may not.
     */
    record Gone(NodeId subject, long incarnation, String accuser) implements Update {
        public Gone {
            NodeId.checkName(accuser);
        }
    }

    /**
     * The subject is given up (SWIM: confirm).
     *
     * @param accusers 1..{@value #MAX_ACCUSERS} names; the list is the update's
     */
    record Dead(NodeId subject, long incarnation, Evidence evidence, List<String> accusers) implements Update {
        @Override
        public String accuser() {
            return accusers.get(0);
        }

        public Dead {
            if (accusers.isEmpty() || accusers.size() > MAX_ACCUSERS)
                throw new IllegalArgumentException(
                        "a verdict names 1.." + MAX_ACCUSERS + " accusers, was given " + accusers.size());
            accusers.forEach(NodeId::checkName);
        }
    }

    /** The subject said goodbye: final for its epoch. */
    record Left(NodeId subject) implements Update {}

    /** The subject was removed by a command given at {@code by}: final for its epoch. */
    record Forgotten(NodeId subject, String by) implements Update {
        public Forgotten {
            NodeId.checkName(by);
        }
    }
}
