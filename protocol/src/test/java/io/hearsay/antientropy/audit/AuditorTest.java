package io.hearsay.antientropy.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.Address;
import io.hearsay.LinkCause;
import io.hearsay.Message;
import io.hearsay.Peer;
import io.hearsay.Peers;
import io.hearsay.RecordingEnvironment;
import io.hearsay.RecordingEnvironment.LinkCall;
import io.hearsay.antientropy.Scope;
import io.hearsay.antientropy.SipHash;
import io.hearsay.antientropy.audit.AuditMessage.Answer;
import io.hearsay.antientropy.audit.AuditMessage.Challenge;
import io.hearsay.antientropy.audit.AuditMessage.Copy;
import io.hearsay.antientropy.audit.AuditMessage.Details;
import io.hearsay.antientropy.audit.AuditMessage.Fetch;
import io.hearsay.antientropy.audit.Finding.Outcome;
import io.hearsay.wire.ByteWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One auditor, and peers that are played by hand. */
class AuditorTest {
    private static final AuditConfig CONFIG = AuditConfig.usual().withPass(Duration.ZERO);

    /** Numbered entries by their items. */
    private static final class Shelf implements Holdings {
        private static final SipHash SECRET = new SipHash(11, 12);
        final TreeMap<Long, byte[]> entries = new TreeMap<>(Long::compareUnsigned);

        Shelf(int count, int bytes) {
            for (int i = 0; i < count; i++) {
                byte[] entry = new ByteWriter(bytes)
                        .i64(i)
                        .raw(new byte[bytes], 0, bytes - 8)
                        .toByteArray();
                entries.put(SECRET.of(entry), entry);
            }
        }

        void rot(long item) {
            Objects.requireNonNull(entries.get(item))[7] ^= 1;
        }

        @Override
        public long count() {
            return entries.size();
        }

        @Override
        public List<String> scopes() {
            return List.of(Scope.ALL);
        }

        @Override
        public long[] items(String scope, long from, int atMost) {
            return entries.tailMap(from).keySet().stream()
                    .limit(atMost)
                    .mapToLong(Long::longValue)
                    .toArray();
        }

        @Override
        public byte @Nullable [] reread(long item) {
            return entries.get(item);
        }

        @Override
        public long item(byte[] entry) {
            return SECRET.of(entry);
        }

        @Override
        public String name(long item) {
            return "entry " + item;
        }

        @Override
        public boolean heal(long item, byte[] entry) {
            return entries.replace(item, entry) != null;
        }
    }

    private static Peer peer(int number) {
        return new Peer(Address.parse("10.0.0." + number + ":7940"), number);
    }

    private record All(List<Peer> peers) implements Peers {
        @Override
        public int size() {
            return peers.size();
        }

        @Override
        public List<Peer> sample(int count, RandomGenerator random) {
            return new ArrayList<>(peers.subList(0, Math.min(count, peers.size())));
        }
    }

    private final RecordingEnvironment env = new RecordingEnvironment(1);
    private final Shelf shelf = new Shelf(100, 16);
    private final Shelf sound = new Shelf(100, 16);

    private Auditor auditor(Peer... peers) {
        Auditor auditor = new Auditor(CONFIG, env, scope -> new All(List.of(peers)), shelf);
        auditor.start();
        return auditor;
    }

    private void advance(Auditor auditor, Duration by) {
        env.advance(by, AuditTimer.class, auditor::expire);
    }

    private Challenge challenge() {
        return sent(Challenge.class).get(0);
    }

    private <M extends Message> List<M> sent(Class<M> kind) {
        return env.takeSent().stream()
                .map(RecordingEnvironment.Sent::message)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private List<Finding> findings() {
        return env.takeEvents().stream()
                .filter(AuditEvent.Rotten.class::isInstance)
                .map(event -> ((AuditEvent.Rotten) event).finding())
                .toList();
    }

    @Test
    void a_node_without_entries_or_background_sets_no_timer() {
        shelf.entries.clear();
        new Auditor(AuditConfig.usual(), env, scope -> new All(List.of(peer(1))), shelf).start();
        assertThat(env.timers()).isEmpty();
        assertThat(env.takeSent()).isEmpty();
    }

    @Test
    void each_slice_has_a_nonce_of_its_own_and_all_is_covered_once() {
        Auditor auditor = auditor(peer(1), peer(2));
        auditor.audit();
        List<Challenge> challenges = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            advance(auditor, i == 0 ? Duration.ZERO : CONFIG.pace());
            List<Challenge> both = sent(Challenge.class);
            if (both.isEmpty()) break;
            assertThat(both).hasSize(2).containsOnly(both.get(0));
            challenges.add(both.get(0));
            Challenge asked = both.get(0);
            Answer answer = Slice.read(sound, asked.nonce(), Scope.ALL, asked.from(), asked.to())
                    .answer(asked.nonce());
            auditor.receive(peer(1), answer);
            auditor.receive(peer(1), answer); // a duplicate counts for nobody
            auditor.receive(peer(2), answer);
        }
        assertThat(challenges).hasSize(2);
        assertThat(challenges.get(0).from()).isZero();
        assertThat(challenges.get(1).from()).isEqualTo(challenges.get(0).to() + 1);
        assertThat(challenges.get(1).to()).isEqualTo(-1);
        assertThat(challenges.get(1).nonce()).isNotEqualTo(challenges.get(0).nonce());
        assertThat(env.takeEvents()).singleElement().satisfies(event -> {
            AuditReport report = ((AuditEvent.Finished) event).report();
            assertThat(report.items()).isEqualTo(100);
            assertThat(report.answered()).isEqualTo(4);
        });
    }

