package io.hearsay.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.Address;
import io.hearsay.NodeId;
import io.hearsay.membership.Member;
import io.hearsay.membership.MemberEvent;
import io.hearsay.membership.MemberState;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RosterTest {
    private final Roster roster = new Roster();

    @Test
    void follows_events() {
        roster.apply(new MemberEvent.Joined(member("b", 1, MemberState.ALIVE)));
        roster.apply(new MemberEvent.Joined(member("a", 1, MemberState.ALIVE)));
        roster.apply(new MemberEvent.Returned(member("b", 1, MemberState.ALIVE)));
        assertThat(roster.members()).extracting(Member::name).containsExactly("a", "b");
    }

    @Test
    void a_snapshot_does_not_change_and_is_made_once() {
        roster.apply(new MemberEvent.Joined(member("a", 1, MemberState.ALIVE)));
        List<Member> before = roster.members();
        assertThat(roster.members()).isSameAs(before);
        roster.apply(new MemberEvent.Left(member("a", 1, MemberState.LEFT)));
        assertThat(before).hasSize(1);
        assertThat(roster.members()).isEmpty();
    }

    @Test
    void an_earlier_life_does_not_replace_a_later_one() {
        roster.apply(new MemberEvent.Joined(member("a", 2, MemberState.ALIVE)));
        roster.apply(new MemberEvent.Recovered(member("a", 1, MemberState.ALIVE)));
        roster.apply(new MemberEvent.Left(member("a", 1, MemberState.LEFT)));
        assertThat(roster.members()).singleElement().returns(2L, m -> m.id().epoch());
    }

    private static Member member(String name, long epoch, MemberState state) {
        return new Member(
                new NodeId(name, epoch, 1),
                0,
                state,
                List.of(Address.parse("10.0.0.1:1")),
                new TreeMap<>(),
                0,
                OptionalLong.empty());
    }
}
