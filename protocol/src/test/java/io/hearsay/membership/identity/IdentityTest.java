package io.hearsay.membership.identity;

import static io.hearsay.membership.Records.peer;
import static io.hearsay.membership.Records.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.Event;
import io.hearsay.NodeId;
import io.hearsay.Peer;
import io.hearsay.RecordingEnvironment;
import io.hearsay.RecordingEnvironment.LinkCall;
import io.hearsay.RecordingEnvironment.Sent;
import io.hearsay.membership.MemberEvent.IdentityConflict;
import io.hearsay.membership.MemberRecord;
import io.hearsay.membership.Membership;
import io.hearsay.membership.MembershipConfig;
import io.hearsay.membership.Update;
import io.hearsay.membership.identity.IdentityMessage.Am;
import io.hearsay.membership.identity.IdentityMessage.Ask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdentityTest {
    private static final Duration TIMEOUT = IdentityConfig.lan().timeout();

    private final RecordingEnvironment env = new RecordingEnvironment(9);
    private final MemberRecord ann = record("ann", 1, 5);
    private final MemberRecord bob = record("bob", 2);
    private final MemberRecord older = record("ann", 8, 4);
    private final MemberRecord newer = record("ann", 9, 7);
    private final Membership membership = new Membership(MembershipConfig.defaults(), env, ann);
    private final Identity identity = new Identity(IdentityConfig.lan(), env, membership);
    private final List<Event> events = new ArrayList<>();

    private void hear(MemberRecord record) {
        membership.hear(new Update.Alive(record), peer(bob));
        route();
    }

    private void route() {
        for (List<Event> news = env.takeEvents(); !news.isEmpty(); news = env.takeEvents()) {
            events.addAll(news);
            news.forEach(identity::onEvent);
        }
    }

    private void receive(Peer from, IdentityMessage message) {
        identity.receive(from, message);
        route();
    }

    private void advance(Duration by) {
        env.advance(by, IdentityTimer.class, identity::expire);
        route();
    }

    private List<IdentityConflict> conflicts() {
        return events.stream()
                .filter(IdentityConflict.class::isInstance)
                .map(IdentityConflict.class::cast)
                .toList();
    }

    private NodeId own() {
        return membership.self().id();
    }

    @Test
    void asks_whoever_claims_its_name() {
        hear(newer);
        assertThat(env.takeSent()).containsExactly(new Sent(peer(newer), new Ask(ann.id())));
        assertThat(env.links().takeCalls()).containsExactly(new LinkCall("open", peer(newer)));
        identity.linkUp(peer(newer));
        assertThat(env.links().takeSent()).containsExactly(new Sent(peer(newer), new Ask(ann.id())));
    }

    @Test
    void an_earlier_life_is_not_asked() {
        hear(older);
        assertThat(env.takeSent()).isEmpty();
    }

    @Test
    void a_past_self_is_silent_and_makes_it_take_a_higher_epoch() {
        hear(newer);
        advance(TIMEOUT);
        assertThat(own().epoch()).isEqualTo(8);
        assertThat(conflicts()).isEmpty();
        assertThat(env.takeSent()).hasSize(3);
    }

    @Test
    void a_twin_answers_and_the_lower_one_yields() {
        hear(newer);
        receive(peer(newer), new Am(newer));
        assertThat(conflicts()).containsExactly(new IdentityConflict(newer.id(), true));
        advance(TIMEOUT.multipliedBy(3));
        assertThat(own().epoch()).isEqualTo(5);
        hear(newer.withIncarnation(3));
        assertThat(conflicts()).hasSize(1);
    }

    @Test
    void a_twin_that_asks_is_a_twin_too() {
        receive(peer(older), new Ask(older.id()));
        assertThat(conflicts()).containsExactly(new IdentityConflict(older.id(), false));
        assertThat(env.takeSent()).containsExactly(new Sent(peer(older), new Am(ann)));
    }

    @Test
    void answers_whoever_asks() {
        receive(peer(bob), new Ask(bob.id()));
        assertThat(env.takeSent()).containsExactly(new Sent(peer(bob), new Am(ann)));
        assertThat(conflicts()).isEmpty();
    }

    @Test
    void one_that_rises_again_and_again_is_no_past_self() {
        for (long epoch = 7; epoch < 13; epoch += 2) {
            hear(newer.withEpoch(epoch));
            advance(TIMEOUT);
            assertThat(own().epoch()).isEqualTo(epoch + 1);
        }
        hear(newer.withEpoch(13));
        assertThat(conflicts())
                .containsExactly(new IdentityConflict(newer.withEpoch(13).id(), true));
        assertThat(own().epoch()).isEqualTo(12);
    }

    @Test
    void a_stranger_enters_when_it_answers() {
        membership.inheritGaps();
        hear(bob);
        membership.hear(new Update.Alive(record("zed", 3)), peer(bob));
        route();
        assertThat(membership.row("zed")).isNull();
        receive(peer(record("zed", 3)), new Am(record("zed", 3).withIncarnation(2)));
        assertThat(membership.row("zed")).isNotNull();
    }

    @Test
    void a_ghost_stays_out() {
        membership.inheritGaps();
        membership.hear(new Update.Alive(record("zed", 3)), peer(bob));
        route();
        advance(TIMEOUT.multipliedBy(2));
        assertThat(membership.row("zed")).isNull();
        assertThat(env.timers()).isEmpty();
    }

    @Test
    void asks_a_few_strangers_at_a_time() {
        membership.inheritGaps();
        for (int i = 0; i < 100; i++) membership.hear(new Update.Alive(record("s" + i, 10 + i)), peer(bob));
        route();
        assertThat(env.takeSent()).hasSize(IdentityConfig.lan().atOnce());
        MemberRecord first = record("s0", 10);
        receive(peer(first), new Am(first));
        assertThat(env.takeSent()).hasSize(1);
    }

    @Test
    void a_pause_of_its_own_is_no_silence_of_others() {
        hear(newer);
        env.freeze(Duration.ofSeconds(10));
        advance(Duration.ofMillis(1));
        assertThat(own().epoch()).isEqualTo(5);
        advance(TIMEOUT);
        assertThat(own().epoch()).isEqualTo(8);
    }
}
