package io.hearsay.membership;

import static io.hearsay.membership.Records.peer;
import static io.hearsay.membership.Records.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.Address;
import io.hearsay.Event;
import io.hearsay.NodeId;
import io.hearsay.Peer;
import io.hearsay.RecordingEnvironment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MembershipTest {
    private final RecordingEnvironment env = new RecordingEnvironment(1);
    private final MemberRecord ann = record("ann", 1);
    private final MemberRecord bob = record("bob", 2);
    private final MemberRecord eve = record("eve", 3);
    private final Membership membership = new Membership(MembershipConfig.defaults(), env, ann);

    private void hear(Update update) {
        membership.hear(update, peer(eve));
    }

    private void bobAndEveAreHere() {
        hear(new Update.Alive(bob));
        hear(new Update.Alive(eve));
        drain();
        env.takeEvents();
    }

    private List<Update> drain() {
        List<Update> updates = new ArrayList<>();
        for (Update update = membership.nextUpdate(1_000); update != null; update = membership.nextUpdate(1_000))
            updates.add(update);
        membership.dropNews();
        return updates;
    }

    private Row rowOf(String name) {
        return Objects.requireNonNull(membership.row(name));
    }

    private MemberState stateOf(String name) {
        Row row = membership.row(name);
        return row == null ? MemberState.FORGOTTEN : row.state();
    }

    private Update.Suspect suspect(MemberRecord of, long incarnation, String accuser) {
        return new Update.Suspect(of.id(), incarnation, accuser, Evidence.PROBES_UNANSWERED);
    }

    private Update.Dead dead(MemberRecord of, long incarnation) {
        return new Update.Dead(of.id(), incarnation, Evidence.SUSPICION_EXPIRED, List.of("eve"));
    }

    @Test
    void admits_a_stranger_and_passes_its_record_on() {
        hear(new Update.Alive(bob));
        assertThat(stateOf("bob")).isEqualTo(MemberState.ALIVE);
        assertThat(drain()).containsExactly(new Update.Alive(bob));
        assertThat(env.takeEvents()).anyMatch(MemberEvent.Joined.class::isInstance);
    }

    @Test
    void believes_old_news_only_once() {
        bobAndEveAreHere();
        hear(new Update.Alive(bob));
        assertThat(env.takeEvents()).isEmpty();
        assertThat(membership.hasNews()).isFalse();
    }

    @Test
    void refutes_suspicion_about_itself() {
        hear(suspect(ann, 0, "eve"));
        assertThat(membership.self().incarnation()).isEqualTo(1);
        assertThat(drain()).singleElement().isInstanceOf(Update.Alive.class);
        assertThat(env.takeEvents()).contains(new MemberEvent.Refuted(1, "eve"));
    }

    /** Deviation from SWIM: see {@link DampingConfig}. */
    @Test
    void stands_back_instead_of_refuting_again_and_again() {
        bobAndEveAreHere();
        for (int i = 0; i < 20; i++) hear(suspect(ann, membership.self().incarnation(), "eve"));
        assertThat(membership.self().incarnation()).isEqualTo(8);
        assertThat(membership.standsBack()).isTrue();
        assertThat(env.takeEvents())
                .filteredOn(MemberEvent.StoodBack.class::isInstance)
                .hasSize(1);

        membership.suspect(rowOf("bob"), Evidence.PROBES_UNANSWERED, "");
        assertThat(stateOf("bob")).isEqualTo(MemberState.ALIVE);
    }

    @Test
    void returns_above_all_accusations_when_enough_pings_in_a_row_are_answered() {
        bobAndEveAreHere();
        for (int i = 0; i < 9; i++) hear(suspect(ann, membership.self().incarnation(), "eve"));
        hear(dead(ann, 11));
        for (int i = 0; i < 15; i++) membership.pinged(true);
        membership.pinged(false);
        for (int i = 0; i < 15; i++) membership.pinged(true);
        assertThat(membership.standsBack()).isTrue();
        membership.pinged(true);
        assertThat(membership.standsBack()).isFalse();
        assertThat(membership.self().incarnation()).isEqualTo(12);
    }

    @Test
    void refutes_for_ever_where_it_is_accused_now_and_then() {
        bobAndEveAreHere();
        for (int i = 0; i < 100; i++) {
            hear(suspect(ann, membership.self().incarnation(), "eve"));
            env.freeze(Duration.ofMinutes(1));
        }
        assertThat(membership.self().incarnation()).isEqualTo(100);
    }

    @Test
    void refutes_for_ever_where_the_others_are_accused_as_well() {
        bobAndEveAreHere();
        for (int i = 0; i < 100; i++) {
            hear(suspect(ann, i, "eve"));
            hear(suspect(bob, i, "eve"));
            hear(new Update.Alive(bob.withIncarnation(i + 1)));
        }
        assertThat(membership.self().incarnation()).isEqualTo(100);
    }

    @Test
    void refutes_its_own_death() {
        hear(dead(ann, 4));
        assertThat(membership.self().incarnation()).isEqualTo(5);
    }

    @Test
    void ignores_accusations_of_an_earlier_incarnation() {
        bobAndEveAreHere();
        hear(new Update.Alive(bob.withIncarnation(3)));
        hear(suspect(bob, 2, "eve"));
        assertThat(stateOf("bob")).isEqualTo(MemberState.ALIVE);
    }

    @Test
    void suspects_and_acquits_by_a_higher_incarnation() {
        bobAndEveAreHere();
        hear(suspect(bob, 0, "eve"));
        assertThat(stateOf("bob")).isEqualTo(MemberState.SUSPECT);
        hear(new Update.Alive(bob));
        assertThat(stateOf("bob")).isEqualTo(MemberState.SUSPECT);
        hear(new Update.Alive(bob.withIncarnation(1)));
        assertThat(stateOf("bob")).isEqualTo(MemberState.ALIVE);
    }

    @Test
    void the_dead_return_only_by_their_own_higher_incarnation() {
        bobAndEveAreHere();
        hear(dead(bob, 0));
        hear(new Update.Alive(bob));
        hear(suspect(bob, 5, "eve"));
        assertThat(stateOf("bob")).isEqualTo(MemberState.DEAD);
        hear(new Update.Alive(bob.withIncarnation(1)));
        assertThat(stateOf("bob")).isEqualTo(MemberState.ALIVE);
        assertThat(env.takeEvents()).anyMatch(MemberEvent.Returned.class::isInstance);
    }

    @Test
    void one_refused_port_confirms_nothing_two_do() {
        bobAndEveAreHere();
        hear(new Update.Gone(bob.id(), 0, "eve"));
        hear(new Update.Gone(bob.id(), 0, "eve"));
        assertThat(stateOf("bob")).isEqualTo(MemberState.ALIVE);
        hear(new Update.Gone(bob.id(), 0, "kim"));
        assertThat(stateOf("bob")).isEqualTo(MemberState.DEAD);
        Verdict why = membership.why("bob").get(1);
        assertThat(why.accusers()).containsExactly("eve", "kim");
        assertThat(why.evidence()).isEqualTo(Evidence.PORT_REFUSED);
    }

    @Test
    void an_authentic_word_annuls_refused_ports() {
        bobAndEveAreHere();
        hear(new Update.Gone(bob.id(), 0, "eve"));
        membership.heardFrom(peer(bob));
        hear(new Update.Gone(bob.id(), 0, "kim"));
        assertThat(stateOf("bob")).isEqualTo(MemberState.ALIVE);
    }

    @Test
    void a_later_life_replaces_an_earlier_one_which_dies_first() {
        bobAndEveAreHere();
        hear(new Update.Alive(record("bob", 9, 2)));
        List<Event> events = env.takeEvents();
        assertThat(events.get(0)).isInstanceOf(MemberEvent.Died.class);
        assertThat(events.get(1)).isInstanceOf(MemberEvent.Joined.class);
        assertThat(membership.ofInstance(bob.id().instance())).isNull();
        assertThat(rowOf("bob").id().epoch()).isEqualTo(2);
    }

    @Test
    void who_left_returns_only_with_a_higher_epoch() {
        bobAndEveAreHere();
        hear(new Update.Left(bob.id()));
        hear(new Update.Alive(bob.withIncarnation(7)));
        assertThat(membership.row("bob")).isNull();
        hear(new Update.Alive(record("bob", 2, 2)));
        assertThat(stateOf("bob")).isEqualTo(MemberState.ALIVE);
    }

    @Test
    void a_removal_outlives_its_tombstone_when_all_have_acknowledged() {
        bobAndEveAreHere();
        membership.forget(bob.id());
        assertThat(membership.removedDigest()).isNotZero();
        membership.acknowledgedRemovals(peer(eve), membership.lastRemoval());
        assertThat(membership.removedDigest()).isZero();
        hear(new Update.Alive(bob));
        assertThat(membership.row("bob")).isNull();
    }

    @Test
    void an_earlier_life_than_the_removed_one_stays_out_too() {
        bobAndEveAreHere();
        membership.forget(bob.id());
        membership.acknowledgedRemovals(peer(eve), membership.lastRemoval());
        MemberRecord earlier = record("bob", 7, 0);
        hear(new Update.Alive(earlier));
        assertThat(membership.row("bob")).isNull();
        assertThat(membership.removalOf(earlier.id()))
                .isEqualTo(
                        new Update.Forgotten(new NodeId("bob", 1, earlier.id().instance()), "ann"));
    }

    @Test
    void whoever_brings_the_word_of_a_removal_need_not_acknowledge_it() {
        bobAndEveAreHere();
        membership.hear(new Update.Left(bob.id()), peer(eve));
        assertThat(membership.removals()).isEmpty();
    }

    @Test
    void an_acknowledgement_reaches_no_further_than_what_was_told() {
        bobAndEveAreHere();
        membership.forget(bob.id());
        long told = membership.lastRemoval();
        hear(new Update.Alive(record("kim", 4)));
        membership.forget(record("kim", 4).id());
        membership.acknowledgedRemovals(peer(eve), told);
        assertThat(membership.awaited(bob.id())).isEmpty();
        assertThat(membership.removalsFor(peer(eve), 0, 9))
                .extracting(Removal::update)
                .containsExactly(new Update.Forgotten(record("kim", 4).id(), "ann"));
    }

    @Test
    void a_death_in_another_view_is_a_doubt_and_a_confirmation_where_there_is_one_already() {
        bobAndEveAreHere();
        membership.learn(new Standing(bob, 0, MemberState.DEAD), peer(eve));
        assertThat(stateOf("bob")).isEqualTo(MemberState.ALIVE);
        assertThat(env.takeEvents()).containsExactly(new MembershipSignal.Doubted(bob.id()));
        membership.suspect(rowOf("bob"), Evidence.PROBES_UNANSWERED, "");
        membership.learn(new Standing(bob, 0, MemberState.DEAD), peer(eve));
        assertThat(rowOf("bob").accusers()).containsExactly("ann", "eve");
    }

    @Test
    void the_dead_are_dead_in_the_highest_incarnation_that_anybody_heard_of() {
        bobAndEveAreHere();
        hear(dead(bob, 0));
        membership.learn(new Standing(bob.withIncarnation(2), 3, MemberState.DEAD), peer(eve));
        assertThat(rowOf("bob").incarnation()).isEqualTo(3);
        assertThat(stateOf("bob")).isEqualTo(MemberState.DEAD);
    }

    @Test
    void a_dead_earlier_self_is_a_claim_to_the_name() {
        MemberRecord past = record("ann", 9, 5);
        membership.learn(new Standing(past, 0, MemberState.DEAD), peer(eve));
        assertThat(env.takeEvents()).contains(new MembershipSignal.NameClaimed(past));
    }

    @Test
    void lives_on_under_a_higher_epoch_when_an_earlier_self_was_removed() {
        hear(new Update.Forgotten(new NodeId("ann", 3, 77), "eve"));
        assertThat(membership.self().id().epoch()).isEqualTo(4);
        assertThat(env.takeEvents()).contains(new MembershipSignal.EpochRaised(4));
    }

    @Test
    void tombstones_are_bounded_and_their_loss_makes_strangers_hearsay() {
        Membership small = new Membership(MembershipConfig.defaults().withMaxTombstones(1), env, ann);
        small.hear(new Update.Alive(eve), peer(eve));
        small.hear(new Update.Left(new NodeId("x", 1, 1)), peer(bob));
        small.hear(new Update.Left(new NodeId("y", 1, 2)), peer(bob));
        assertThat(small.removals()).hasSize(1);
        env.takeEvents();
        small.hear(new Update.Alive(bob), peer(eve));
        assertThat(small.row("bob")).isNull();
        assertThat(env.takeEvents()).contains(new MembershipSignal.Hearsay(bob));
    }

    @Test
    void hears_that_it_was_forgotten() {
        hear(new Update.Forgotten(ann.id(), "eve"));
        assertThat(env.takeEvents()).contains(new MemberEvent.SelfForgotten("eve"));
    }

    @Test
    void reports_a_namesake_of_no_lower_epoch() {
        MemberRecord twin = MemberRecord.of(new NodeId("ann", 1, 77), 0, bob.addresses(), new TreeMap<>(), 1, 1);
        hear(new Update.Alive(twin));
        assertThat(env.takeEvents()).contains(new MembershipSignal.NameClaimed(twin));
        assertThat(membership.self().id()).isEqualTo(ann.id());
    }

    @Test
    void the_accusations_of_the_dead_count_for_nothing() {
        bobAndEveAreHere();
        hear(dead(bob, 0));
        membership.hear(suspect(eve, 0, "bob"), peer(bob));
        membership.hear(dead(eve, 0), peer(bob));
        assertThat(stateOf("eve")).isEqualTo(MemberState.ALIVE);
    }

    @Test
    void tells_the_dead_and_the_removed_what_became_of_them() {
        bobAndEveAreHere();
        hear(dead(bob, 0));
        assertThat(membership.wordFor(peer(bob))).isInstanceOf(Update.Dead.class);
        membership.forget(bob.id());
        assertThat(membership.wordFor(peer(bob))).isEqualTo(new Update.Forgotten(bob.id(), "ann"));
        assertThat(membership.wordFor(peer(eve))).isNull();
    }

    @Test
    void refuses_absurd_epochs_and_incarnations() {
        bobAndEveAreHere();
        hear(new Update.Alive(record("kim", 4, 1L << 40)));
        hear(suspect(bob, 1L << 40, "eve"));
        assertThat(membership.row("kim")).isNull();
        assertThat(stateOf("bob")).isEqualTo(MemberState.ALIVE);
        assertThat(membership.implausible()).isEqualTo(2);
    }

    @Test
    void equal_views_have_equal_digests_however_they_came_about() {
        Membership other = new Membership(MembershipConfig.defaults(), env, eve);
        other.hear(new Update.Alive(ann), peer(ann));
        other.hear(new Update.Alive(bob.withIncarnation(2)), peer(bob));
        hear(new Update.Alive(bob));
        hear(new Update.Alive(eve));
        assertThat(membership.digest()).isNotEqualTo(other.digest());
        hear(suspect(bob, 0, "eve"));
        hear(new Update.Alive(bob.withIncarnation(2)));
        assertThat(membership.digest()).isEqualTo(other.digest());
    }

    @Test
    void tells_the_accused_instead_of_believing_another_partition() {
        bobAndEveAreHere();
        membership.learn(new Standing(bob, 0, MemberState.DEAD), peer(eve));
        assertThat(stateOf("bob")).isEqualTo(MemberState.ALIVE);
        assertThat(env.takeSent())
                .containsExactly(new RecordingEnvironment.Sent(
                        peer(bob), new Update.Suspect(bob.id(), 0, "eve", Evidence.SECOND_HAND)));
    }

    @Test
    void forgets_the_dead_after_the_longest_absence() {
        bobAndEveAreHere();
        hear(dead(bob, 0));
        env.freeze(Duration.ofDays(8));
        membership.sweep();
        assertThat(membership.row("bob")).isNull();
        assertThat(membership.hasGaps()).isTrue();
    }

    @Test
    void reaches_a_member_by_a_common_address_family_only() {
        MemberRecord v6 = MemberRecord.of(
                new NodeId("six", 1, 6), 0, List.of(Address.parse("[::1]:7940")), new TreeMap<>(), 1, 1);
        hear(new Update.Alive(v6));
        hear(new Update.Alive(bob));
        assertThat(membership.peer(rowOf("six"))).isNull();
        assertThat(membership.peer(rowOf("bob"))).isEqualTo(peer(bob));
        assertThat(Peer.at(bob.addresses().get(0)).isKnown()).isFalse();
    }

    @Test
    void sends_each_update_so_many_times_and_the_least_sent_first() {
        hear(new Update.Alive(bob));
        assertThat(membership.nextUpdate(1_000)).isEqualTo(new Update.Alive(bob));
        assertThat(membership.nextUpdate(1_000)).isNull();
        hear(new Update.Alive(eve));
        assertThat(membership.nextUpdate(1_000)).isEqualTo(new Update.Alive(eve));
        int sent = 0;
        for (int packet = 0; packet < 100; packet++) while (membership.nextUpdate(1_000) != null) sent++;
        int limit = MembershipConfig.defaults().transmitLimit(3);
        assertThat(sent).isEqualTo(2 * limit - 2);
        assertThat(membership.hasNews()).isFalse();
    }
}
