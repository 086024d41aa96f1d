package io.hearsay.membership.evidence;

import static io.hearsay.membership.Records.peer;
import static io.hearsay.membership.Records.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.Address;
import io.hearsay.Event;
import io.hearsay.LinkCause;
import io.hearsay.Peer;
import io.hearsay.RecordingEnvironment;
import io.hearsay.RecordingEnvironment.LinkCall;
import io.hearsay.membership.Evidence;
import io.hearsay.membership.MemberEvent;
import io.hearsay.membership.MemberRecord;
import io.hearsay.membership.MemberState;
import io.hearsay.membership.Membership;
import io.hearsay.membership.MembershipConfig;
import io.hearsay.membership.MembershipSignal;
import io.hearsay.membership.Row;
import io.hearsay.membership.Update;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InquestTest {
    private static final Duration SILENCE = InquestConfig.lan().minSilence();

    private final RecordingEnvironment env = new RecordingEnvironment(5);
    private final MemberRecord ann = record("ann", 1);
    private final MemberRecord bob = record("bob", 2);
    private final MemberRecord eve = record("eve", 3);
    private final Peer port = peer(bob);
    private final Membership membership = new Membership(MembershipConfig.defaults(), env, ann);
    private final Inquest inquest = new Inquest(InquestConfig.lan(), env, membership);

    @BeforeEach
    void bobAndEveAreHere() {
        membership.hear(new Update.Alive(bob), port);
        membership.hear(new Update.Alive(eve), peer(eve));
        membership.heardFrom(port);
        env.advance(Duration.ofSeconds(1), InquestTimer.class, inquest::expire);
        said();
    }

    private List<Update> said() {
        List<Update> updates = new ArrayList<>();
        for (Update update = membership.nextUpdate(1_000); update != null; update = membership.nextUpdate(1_000))
            updates.add(update);
        membership.dropNews();
        env.takeEvents();
        return updates;
    }

    private void lost(LinkCause cause) {
        inquest.onEvent(new MembershipSignal.LinkLost(port, cause));
    }

    private List<Event> advance(Duration by) {
        env.advance(by, InquestTimer.class, inquest::expire);
        return env.takeEvents();
    }

    private Row row() {
        return Objects.requireNonNull(membership.row("bob"));
    }

    private final Update gone = new Update.Gone(bob.id(), 0, "ann");

    @Test
    void accuses_who_is_silent_behind_a_port_that_refuses() {
        lost(LinkCause.CLOSED);
        assertThat(env.links().takeCalls()).containsExactly(new LinkCall("open", port));
        inquest.linkDown(port, LinkCause.REFUSED);
        advance(SILENCE);
        assertThat(said()).containsExactly(gone);
        assertThat(row().state()).isEqualTo(MemberState.ALIVE);
    }

    @Test
    void two_accusers_confirm_a_death_at_once() {
        membership.hear(new Update.Gone(bob.id(), 0, "eve"), peer(eve));
        lost(LinkCause.CLOSED);
        inquest.linkDown(port, LinkCause.REFUSED);
        assertThat(advance(SILENCE))
                .anyMatch(event -> event instanceof MemberEvent.Died died
                        && died.why().evidence() == Evidence.PORT_REFUSED
                        && died.why().accusers().equals(List.of("eve", "ann")));
    }

    @Test
    void pings_a_few_times_within_the_silence() {
        lost(LinkCause.CLOSED);
        assertThat(advance(SILENCE.minusMillis(1)))
                .filteredOn(MembershipSignal.ProbeWanted.class::isInstance)
                .hasSize(3);
    }

    @Test
    void a_frame_from_that_very_process_annuls_it() {
        lost(LinkCause.CLOSED);
        inquest.linkDown(port, LinkCause.REFUSED);
        advance(SILENCE.dividedBy(2));
        membership.heardFrom(port);
        advance(Duration.ofSeconds(30));
        assertThat(said()).isEmpty();
    }

    @Test
    void a_port_that_answers_annuls_it() {
        lost(LinkCause.CLOSED);
        inquest.linkUp(port);
        advance(Duration.ofSeconds(30));
        assertThat(said()).isEmpty();
        assertThat(env.links().takeCalls()).containsExactly(new LinkCall("open", port), new LinkCall("close", port));
    }

    @Test
    void a_port_that_is_silent_proves_nothing() {
        lost(LinkCause.CLOSED);
        advance(Duration.ofMillis(100));
        inquest.linkDown(port, LinkCause.TIMED_OUT);
        advance(Duration.ofSeconds(30));
        assertThat(said()).isEmpty();
    }

    @Test
    void a_port_that_takes_one_more_in_and_drops_it_is_knocked_at_again() {
        lost(LinkCause.CLOSED);
        advance(Duration.ofMillis(2));
        inquest.linkDown(port, LinkCause.TIMED_OUT);
        advance(SILENCE.minusMillis(3));
        assertThat(env.links().takeCalls()).containsExactly(new LinkCall("open", port), new LinkCall("open", port));
        inquest.linkDown(port, LinkCause.REFUSED);
        advance(Duration.ofMillis(1));
        assertThat(said()).containsExactly(gone);
    }

    @Test
    void who_drops_all_who_knock_is_called_by_its_address() {
        lost(LinkCause.CLOSED);
        for (int i = 0; i < 2; i++) {
            inquest.linkDown(port, LinkCause.TIMED_OUT);
            assertThat(advance(SILENCE.dividedBy(3))).noneMatch(MembershipSignal.ContactWanted.class::isInstance);
        }
        inquest.linkDown(port, LinkCause.TIMED_OUT);
        assertThat(env.takeEvents()).containsExactly(new MembershipSignal.ContactWanted(port.address()));
        advance(Duration.ofSeconds(30));
        assertThat(said()).isEmpty();
    }

    @Test
    void a_port_that_refuses_late_is_heard() {
        lost(LinkCause.CLOSED);
        advance(Duration.ofMillis(300));
        inquest.linkDown(port, LinkCause.REFUSED);
        assertThat(said()).containsExactly(gone);
    }

    @Test
    void who_has_spoken_of_itself_anew_may_live_elsewhere() {
        lost(LinkCause.CLOSED);
        inquest.linkDown(port, LinkCause.REFUSED);
        MemberRecord moved = MemberRecord.of(bob.id(), 1, List.of(Address.parse("10.0.0.99:7940")), bob.tags(), 1, 1);
        membership.hear(new Update.Alive(moved), peer(eve));
        said();
        advance(Duration.ofSeconds(30));
        assertThat(said()).isEmpty();
    }

    @Test
    void a_reset_may_be_a_firewall_and_counts_only_beside_a_suspicion() {
        lost(LinkCause.RESET);
        inquest.linkDown(port, LinkCause.REFUSED);
        advance(Duration.ofSeconds(3));
        assertThat(said()).isEmpty();
        membership.suspect(row(), Evidence.PROBES_UNANSWERED, "");
        said();
        advance(Duration.ofSeconds(1));
        assertThat(said()).containsExactly(gone);
    }

    @Test
    void gives_up_after_a_while() {
        lost(LinkCause.RESET);
        inquest.linkDown(port, LinkCause.REFUSED);
        advance(Duration.ofSeconds(20));
        membership.suspect(row(), Evidence.PROBES_UNANSWERED, "");
        said();
        advance(Duration.ofSeconds(20));
        assertThat(said()).isEmpty();
        assertThat(env.timers()).isEmpty();
    }

    @Test
    void a_pause_of_this_node_proves_nothing() {
        lost(LinkCause.CLOSED);
        inquest.linkDown(port, LinkCause.REFUSED);
        env.freeze(Duration.ofSeconds(3));
        advance(Duration.ofMillis(1));
        assertThat(said()).isEmpty();
        membership.heardFrom(port);
        advance(Duration.ofSeconds(1));
        assertThat(said()).isEmpty();
    }

    @Test
    void ignores_links_of_strangers_and_of_the_dead() {
        membership.confirm(row());
        lost(LinkCause.CLOSED);
        inquest.onEvent(new MembershipSignal.LinkLost(peer(record("zed", 9)), LinkCause.CLOSED));
        assertThat(env.links().takeCalls()).isEmpty();
    }
}
