package io.hearsay.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.Address;
import io.hearsay.NodeId;
import io.hearsay.membership.Member;
import io.hearsay.membership.MemberState;
import io.hearsay.node.Finding;
import io.hearsay.node.Finding.Grade;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CheckupTest {
    @Test
    void a_member_that_began_in_the_future_is_named() {
        Finding finding = Checkup.clocks(List.of(member("web-1", 1_000), member("web-2", 9_000)), 1_000);
        assertThat(finding.grade()).isEqualTo(Grade.DOUBTFUL);
        assertThat(finding.subject()).isEqualTo("web-2");
        assertThat(Checkup.clocks(List.of(member("web-1", 1_000)), 1_000).grade())
                .isEqualTo(Grade.GOOD);
    }

    private static Member member(String name, long epoch) {
        return new Member(
                new NodeId(name, epoch, 7),
                0,
                MemberState.ALIVE,
                List.of(Address.parse("127.0.0.1:7940")),
                Collections.emptySortedMap(),
                0,
                OptionalLong.empty());
    }
}
