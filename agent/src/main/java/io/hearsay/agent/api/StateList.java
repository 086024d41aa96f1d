package io.hearsay.agent.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/state}: what members say of themselves, as one of them knows it; in the order of names. */
public record StateList(String cluster, String self, List<Member> members) {

    /**
     * One member's state.
     *
     * @param state what membership believes of it
     * @param epoch which of its lives said this
     * @param version the last of its writes that is known here
     * @param collected up to which version deleted keys are forgotten
     * @param tombstones deleted keys that are remembered
     * @param since when something of it last changed here; of one that said nothing, when it came into its state
     * @param phi how suspicious its silence is, absent where probes decide and for who was never heard
     */
    public record Member(
            String name,
            String state,
            long epoch,
            long version,
            long collected,
            int tombstones,
            String since,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Double phi,

            Map<String, Value> values) {}

    /** A value, and the number of the write that wrote it. */
    public record Value(String value, long version) {}
}
