package io.hearsay.dissemination.bimodal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hearsay.Address;
import io.hearsay.Event;
import io.hearsay.Message;
import io.hearsay.Peer;
import io.hearsay.RecordingEnvironment;
import io.hearsay.RecordingEnvironment.Sent;
import io.hearsay.dissemination.bimodal.BimodalConfig.Choice;
import io.hearsay.dissemination.bimodal.BimodalMessage.Digest;
import io.hearsay.dissemination.bimodal.BimodalMessage.Holding;
import io.hearsay.dissemination.bimodal.BimodalMessage.Mail;
import io.hearsay.dissemination.bimodal.BimodalMessage.Repair;
import io.hearsay.dissemination.bimodal.BimodalMessage.Solicit;
import io.hearsay.dissemination.bimodal.BimodalMessage.Span;
import io.hearsay.sampling.UniformPeers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BimodalTest {
    private static final Peer BOB = new Peer(Address.v4(2, 7940), 2);
    private static final Peer EVE = new Peer(Address.v4(3, 7940), 3);
    private static final Duration ROUND = Duration.ofMillis(100);
    private static final BimodalConfig CONFIG = BimodalConfig.lan()
            .withRounds(new BimodalConfig.Rounds(ROUND, 0, 1, Choice.FIXED))
            .withBuffer(new BimodalConfig.Buffer(3, 8, 1000, 2, 4))
            .withRepair(new BimodalConfig.Repair(5, 3, 250, 1, 100, 1100));

    private final RecordingEnvironment env = new RecordingEnvironment(1);
    private final Bimodal ann = ann(CONFIG);

    private Bimodal ann(BimodalConfig config) {
        Bimodal node = new Bimodal(config, env, new UniformPeers(List.of(BOB), 1), 1);
        node.start();
        return node;
    }

    @Test
    void mails_at_once_and_gossips_each_round_until_it_is_collected() {
        ann.publish(payload(7));
        assertThat(sent()).containsExactly(new Mail(new MessageId(1, 1), payload(7)));
        assertThat(events()).containsExactly(new Delivered(new MessageId(1, 1), payload(7), false));
        for (int round = 1; round <= 2; round++) {
            rounds(1);
            assertThat(sent()).containsExactly(new Digest(round, List.of(holding(1, 1, 1))));
        }
        rounds(3);
        assertThat(sent()).isEmpty();
        assertThat(ann.stats().buffered()).isZero();
    }

    @Test
    void asks_for_what_it_lacks_the_newest_first() {
        ann.receive(BOB, mail(2, 3));
        ann.receive(BOB, new Digest(9, List.of(holding(2, 1, 6))));
        assertThat(sent()).containsExactly(new Solicit(9, List.of(holding(2, 4, 6)))); // three at most
    }

    @Test
    void asks_only_one_peer_for_a_message_in_a_round() {
        ann.receive(BOB, new Digest(9, List.of(holding(2, 1, 2))));
        ann.receive(EVE, new Digest(4, List.of(holding(2, 1, 3))));
        assertThat(sent())
                .containsExactly(new Solicit(9, List.of(holding(2, 1, 2))), new Solicit(4, List.of(holding(2, 3, 3))));
        rounds(1);
        ann.receive(EVE, new Digest(5, List.of(holding(2, 1, 1))));
        assertThat(sent()).containsExactly(new Solicit(5, List.of(holding(2, 1, 1))));
    }

    @Test
    void says_nothing_to_a_digest_of_what_it_has() {
        ann.publish(payload(1));
        ann.receive(BOB, mail(2, 1));
        sent();
        ann.receive(BOB, new Digest(1, List.of(holding(1, 1, 5), holding(2, 1, 1))));
        assertThat(sent()).isEmpty();
    }

    @Test
    void delivers_in_the_publishers_order_and_once() {
        ann.receive(BOB, mail(2, 2));
        ann.receive(BOB, mail(2, 3));
        assertThat(events()).isEmpty();
        ann.receive(EVE, new Repair(new MessageId(2, 1), payload(1)));
        ann.receive(BOB, mail(2, 1));
        ann.receive(BOB, mail(2, 3));
        assertThat(events())
                .containsExactly(
                        new Delivered(new MessageId(2, 1), payload(1), true),
                        new Delivered(new MessageId(2, 2), payload(2), false),
                        new Delivered(new MessageId(2, 3), payload(3), false));
        assertThat(ann.stats().duplicates()).isEqualTo(2);
    }

    @Test
    void a_gap_that_stays_is_told_and_what_came_behind_it_is_delivered() {
        ann.receive(BOB, mail(2, 3));
        rounds(4);
        assertThat(events()).isEmpty();
        rounds(1);
        assertThat(events()).containsExactly(new Lost(2, 1, 2), new Delivered(new MessageId(2, 3), payload(3), false));
        ann.receive(BOB, mail(2, 1));
        assertThat(events()).isEmpty();
        assertThat(ann.stats().lost()).isEqualTo(2);
    }

    @Test
    void what_only_a_digest_tells_of_is_missed_as_well() {
        ann.receive(BOB, mail(2, 1));
        ann.receive(BOB, new Digest(1, List.of(holding(2, 1, 2))));
        events();
        rounds(5);
        assertThat(events()).containsExactly(new Lost(2, 2, 2));
    }

    @Test
    void a_second_gap_has_its_own_time() {
        ann.receive(BOB, mail(2, 2));
        rounds(4);
        ann.receive(BOB, mail(2, 4));
        rounds(1);
        assertThat(events()).containsExactly(new Lost(2, 1, 1), new Delivered(new MessageId(2, 2), payload(2), false));
        ann.receive(BOB, mail(2, 3));
        assertThat(events()).hasSize(2);
        rounds(9);
        assertThat(events()).isEmpty();
    }

    @Test
    void a_copy_from_beyond_reach_gives_the_gap_up() {
        ann.receive(BOB, mail(2, 2));
        ann.receive(BOB, mail(2, 7));
        assertThat(events())
                .containsExactly(
                        new Lost(2, 1, 1), new Delivered(new MessageId(2, 2), payload(2), false), new Lost(2, 3, 3));
    }

    @Test
    void a_digest_from_far_ahead_gives_up_no_more_than_the_reach() {
        ann.receive(BOB, new Digest(1, List.of(holding(2, 1, Long.MAX_VALUE))));
        rounds(5);
        assertThat(events()).containsExactly(new Lost(2, 1, 4));
    }

    @Test
    void answers_with_the_newest_and_once_a_round() {
        for (int i = 1; i <= 3; i++) ann.publish(payload(i));
        sent();
        ann.receive(BOB, new Solicit(0, List.of(holding(1, 1, 9))));
        assertThat(sent()).containsExactly(repair(1, 3), repair(1, 2), repair(1, 1));
        ann.receive(BOB, new Solicit(0, List.of(holding(1, 1, 1), holding(9, 1, 1))));
        assertThat(sent()).isEmpty();
        assertThat(ann.stats().refusedOften()).isEqualTo(1);
        ann.receive(EVE, new Solicit(0, List.of(holding(1, 1, 1))));
        assertThat(sent()).containsExactly(repair(1, 1));
    }

    @Test
    void refuses_requests_about_rounds_that_are_over_or_never_were() {
        ann.publish(payload(1));
        rounds(2);
        sent();
        ann.receive(BOB, new Solicit(0, List.of(holding(1, 1, 1))));
        ann.receive(BOB, new Solicit(3, List.of(holding(1, 1, 1))));
        assertThat(sent()).isEmpty();
        assertThat(ann.stats().refusedStale()).isEqualTo(2);
        ann.receive(BOB, new Solicit(1, List.of(holding(1, 1, 1))));
        assertThat(sent()).hasSize(1);
    }

    @Test
    void sends_again_no_more_than_its_budget_in_a_round() {
        for (int i = 1; i <= 3; i++) ann.publish(new Payload(new byte[100]));
        sent();
        ann.receive(BOB, new Solicit(0, List.of(holding(1, 1, 3))));
        assertThat(sent()).hasSize(2);
        assertThat(ann.stats().refusedBudget()).isEqualTo(1);
        rounds(1);
        sent();
        ann.receive(BOB, new Solicit(1, List.of(holding(1, 1, 1))));
        assertThat(sent()).hasSize(1);
    }

    @Test
    void keeps_no_more_than_its_buffer_holds() {
        for (int i = 1; i <= 20; i++) ann.receive(BOB, mail(2, i));
        for (int i = 1; i <= 20; i++) ann.publish(payload(i));
        assertThat(ann.stats().buffered()).isEqualTo(8);
        assertThat(ann.stats().collectedEarly()).isEqualTo(32);
        ann(CONFIG.withBuffer(new BimodalConfig.Buffer(3, 8, 10, 2, 4))).receive(BOB, mail(2, 1));
    }

    @Test
    void forgets_the_publisher_silent_for_longest() {
        ann.receive(BOB, mail(2, 1));
        ann.receive(BOB, mail(3, 1));
        ann.receive(BOB, mail(2, 2));
        ann.receive(BOB, mail(4, 1));
        events();
        ann.receive(BOB, mail(2, 2));
        assertThat(events()).isEmpty();
        ann.receive(BOB, mail(3, 1));
        assertThat(events()).hasSize(1);
    }

    @Test
    void a_digest_fits_its_room_and_names_the_newest() {
        Bimodal node = ann(CONFIG.withBuffer(new BimodalConfig.Buffer(99, 8192, 1 << 20, 99, 4096))
                .withRepair(new BimodalConfig.Repair(99, 64, 1000, 1, 100, 64)));
        for (int i = 1; i <= 1000; i += 2) node.receive(BOB, mail(2, i));
        env.takeSent();
        env.advance(ROUND, BimodalTimer.class, node::expire);
        Digest digest = sent().stream()
                .filter(Digest.class::isInstance)
                .map(Digest.class::cast)
                .findFirst()
                .orElseThrow();
        List<Span> spans = digest.holdings().get(0).spans();
        assertThat(spans).hasSizeBetween(15, 30);
        assertThat(spans.get(spans.size() - 1)).isEqualTo(new Span(999, 999));
    }

    @Test
    void refuses_what_is_too_large_and_bad_settings() {
        assertThatIllegalArgumentException().isThrownBy(() -> ann.publish(new Payload(new byte[101])));
        assertThat(ann.stats().delivered()).isZero();
        assertThatIllegalArgumentException().isThrownBy(() -> CONFIG.withMail(-1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BimodalConfig.Rounds(ROUND, 0, Double.NaN, Choice.FIXED));
        assertThatIllegalArgumentException().isThrownBy(() -> new BimodalConfig.Buffer(0, 1, 1, 1, 1));
    }

    private void rounds(int count) {
        env.advance(ROUND.multipliedBy(count), BimodalTimer.class, ann::expire);
    }

    private List<Message> sent() {
        List<Message> sent = new ArrayList<>();
        for (Sent each : env.takeSent()) sent.add(each.message());
        return sent;
    }

    private List<Event> events() {
        return env.takeEvents();
    }

    private static Payload payload(int content) {
        return new Payload(new byte[] {(byte) content});
    }

    private static Mail mail(long origin, int sequence) {
        return new Mail(new MessageId(origin, sequence), payload(sequence));
    }

    private static Repair repair(long origin, int sequence) {
        return new Repair(new MessageId(origin, sequence), payload(sequence));
    }

    private static Holding holding(long origin, long first, long last) {
        return new Holding(origin, List.of(new Span(first, last)));
    }
}