    @Test
    void a_peer_that_answers_garbage_is_named_and_nothing_here_changes() {
        Auditor auditor = auditor(peer(1), peer(2));
        auditor.audit();
        advance(auditor, CONFIG.pace());
        Challenge asked = challenge();
        auditor.receive(peer(1), new Answer(asked.nonce(), asked.to(), 1, 2));
        assertThat(challenge().detailed()).isTrue();
        long item = shelf.entries.firstKey();
        auditor.receive(peer(1), new Details(asked.nonce(), new long[] {item, item + 1}, new long[] {5, 6}, true));
        assertThat(findings())
                .containsExactly(new Finding(item, "entry " + item, peer(1), Outcome.NAMED)); // the other is no item
        auditor.receive(peer(1), new Copy(item, new byte[] {1, 2, 3})); // that nobody asked for
        assertThat(shelf.entries.get(item)).isEqualTo(sound.entries.get(item));
        assertThat(auditor.counts().named()).isEqualTo(1);
        assertThat(auditor.counts().rotten()).isZero();
    }

    @Test
    void answers_that_nobody_asked_for_mean_nothing() {
        Auditor auditor = auditor(peer(1));
        long item = shelf.entries.firstKey();
        auditor.receive(peer(1), new Details(0, new long[] {item}, new long[] {5}, true));
        auditor.audit();
        advance(auditor, CONFIG.pace());
        Challenge asked = challenge();
        auditor.receive(peer(1), new Details(asked.nonce() + 1, new long[] {item}, new long[] {5}, true));
        auditor.receive(peer(9), new Details(asked.nonce(), new long[] {item}, new long[] {5}, true));
        assertThat(findings()).isEmpty();
    }

