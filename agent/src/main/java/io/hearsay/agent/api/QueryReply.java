package io.hearsay.agent.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearsay.cluster.Reply;
import org.jspecify.annotations.Nullable;

/**
 * What became of a question at one member: a line of {@code POST /v1/query}.
 *
 * @param event {@code answered}, {@code declined} or {@code silent}
 * @param tookMillis from the question to the reply; none of a silent one
 * @param text the answer, where it is UTF-8
 * @param base64 the answer, where it is not
 * @param reason why it declines: {@code NO_HANDLER}, {@code FAILED}, {@code BUSY} or {@code TOO_LARGE}
 * @param error the same as a sentence
 * @param dead of a silent one: it was believed dead, and not waited for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record QueryReply(
        String event,
        String member,
        @Nullable Double tookMillis,
        @Nullable String text,
        @Nullable String base64,
        @Nullable String reason,
        @Nullable String error,
        @Nullable Boolean dead) {

    public static QueryReply of(Reply reply) {
        if (reply instanceof Reply.Answered answered) {
            Payload payload = Payload.of(answered.payload());
            double took = millis(answered.took().toNanos());
            return new QueryReply(
                    "answered", answered.member(), took, payload.text(), payload.base64(), null, null, null);
        }
        if (reply instanceof Reply.Declined declined) {
            double took = millis(declined.took().toNanos());
            return new QueryReply(
                    "declined",
                    declined.member(),
                    took,
                    null,
                    null,
                    declined.why().name(),
                    declined.text(),
                    null);
        }
        if (reply instanceof Reply.Silent silent)
            return new QueryReply("silent", silent.member(), null, null, null, null, null, silent.isDead());
        throw new AssertionError(reply);
    }

    private static double millis(long nanos) {
        return Math.round(nanos / 1e4) / 1e2;
    }
}
