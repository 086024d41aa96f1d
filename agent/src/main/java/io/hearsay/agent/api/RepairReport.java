package io.hearsay.agent.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a repair has exchanged, member by member. */
public record RepairReport(String self, List<Entry> members) {

    /**
     * One member.
     *
     * @param sent entries that went there
     * @param received entries that came from there
     * @param error why it ended before its time, or did not begin; null if it did not
     */
    public record Entry(
            String member,
            long sent,
            long received,
            @Nullable String error) {}
}
