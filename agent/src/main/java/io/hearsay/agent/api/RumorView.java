package io.hearsay.agent.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearsay.dissemination.rumor.RumorSnapshot;
import io.hearsay.dissemination.rumor.RumorState;
import org.jspecify.annotations.Nullable;

/**
 * What one node knows of one recent event.
 *
 * @param id the publisher's instance and how many events it had published then
 * @param topic absent for one that is missing here and whose topic nobody has said
 * @param from the publisher's name, or its instance where no member is known by it any more
 * @param state {@code SUSCEPTIBLE} (known to exist, missing here), {@code INFECTIVE} (being passed on), {@code REMOVED}
 * @param since when it came into this state; absent for what is missing
 * @param received copies that came in
 * @param sent copies that went out
 * @param useless copies sent of which the receiver said that it knew
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RumorView(
        String id,
        @Nullable String topic,
        String from,
        int sizeBytes,
        String state,
        @Nullable String since,
        int received,
        int sent,
        int useless) {

    public static RumorView of(RumorSnapshot rumor, String from, Calendar calendar) {
        return new RumorView(
                rumor.id().toString(),
                rumor.topic().orElse(null),
                from,
                rumor.sizeBytes(),
                rumor.state().name(),
                rumor.state() == RumorState.SUSCEPTIBLE ? null : calendar.at(rumor.sinceNanos()),
                rumor.received(),
                rumor.sent(),
                rumor.useless());
    }
}
