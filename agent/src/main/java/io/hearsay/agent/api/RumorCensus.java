package io.hearsay.agent.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What recent events are to all members: {@code GET /v1/census}.
 *
 * @param asked how many members there are, the agent's own included
 * @param answered how many of them are counted
 * @param rumors the newest last, 24 at most
 */
public record RumorCensus(String cluster, String self, int asked, int answered, List<Entry> rumors) {

    /**
     * One event; S + I + R are those who have answered.
     *
     * @param id the publisher's instance and how many events it had published then
     * @param susceptible have not heard it
     * @param infective pass it on
     * @param removed have heard it, and pass it on no more
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Entry(String id, @Nullable String topic, String from, int susceptible, int infective, int removed) {}
}
