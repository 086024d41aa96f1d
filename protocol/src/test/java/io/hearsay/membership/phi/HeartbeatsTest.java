package io.hearsay.membership.phi;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.Address;
import io.hearsay.Event;
import io.hearsay.NodeId;
import io.hearsay.RecordingEnvironment;
import io.hearsay.membership.Evidence;
import io.hearsay.membership.MemberEvent;
import io.hearsay.membership.MemberRecord;
import io.hearsay.membership.MemberState;
import io.hearsay.membership.Membership;
import io.hearsay.membership.MembershipConfig;
import io.hearsay.membership.Row;
import io.hearsay.membership.phi.HeartbeatTimer.Interpret;
import io.hearsay.membership.phi.Heartbeats.Words;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeartbeatsTest {
    private static final Duration ROUND = Duration.ofSeconds(1);
    private static final Duration MAX_ABSENCE = Duration.ofHours(1);
    private static final NodeId BOB = new NodeId("bob", 5, 77);

    private final RecordingEnvironment env = new RecordingEnvironment(1);
    private final Membership membership =
            new Membership(MembershipConfig.defaults(), env, record(new NodeId("ann", 5, 11), 1));
    private final Map<NodeId, Words> words = new LinkedHashMap<>();
    private final Heartbeats heartbeats =
            new Heartbeats(PhiConfig.cassandra(), ROUND, env, membership, MAX_ABSENCE, words::get);
    private long version = 1;

    @BeforeEach
    void start() {
        heartbeats.start();
    }

    private static MemberRecord record(NodeId id, int host) {
        Address address = Address.of(new byte[] {10, 0, 0, (byte) host}, 7940);
        return MemberRecord.of(id, 0, List.of(address), new TreeMap<>(), 1, 1);
    }

    private void says(NodeId id) {
        words.put(id, new Words(record(id, 2), 1));
    }

    private void beat(NodeId id, boolean isProof) {
        heartbeats.heard(id, ++version, isProof);
    }

    private void rounds(int count) {
        for (int i = 0; i < count; i++) env.advance(ROUND, Interpret.class, heartbeats::expire);
    }

    private void live(int rounds) {
        for (int i = 0; i < rounds; i++) {
            beat(BOB, true);
            rounds(1);
        }
    }

    private MemberState state() {
        Row row = membership.row("bob");
        return row == null ? MemberState.FORGOTTEN : row.state();
    }

    private boolean told(Class<? extends Event> kind) {
        return env.takeEvents().stream().anyMatch(kind::isInstance);
    }

    @Test
    void whose_words_have_not_come_is_no_member_yet() {
        beat(BOB, true);
        assertThat(state()).isEqualTo(MemberState.FORGOTTEN);
        says(BOB);
        beat(BOB, true);
        assertThat(told(MemberEvent.Joined.class)).isTrue();
        assertThat(state()).isEqualTo(MemberState.ALIVE);
    }

    @Test
    void one_of_whom_others_tell_is_a_member_when_its_heartbeat_rises() {
        says(BOB);
        beat(BOB, false);
        assertThat(state()).isEqualTo(MemberState.FORGOTTEN);
        beat(BOB, true);
        assertThat(state()).isEqualTo(MemberState.ALIVE);
    }

    @Test
    void one_of_whom_others_tell_and_whose_heartbeat_never_rises_was_dead() {
        says(BOB);
        beat(BOB, false);
        rounds(40);
        assertThat(state()).isEqualTo(MemberState.DEAD);
        assertThat(told(MemberEvent.class)).isFalse();
        beat(BOB, true);
        assertThat(told(MemberEvent.Returned.class)).isTrue();
    }

    @Test
    void the_silent_die_on_grounds_and_return_with_a_heartbeat() {
        says(BOB);
        live(200);
        rounds(17);
        assertThat(state()).isEqualTo(MemberState.ALIVE);
        rounds(2);
        assertThat(state()).isEqualTo(MemberState.DEAD);
        assertThat(membership.why("bob")).last().satisfies(verdict -> {
            assertThat(verdict.evidence()).isEqualTo(Evidence.SILENT);
            assertThat(verdict.detail()).startsWith("phi 8.").contains("above 8.0; last heard");
        });
        beat(BOB, true);
        assertThat(state()).isEqualTo(MemberState.ALIVE);
    }

    @Test
    void a_later_life_takes_the_place_of_an_earlier_one_with_a_window_of_its_own() {
        says(BOB);
        live(200);
        NodeId again = new NodeId("bob", 6, 78);
        says(again);
        beat(again, false);
        Row row = membership.row("bob");
        assertThat(row).isNotNull();
        assertThat(row.id()).isEqualTo(again);
        assertThat(heartbeats.level("bob").orElseThrow().intervals()).isEqualTo(1);
    }

    @Test
    void one_dead_for_too_long_is_forgotten() {
        says(BOB);
        live(2);
        rounds((int) MAX_ABSENCE.toSeconds() + 60);
        assertThat(state()).isEqualTo(MemberState.FORGOTTEN);
        assertThat(membership.removalOf(BOB)).isNotNull();
    }
}
