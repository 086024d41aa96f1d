package io.hearsay.agent.api;

import io.hearsay.membership.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one node believed of a member, and on whose word: {@code GET /v1/members/NAME/why}.
 *
 * @param self who answers
 * @param verdicts the oldest first; bounded, so that a beginning may be missing
 */
public record Why(String cluster, String self, String name, List<Entry> verdicts) {

    /**
     * One change of mind.
     *
     * @param from null if the member was unknown before
     * @param accusers who said so, in the order in which they were heard
     * @param heardFrom who brought the news
     * @param localHealth the answering node's own health multiplier then; 0 is healthy
     * @param detail what exactly was tried and seen; empty where the news came from others
     */
    public record Entry(
            String at,
            long epoch,
            long incarnation,
            @Nullable String from,
            String to,
            String evidence,
            List<String> accusers,
            String heardFrom,
            int localHealth,
            String detail) {

        public static Entry of(Verdict verdict, Calendar calendar) {
            return new Entry(
                    calendar.at(verdict.atNanos()),
                    verdict.subject().epoch(),
                    verdict.incarnation(),
                    verdict.from() == null ? null : verdict.from().name(),
                    verdict.to().name(),
                    verdict.evidence().name(),
                    verdict.accusers(),
                    verdict.heardFrom(),
                    verdict.localHealth(),
                    verdict.detail());
        }
    }
}
