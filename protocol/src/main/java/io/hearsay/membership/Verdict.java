package io.hearsay.membership;

import io.hearsay.NodeId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One change of what this node believes of a member, with its grounds: an answer to "who says so, and why?".
 *
 * @param atNanos when, on this node's monotonic clock
 * @param subject whom it is about
 * @param incarnation of the subject, as far as it is known here
 * @param from what was believed before; null if the member was unknown
 * @param to what is believed now
 * @param evidence the grounds
 * @param accusers who said so, in the order in which they were heard; empty where the subject spoke for itself
 * @param heardFrom who brought the news: a name, this node's own if it found out itself
 * @param localHealth this node's own local health multiplier at that time: 0 is healthy (Lifeguard, LHM)
 * @param detail what exactly was tried and seen, for a reader; empty where the news came from others
 */
public record Verdict(
        long atNanos,
        NodeId subject,
        long incarnation,
        @Nullable MemberState from,
        MemberState to,
        Evidence evidence,
        List<String> accusers,
        String heardFrom,
        int localHealth,
        String detail) {}
