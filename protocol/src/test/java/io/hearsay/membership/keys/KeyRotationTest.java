package io.hearsay.membership.keys;

import static io.hearsay.membership.Records.peer;
import static io.hearsay.membership.Records.record;
import static io.hearsay.membership.keys.KeyRingTest.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.hearsay.Message;
import io.hearsay.RecordingEnvironment;
import io.hearsay.RecordingEnvironment.Sent;
import io.hearsay.membership.Evidence;
import io.hearsay.membership.MemberRecord;
import io.hearsay.membership.MemberState;
import io.hearsay.membership.Membership;
import io.hearsay.membership.MembershipConfig;
import io.hearsay.membership.Row;
import io.hearsay.membership.Update;
import io.hearsay.membership.keys.KeyEvent.KeyReport;
import io.hearsay.membership.keys.KeyEvent.RingChanged;
import io.hearsay.membership.keys.KeyMessage.Ordered;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeyRotationTest {
    private static final byte[] OLD = key(1);
    private static final byte[] NEW = key(2);
    private static final int OLD_ID = KeyRing.number(OLD);
    private static final int NEW_ID = KeyRing.number(NEW);

    private final RecordingEnvironment env = new RecordingEnvironment(1);
    private final KeyRing ring = KeyRing.of(List.of(OLD));
    private final Membership membership =
            new Membership(MembershipConfig.defaults(), env, record("me", 1).withKeys(List.of(OLD_ID)));
    private final KeyRotation rotation =
            new KeyRotation(KeyRotationConfig.lan(), env, membership, ring, KeyOrders.NONE);
    private MemberRecord bob = record("bob", 2).withKeys(List.of(OLD_ID));
    private MemberRecord eve = record("eve", 3).withKeys(List.of(OLD_ID));

    @BeforeEach
    void two_others_hold_the_old_key() {
        hear(bob);
        hear(eve);
        rotation.start();
        env.takeEvents();
    }

    private void hear(MemberRecord record) {
        membership.hear(new Update.Alive(record), peer(record));
    }

    private MemberRecord says(MemberRecord member, Integer... keys) {
        MemberRecord now = member.withIncarnation(member.incarnation() + 1).withKeys(List.of(keys));
        hear(now);
        return now;
    }

    private void bobSays(Integer... keys) {
        bob = says(bob, keys);
    }

    private void eveSays(Integer... keys) {
        eve = says(eve, keys);
    }

    private void stored() {
        rotation.persisted(env.lastToken());
    }

    private void advance(Duration by) {
        env.advance(by, KeyTimer.class, rotation::expire);
    }

    private List<KeyReport> reports() {
        return env.takeEvents().stream()
                .filter(KeyReport.class::isInstance)
                .map(KeyReport.class::cast)
                .toList();
    }

    private static KeyOrders orders(Message message) {
        return ((Ordered) message).orders();
    }

    private Row row(String name) {
        return Objects.requireNonNull(membership.row(name));
    }

    private void kill(MemberRecord member) {
        membership.suspect(row(member.name()), Evidence.PROBES_UNANSWERED, "");
        membership.confirm(row(member.name()));
    }

    /** Brings all three to hold both keys. */
    private void installed() {
        long unused = rotation.install(NEW);
        stored();
        bobSays(OLD_ID, NEW_ID);
        eveSays(OLD_ID, NEW_ID);
        advance(Duration.ofSeconds(1));
        env.takeEvents();
        env.takeSent();
    }

    /** Brings all three to seal with the new one. */
    private void used() {
        installed();
        long unused = rotation.use(NEW_ID);
        stored();
        bobSays(NEW_ID, OLD_ID);
        eveSays(NEW_ID, OLD_ID);
        advance(Duration.ofSeconds(1));
        env.takeEvents();
        env.takeSent();
    }

    @Test
    void says_nothing_while_nothing_was_ever_ordered() {
        rotation.linkUp(peer(bob));
        advance(Duration.ofMinutes(1));
        assertThat(env.takeSent()).isEmpty();
        assertThat(env.links().takeSent()).isEmpty();
        assertThat(env.takePersisted()).isEmpty();
        assertThat(env.timers()).isEmpty();
    }

    @Test
    void an_installed_key_opens_here_at_once_and_is_told_to_the_others() {
        long unused = rotation.install(NEW);
        assertThat(ring.sealingFirst()).containsExactly(OLD_ID, NEW_ID);
        assertThat(env.takeSent()).extracting(Sent::to).containsExactlyInAnyOrder(peer(bob), peer(eve));
        assertThat(env.takeEvents())
                .contains(new RingChanged(
                        KeyRing.fingerprint(OLD_ID),
                        List.of(KeyRing.fingerprint(OLD_ID), KeyRing.fingerprint(NEW_ID))));
    }

    @Test
    void confirms_only_what_is_stored() {
        long unused = rotation.install(NEW);
        assertThat(membership.self().record().keys()).containsExactly(OLD_ID);
        rotation.persistFailed(env.lastToken(), "the disk is full");
        assertThat(membership.self().record().keys()).containsExactly(OLD_ID);
        assertThat(env.takePersisted()).hasSize(1);
        advance(Duration.ofSeconds(1));
        assertThat(env.takePersisted()).as("tries again").hasSize(1);
        stored();
        assertThat(membership.self().record().keys()).containsExactly(OLD_ID, NEW_ID);
    }

    @Test
    void reports_when_all_who_live_have_confirmed() {
        long number = rotation.install(NEW);
        stored();
        bobSays(OLD_ID, NEW_ID);
        advance(Duration.ofSeconds(1));
        assertThat(reports()).isEmpty();
        eveSays(OLD_ID, NEW_ID);
        advance(Duration.ofSeconds(1));
        assertThat(reports())
                .containsExactly(new KeyReport(
                        number, KeyRing.fingerprint(NEW_ID), List.of("bob", "eve", "me"), List.of(), List.of()));
    }

    @Test
    void reports_after_its_patience_who_has_not_confirmed() {
        long number = rotation.install(NEW);
        stored();
        bobSays(OLD_ID, NEW_ID);
        advance(Duration.ofSeconds(6));
        assertThat(reports())
                .containsExactly(new KeyReport(
                        number, KeyRing.fingerprint(NEW_ID), List.of("bob", "me"), List.of("eve"), List.of()));
    }

    @Test
    void goes_on_telling_one_who_is_behind_ever_more_rarely() {
        long unused = rotation.install(NEW);
        stored();
        bobSays(OLD_ID, NEW_ID);
        env.takeSent();
        advance(Duration.ofSeconds(10));
        assertThat(env.takeSent()).allMatch(sent -> sent.to().equals(peer(eve))).hasSizeBetween(4, 8);
        advance(Duration.ofMinutes(1));
        assertThat(env.takeSent()).hasSizeBetween(5, 7);
        eveSays(OLD_ID, NEW_ID);
        advance(Duration.ofSeconds(11));
        assertThat(env.timers()).isEmpty();
    }

    @Test
    void an_order_given_again_goes_on_where_it_was() {
        long unused = rotation.install(NEW);
        stored();
        env.takePersisted();
        long again = rotation.install(NEW);
        bobSays(OLD_ID, NEW_ID);
        eveSays(OLD_ID, NEW_ID);
        advance(Duration.ofSeconds(1));
        assertThat(env.takePersisted()).isEmpty();
        assertThat(reports()).extracting(KeyReport::command).containsExactly(unused, again);
    }

    @Test
    void a_key_is_not_used_before_all_who_live_hold_it() {
        long unused = rotation.install(NEW);
        stored();
        bobSays(OLD_ID, NEW_ID);
        assertThatIllegalStateException()
                .isThrownBy(() -> rotation.use(NEW_ID))
                .withMessageContaining("eve has not confirmed")
                .withMessageContaining(KeyRing.fingerprint(NEW_ID));
        assertThat(ring.current()).isEqualTo(OLD_ID);
        kill(eve);
        long used = rotation.use(NEW_ID);
        assertThat(used).isEqualTo(2);
        assertThat(ring.current()).isEqualTo(NEW_ID);
    }

    @Test
    void an_unknown_key_is_refused_with_those_that_are_held() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rotation.use(NEW_ID))
                .withMessageContaining(KeyRing.fingerprint(NEW_ID))
                .withMessageContaining("it holds " + KeyRing.fingerprint(OLD_ID));
        assertThatIllegalArgumentException().isThrownBy(() -> rotation.remove(NEW_ID, false));
    }

    @Test
    void the_key_that_seals_is_not_removed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> rotation.remove(OLD_ID, true))
                .withMessageContaining("use another one first");
    }

    @Test
    void a_key_is_not_removed_while_somebody_alive_seals_with_it() {
        installed();
        long unused = rotation.use(NEW_ID);
        stored();
        bobSays(NEW_ID, OLD_ID);
        assertThatIllegalStateException()
                .isThrownBy(() -> rotation.remove(OLD_ID, false))
                .withMessageContaining("eve has not confirmed");
    }

    @Test
    void a_key_is_not_removed_while_a_dead_member_that_is_not_removed_needs_it() {
        installed();
        kill(eve);
        long unused = rotation.use(NEW_ID);
        stored();
        bobSays(NEW_ID, OLD_ID);
        assertThatIllegalStateException()
                .isThrownBy(() -> rotation.remove(OLD_ID, false))
                .withMessageContaining("eve has not confirmed")
                .withMessageContaining("forget it");
        membership.forget(eve.id());
        long removed = rotation.remove(OLD_ID, false);
        assertThat(removed).isPositive();
        assertThat(ring.sealingFirst()).containsExactly(NEW_ID);
    }

    @Test
    void a_forced_removal_says_whom_it_locks_out() {
        installed();
        kill(eve);
        long unused = rotation.use(NEW_ID);
        stored();
        bobSays(NEW_ID, OLD_ID);
        advance(Duration.ofSeconds(1));
        env.takeEvents();
        long number = rotation.remove(OLD_ID, true);
        stored();
        bobSays(NEW_ID);
        advance(Duration.ofSeconds(1));
        assertThat(reports())
                .containsExactly(new KeyReport(
                        number, KeyRing.fingerprint(OLD_ID), List.of("bob", "me"), List.of("eve"), List.of("eve")));
    }

    @Test
    void what_another_member_was_ordered_is_done_stored_and_passed_on() {
        KeyOrders rotated = KeyOrders.NONE.install(NEW_ID, NEW).use(NEW_ID).remove(OLD_ID);
        rotation.receive(peer(bob), new Ordered(rotated));
        assertThat(ring.sealingFirst()).containsExactly(NEW_ID);
        assertThat(env.takePersisted()).hasSize(1);
        assertThat(env.takeSent())
                .extracting(sent -> orders(sent.message()))
                .isNotEmpty()
                .containsOnly(rotated);
        stored();
        assertThat(membership.self().record().keys()).containsExactly(NEW_ID);
    }

    @Test
    void one_who_knows_less_is_answered_with_what_is_known_here() {
        installed();
        rotation.receive(peer(bob), new Ordered(KeyOrders.NONE));
        assertThat(env.takeSent()).extracting(Sent::to).containsExactly(peer(bob));
        rotation.receive(peer(bob), new Ordered(KeyOrders.NONE.install(NEW_ID, NEW)));
        assertThat(env.takeSent()).isEmpty();
    }

    @Test
    void a_stranger_on_a_link_is_told_at_once_and_one_who_has_confirmed_is_not() {
        installed();
        MemberRecord joe = record("joe", 4);
        rotation.linkUp(peer(joe));
        rotation.linkUp(peer(bob));
        assertThat(env.links().takeSent()).extracting(Sent::to).containsExactly(peer(joe));
    }

    @Test
    void a_later_life_goes_on_where_the_journal_ends() {
        used();
        byte[] stored =
                Objects.requireNonNull(env.takePersisted().get(1).writes().get(KeyRotation.KEYS_KEY));
        KeyRing later = KeyRing.of(List.of(OLD));
        KeyOrders restored = KeyRotation.restore(later, stored);
        assertThat(later.sealingFirst()).containsExactly(NEW_ID, OLD_ID);
        assertThat(restored.used()).isEqualTo(NEW_ID);
    }

    @Test
    void a_key_that_an_operator_has_put_first_since_seals_until_the_cluster_says_otherwise() {
        used();
        byte[] stored =
                Objects.requireNonNull(env.takePersisted().get(1).writes().get(KeyRotation.KEYS_KEY));
        byte[] third = key(3);
        KeyRing later = KeyRing.of(List.of(third));
        KeyOrders restored = KeyRotation.restore(later, stored);
        assertThat(later.current()).isEqualTo(KeyRing.number(third));
        assertThat(later.ids()).contains(NEW_ID);
        assertThat(restored.used()).isEqualTo(KeyRing.NO_KEY);
    }

    @Test
    void a_journal_that_makes_no_sense_counts_as_none() {
        KeyRing later = KeyRing.of(List.of(OLD));
        assertThat(KeyRotation.restore(later, new byte[] {99})).isEqualTo(KeyOrders.NONE);
        assertThat(KeyRotation.restore(later, null)).isEqualTo(KeyOrders.NONE);
    }

    @Test
    void shows_who_holds_what_the_dead_included() {
        installed();
        kill(eve);
        assertThat(rotation.members())
                .contains(new MemberKeys(
                        "eve", MemberState.DEAD, List.of(KeyRing.fingerprint(OLD_ID), KeyRing.fingerprint(NEW_ID))));
    }

    @Test
    void without_keys_every_order_is_refused_and_none_is_heeded() {
        KeyRotation insecure =
                new KeyRotation(KeyRotationConfig.lan(), env, membership, KeyRing.insecure(), KeyOrders.NONE);
        assertThatIllegalStateException()
                .isThrownBy(() -> insecure.install(NEW))
                .withMessageContaining("runs without keys (security: insecure)");
        assertThatIllegalStateException().isThrownBy(() -> insecure.use(OLD_ID));
        assertThatIllegalStateException().isThrownBy(() -> insecure.remove(OLD_ID, true));
        insecure.receive(peer(bob), new Ordered(KeyOrders.NONE.install(NEW_ID, NEW)));
        assertThat(env.takePersisted()).isEmpty();
    }

    @Test
    void a_ninth_key_is_refused() {
        for (int i = 2; i <= KeyRing.MAX_KEYS; i++) {
            long unused = rotation.install(key(i));
        }
        assertThatIllegalStateException()
                .isThrownBy(() -> rotation.install(key(9)))
                .withMessageContaining("holds 8 keys");
    }
}