    @Test
    void a_copy_that_is_not_the_item_is_refused_its_sender_named_and_the_next_asked() {
        long item = shelf.entries.firstKey();
        shelf.rot(item);
        Auditor auditor = auditor(peer(1), peer(2));
        auditor.audit();
        advance(auditor, CONFIG.pace());
        assertThat(env.links().takeCalls()).containsExactly(new LinkCall("open", peer(1)));
        auditor.linkUp(peer(1));
        assertThat(env.links().takeSent()).containsExactly(new RecordingEnvironment.Sent(peer(1), new Fetch(item)));
        byte[] wrong = Objects.requireNonNull(sound.entries.lastEntry()).getValue();
        auditor.receive(peer(2), new Copy(item, Objects.requireNonNull(sound.entries.get(item)))); // out of turn
        auditor.receive(peer(1), new Copy(item, wrong));
        assertThat(env.links().takeCalls())
                .containsExactly(new LinkCall("close", peer(1)), new LinkCall("open", peer(2)));
        auditor.linkUp(peer(2));
        auditor.receive(peer(2), new Copy(item, Objects.requireNonNull(sound.entries.get(item))));
        assertThat(findings())
                .extracting(Finding::peer, Finding::outcome)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(peer(1), Outcome.NAMED),
                        org.assertj.core.groups.Tuple.tuple(null, Outcome.HEALED));
        assertThat(shelf.entries.get(item)).isEqualTo(sound.entries.get(item));
    }

    @Test
    void whose_link_fails_or_who_is_silent_is_passed_over() {
        shelf.rot(shelf.entries.firstKey());
        Auditor auditor = auditor(peer(1), peer(2));
        auditor.audit();
        advance(auditor, CONFIG.pace());
        auditor.linkDown(peer(1), LinkCause.TIMED_OUT);
        auditor.linkUp(peer(2));
        advance(auditor, CONFIG.patience().multipliedBy(3)); // all slices are overdue, too
        assertThat(findings()).extracting(Finding::outcome).containsExactly(Outcome.UNHEALED);
        assertThat(auditor.audit()).isPresent(); // the other one has finished
    }

    @Test
    void a_witness_with_rot_says_what_it_has_and_asks_who_asked() {
        long item = shelf.entries.firstKey();
        shelf.rot(item);
        Auditor witness = auditor();
        witness.receive(peer(7), new Challenge(5, 0, -1, false)); // asked again it might have healed it
        List<Details> details = sent(Details.class);
        assertThat(details).hasSize(3).extracting(Details::last).containsExactly(false, false, true); // 64 items
        Details truth = Slice.read(sound, 5, Scope.ALL, 0, -1).details(5).get(0);
        assertThat(details.get(0).items()).containsExactly(truth.items());
        assertThat(details.get(0).data()[0]).isNotEqualTo(truth.data()[0]);
        assertThat(details.get(0).data()[1]).isEqualTo(truth.data()[1]);
        assertThat(env.links().takeCalls()).containsExactly(new LinkCall("open", peer(7)));
    }

    @Test
    void rot_is_given_to_nobody() {
        long item = shelf.entries.firstKey();
        shelf.rot(item);
        Auditor witness = auditor();
        witness.receive(peer(7), new Fetch(item));
        witness.receive(peer(7), new Fetch(shelf.entries.lastKey()));
        witness.receive(peer(7), new Fetch(1)); // none
        assertThat(env.links().takeSent())
                .extracting(RecordingEnvironment.Sent::message)
                .containsExactly(
                        new Copy(item, new byte[0]),
                        new Copy(
                                shelf.entries.lastKey(),
                                shelf.entries.lastEntry().getValue()),
                        new Copy(1, new byte[0]));
    }

    @Test
    void a_flood_is_answered_so_often_a_second_and_the_rest_is_counted() {
        Auditor witness = auditor();
        for (int i = 0; i < 2_000; i++) witness.receive(peer(7), new Challenge(i, 0, -1, false));
        assertThat(sent(Answer.class)).hasSize(500);
        for (int i = 0; i < 2_000; i++) witness.receive(peer(8 + i % 100), new Challenge(i, 0, -1, false));
        assertThat(sent(Answer.class)).hasSize(500); // 1,000 of all
        assertThat(witness.counts().refused()).isEqualTo(3_000);
        env.freeze(Duration.ofSeconds(1));
        witness.receive(peer(7), new Challenge(1, 0, -1, false));
        assertThat(sent(Answer.class)).hasSize(1);
        assertThat(env.timers()).isEmpty();
    }

    @Test
    void who_is_silent_holds_up_sixteen_slices() {
        Auditor auditor = new Auditor(CONFIG, env, scope -> new All(List.of(peer(1))), new Shelf(3_000, 16));
        auditor.audit();
        advance(auditor, Duration.ofSeconds(1));
        assertThat(sent(Challenge.class)).hasSize(16);
        advance(auditor, CONFIG.patience());
        assertThat(sent(Challenge.class)).hasSize(16);
        assertThat(auditor.latest().orElseThrow().unwitnessed()).isEqualTo(16);
    }

    @Test
    void large_entries_make_small_slices() {
        Shelf large = new Shelf(64, 15 * 1024);
        Slice slice = Slice.read(large, 1, Scope.ALL, 0, -1);
        assertThat(slice.size()).isEqualTo(9); // the one that reaches 128 KiB included
        assertThat(Slice.read(large, 1, Scope.ALL, slice.to + 1, -1).size()).isEqualTo(9);
        long third = large.items(Scope.ALL, 0, 3)[2];
        assertThat(Slice.read(large, 1, Scope.ALL, 0, third).to).isEqualTo(third);
        assertThat(Slice.read(large, 1, Scope.ALL, 0, third).size()).isEqualTo(3);
        assertThat(Slice.read(large, 1, Scope.ALL, -1, -1).to).isEqualTo(-1);
    }

    @Test
    void a_heap_that_rots_all_over_makes_no_more_than_so_many_repairs_and_findings() {
        Shelf rotten = new Shelf(3_000, 16);
        for (long item : rotten.items(Scope.ALL, 0, 3_000)) rotten.rot(item);
        Auditor auditor = new Auditor(CONFIG, env, scope -> new All(List.of(peer(1))), rotten);
        auditor.audit();
        env.advance(Duration.ofMinutes(3), AuditTimer.class, auditor::expire); // nobody answers
        assertThat(auditor.counts().rotten()).isBetween(1_024L, 1_200L);
        env.advance(Duration.ofHours(2), AuditTimer.class, auditor::expire);
        AuditReport report = env.takeEvents().stream()
                .filter(AuditEvent.Finished.class::isInstance)
                .map(event -> ((AuditEvent.Finished) event).report())
                .findFirst()
                .orElseThrow();
        assertThat(report.findings()).hasSize(AuditReport.NAMED);
        assertThat(report.unnamed()).isEqualTo(auditor.counts().rotten() - AuditReport.NAMED);
    }
}
