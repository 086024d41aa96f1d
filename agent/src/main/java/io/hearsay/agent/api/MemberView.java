package io.hearsay.agent.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearsay.Address;
import io.hearsay.membership.Member;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A member as one node believes it to be.
 *
 * @param address the preferred one
 * @param addresses all of them, only where there is more than one
 * @param state {@code ALIVE}, {@code SUSPECT}, {@code DEAD}, {@code LEFT} or {@code FORGOTTEN}
 * @param epoch which life of the name
 * @param incarnation how often it has changed or refuted something in this life
 * @param rttMillis the smoothed round-trip time of probes, null before the first and for the node itself
 * @param phi how suspicious its silence is, absent where probes decide and for who was never heard
 * @param since when it came into this state
 */
public record MemberView(
        String name,
        String address,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> addresses,
        String state,
        long epoch,
        long incarnation,
        Map<String, String> tags,
        @Nullable Double rttMillis,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double phi,
        String since) {

    /** Phi as it is shown. */
    public static @Nullable Double rounded(@Nullable Double phi) {
        return phi == null ? null : Math.round(phi * 100) / 1e2;
    }

    /** What the facade says of a member, with its monotonic times put on the calendar. */
    public static MemberView of(Member member, @Nullable Double phi, Calendar calendar) {
        List<String> addresses =
                member.addresses().stream().map(Address::toString).toList();
        return new MemberView(
                member.name(),
                member.address().toString(),
                addresses.size() > 1 ? addresses : List.of(),
                member.state().name(),
                member.id().epoch(),
                member.incarnation(),
                member.tags(),
                member.rttNanos().isPresent() ? Math.round(member.rttNanos().getAsLong() / 1e4) / 1e2 : null,
                rounded(phi),
                calendar.at(member.sinceNanos()));
    }
}
