package io.hearsay.dissemination.plumtree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hearsay.Address;
import io.hearsay.Event;
import io.hearsay.Message;
import io.hearsay.Peer;
import io.hearsay.RecordingEnvironment;
import io.hearsay.RecordingEnvironment.LinkCall;
import io.hearsay.RecordingEnvironment.Sent;
import io.hearsay.dissemination.plumtree.PlumtreeConfig.Queue;
import io.hearsay.dissemination.plumtree.PlumtreeConfig.Shortening;
import io.hearsay.dissemination.plumtree.PlumtreeConfig.Store;
import io.hearsay.dissemination.plumtree.PlumtreeConfig.Tree;
import io.hearsay.dissemination.plumtree.PlumtreeEvent.Abandoned;
import io.hearsay.dissemination.plumtree.PlumtreeEvent.Delivered;
import io.hearsay.dissemination.plumtree.PlumtreeEvent.Distrusted;
import io.hearsay.dissemination.plumtree.PlumtreeEvent.Duplicate;
import io.hearsay.dissemination.plumtree.PlumtreeMessage.Announcement;
import io.hearsay.dissemination.plumtree.PlumtreeMessage.Gossip;
import io.hearsay.dissemination.plumtree.PlumtreeMessage.Graft;
import io.hearsay.dissemination.plumtree.PlumtreeMessage.IHave;
import io.hearsay.dissemination.plumtree.PlumtreeMessage.Prune;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlumtreeTest {
    private static final long SELF = 100;
    private static final Peer ANN = peer(1);
    private static final Peer BOB = peer(2);
    private static final Peer CAT = peer(3);
    private static final MessageId M = new MessageId(7, 1);
    private static final byte[] WORDS = {1, 2, 3};

    private final RecordingEnvironment env = new RecordingEnvironment(1);
    private Plumtree tree = new Plumtree(PlumtreeConfig.lan(), env, SELF);

    private static Peer peer(int number) {
        return new Peer(Address.v4(number, 7940), number);
    }

    private void with(Peer... neighbours) {
        for (Peer peer : neighbours) tree.neighborUp(peer);
    }

    private void pass(int millis) {
        env.advance(Duration.ofMillis(millis), PlumtreeTimer.class, tree::expire);
    }

    private List<Sent> said() {
        return env.links().takeSent();
    }

    private static Sent sent(Peer to, Message message) {
        return new Sent(to, message);
    }

    private static IHave ihave(MessageId id, int round) {
        return new IHave(List.of(new Announcement(id, round)));
    }

    @Test
    void a_message_goes_on_at_once_to_all_but_who_sent_it() {
        with(ANN, BOB, CAT);
        tree.receive(ANN, new Gossip(M, 1, WORDS));
        assertThat(said()).containsExactly(sent(BOB, new Gossip(M, 2, WORDS)), sent(CAT, new Gossip(M, 2, WORDS)));
        List<Event> events = env.takeEvents();
        assertThat(events).hasSize(1);
        assertThat(((Delivered) events.get(0)).round()).isEqualTo(1);
    }

    @Test
    void who_sends_a_second_copy_is_asked_to_be_quiet_and_who_asks_is_lazy() {
        with(ANN, BOB);
        tree.receive(ANN, new Gossip(M, 1, WORDS));
        said();
        tree.receive(BOB, new Gossip(M, 1, WORDS));
        assertThat(said()).containsExactly(sent(BOB, new Prune(Branches.SHARED)));
        assertThat(env.takeEvents()).hasSize(2).last().isInstanceOf(Duplicate.class);
        assertThat(tree.eager(7)).as("each way is for itself").containsExactly(ANN, BOB);
        tree.receive(BOB, new Prune(Branches.SHARED));
        assertThat(tree.eager(7)).containsExactly(ANN);
        tree.broadcast(WORDS);
        assertThat(said()).hasSize(1);
    }

    @Test
    void a_shared_tree_is_shaped_by_the_lowest_of_its_senders() {
        MessageId higher = new MessageId(8, 1);
        with(ANN, BOB);
        tree.receive(ANN, new Gossip(M, 1, WORDS));
        tree.receive(ANN, new Gossip(higher, 1, WORDS));
        said();
        tree.receive(BOB, new Gossip(higher, 1, WORDS));
        assertThat(said())
                .as("another message may break the same circle elsewhere")
                .isEmpty();
        tree.receive(BOB, new Gossip(M, 1, WORDS));
        assertThat(said()).containsExactly(sent(BOB, new Prune(Branches.SHARED)));
    }

    @Test
    void who_is_silent_for_a_minute_shapes_no_tree() {
        MessageId higher = new MessageId(8, 1);
        with(ANN, BOB);
        tree.receive(ANN, new Gossip(M, 1, WORDS));
        pass(60_001);
        tree.receive(ANN, new Gossip(higher, 1, WORDS));
        said();
        tree.receive(BOB, new Gossip(higher, 1, WORDS));
        assertThat(said()).containsExactly(sent(BOB, new Prune(Branches.SHARED)));
    }

    @Test
    void who_is_silent_while_others_send_much_shapes_no_tree() {
        with(ANN, BOB);
        tree.receive(ANN, new Gossip(M, 1, WORDS));
        int count = Shaper.SILENT_MESSAGES + 1;
        for (int i = 1; i <= count; i++) tree.receive(ANN, new Gossip(new MessageId(8, i), 1, WORDS));
        said();
        tree.receive(BOB, new Gossip(new MessageId(8, count), 1, WORDS));
        assertThat(said()).containsExactly(sent(BOB, new Prune(Branches.SHARED)));
    }

    @Test
    void each_tree_of_its_own_is_shaped_by_its_sender() {
        tree = new Plumtree(PlumtreeConfig.lan().withTree(Tree.OF_SENDER), env, SELF);
        MessageId higher = new MessageId(8, 1);
        with(ANN, BOB);
        tree.receive(ANN, new Gossip(M, 1, WORDS));
        tree.receive(ANN, new Gossip(higher, 1, WORDS));
        said();
        tree.receive(BOB, new Gossip(higher, 1, WORDS));
        assertThat(said()).containsExactly(sent(BOB, new Prune(8)));
    }

    @Test
    void a_flood_prunes_nobody() {
        tree = new Plumtree(PlumtreeConfig.lan().withTree(Tree.FLOOD), env, SELF);
        with(ANN, BOB);
        tree.receive(ANN, new Gossip(M, 1, WORDS));
        said();
        tree.receive(BOB, new Gossip(M, 1, WORDS));
        assertThat(said()).isEmpty();
    }

    @Test
    void what_was_on_its_way_makes_nobody_quiet() {
        with(ANN, BOB);
        MessageId next = new MessageId(7, 2);
        tree.receive(ANN, new Gossip(M, 1, WORDS));
        tree.receive(BOB, new Gossip(M, 1, WORDS));
        tree.receive(BOB, new Gossip(next, 1, WORDS));
        said();
        tree.receive(ANN, new Gossip(next, 1, WORDS));
        assertThat(said()).as("who feeds this node was overtaken once").isEmpty();
    }

    @Test
    void who_goes_on_has_forgotten() {
        with(ANN, BOB);
        for (int i = 1; i <= 3; i++) {
            tree.receive(ANN, new Gossip(new MessageId(7, i), 1, WORDS));
            said();
            tree.receive(BOB, new Gossip(new MessageId(7, i), 1, WORDS));
            assertThat(said()).hasSize(i == 2 ? 0 : 1);
            pass(i == 2 ? 200 : 1);
        }
    }

    @Test
    void the_same_neighbour_again_stays() {
        with(ANN);
        tree.receive(ANN, new Gossip(M, 1, WORDS));
        tree.receive(ANN, new Gossip(M, 1, WORDS));
        assertThat(said()).isEmpty();
    }

    @Test
    void more_is_announced_than_can_be_asked_for_at_a_time_and_nothing_is_forgotten() {
        with(ANN);
        int all = 3 * Missing.MAX_EACH;
        for (int i = 0; i < all; i += 256)
            tree.receive(ANN, new IHave(List.of(new Announcement(new MessageId(7, i + 1), 256, 1))));
        assertThat(tree.stats().missing()).isEqualTo(Missing.MAX_EACH);
        for (int turn = 0; turn < 60; turn++) {
            pass(200);
            for (Sent each : said())
                if (each.message() instanceof Graft graft)
                    for (MessageId id : graft.ids()) tree.receive(ANN, new Gossip(id, 1, WORDS));
        }
        assertThat(tree.stats().delivered()).isEqualTo(all);
    }

    @Test
    void lazy_neighbours_are_told_what_there_is_many_at_once() {
        with(ANN, BOB);
        tree.receive(BOB, new Prune(Branches.SHARED));
        MessageId first = tree.broadcast(WORDS);
        tree.broadcast(WORDS);
        said();
        pass(20);
        assertThat(said()).containsExactly(sent(BOB, new IHave(List.of(new Announcement(first, 2, 1)))));
        pass(1_000);
        assertThat(said()).isEmpty();
    }

    @Test
    void what_was_announced_and_does_not_come_is_asked_for_one_after_the_other() {
        with(ANN, BOB, CAT);
        tree.receive(ANN, ihave(M, 3));
        tree.receive(BOB, ihave(M, 4));
        pass(199);
        assertThat(said()).isEmpty();
        pass(1);
        assertThat(said()).containsExactly(sent(ANN, new Graft(Branches.SHARED, List.of(M))));
        pass(100);
        assertThat(said()).containsExactly(sent(BOB, new Graft(Branches.SHARED, List.of(M))));
        tree.receive(BOB, new Gossip(M, 4, WORDS));
        said();
        pass(1_000);
        assertThat(said()).isEmpty();
        assertThat(tree.stats().spuriousGrafts()).isZero();
    }

    @Test
    void what_comes_in_time_is_not_asked_for() {
        with(ANN, BOB);
        tree.receive(ANN, ihave(M, 3));
        pass(150);
        tree.receive(BOB, new Gossip(M, 3, WORDS));
        pass(1_000);
        assertThat(tree.stats().grafts()).isZero();
    }

    @Test
    void what_is_late_with_all_that_comes_before_it_is_not_asked_for() {
        with(ANN, BOB);
        tree.receive(ANN, ihave(new MessageId(7, 9), 3));
        for (int i = 1; i <= 8; i++) {
            pass(150);
            tree.receive(BOB, new Gossip(new MessageId(7, i), 3, WORDS));
        }
        assertThat(tree.stats().grafts()).isZero();
        pass(450);
        assertThat(tree.stats().grafts()).as("nothing comes any more").isEqualTo(1);
    }

    @Test
    void what_was_overtaken_is_asked_for_in_time() {
        with(ANN, BOB);
        tree.receive(ANN, ihave(new MessageId(7, 1), 3));
        tree.receive(BOB, new Gossip(new MessageId(7, 2), 3, WORDS));
        pass(200);
        assertThat(tree.stats().grafts()).isEqualTo(1);
    }

    @Test
    void a_question_that_another_one_answers_was_spurious() {
        with(ANN, BOB);
        tree.receive(ANN, ihave(M, 3));
        pass(200);
        tree.receive(BOB, new Gossip(M, 3, WORDS));
        assertThat(tree.stats().spuriousGrafts()).isEqualTo(1);
    }

    @Test
    void who_asks_gets_it_and_is_eager_again() {
        with(ANN);
        tree.receive(ANN, new Prune(Branches.SHARED));
        MessageId id = tree.broadcast(WORDS);
        assertThat(said()).isEmpty();
        tree.receive(ANN, new Graft(Branches.SHARED, List.of(id, M)));
        assertThat(said()).containsExactly(sent(ANN, new Gossip(id, 1, WORDS)));
        assertThat(tree.eager(SELF)).containsExactly(ANN);
    }

    @Test
    void a_neighbour_that_is_gone_is_not_waited_for() {
        with(ANN, BOB);
        tree.receive(ANN, ihave(M, 3));
        tree.receive(BOB, ihave(M, 3));
        tree.neighborDown(ANN);
        pass(200);
        assertThat(said()).containsExactly(sent(BOB, new Graft(Branches.SHARED, List.of(M))));
    }

    @Test
    void a_new_neighbour_hears_what_was_missed() {
        MessageId id = tree.broadcast(WORDS);
        with(ANN);
        pass(20);
        assertThat(said()).containsExactly(sent(ANN, ihave(id, 1)));
    }

    @Test
    void what_finds_no_room_on_a_link_waits_for_it_in_its_order() {
        with(ANN);
        env.links().writable(false);
        MessageId first = tree.broadcast(WORDS);
        MessageId second = tree.broadcast(WORDS);
        pass(20);
        assertThat(said()).isEmpty();
        env.links().writable(true);
        tree.linkWritable(ANN);
        assertThat(said())
                .containsExactly(sent(ANN, new Gossip(first, 1, WORDS)), sent(ANN, new Gossip(second, 1, WORDS)));
    }

    @Test
    void more_than_may_wait_is_announced_instead() {
        with(ANN);
        env.links().writable(false);
        for (int i = 0; i <= Backlogs.MAX_MESSAGES; i++) tree.broadcast(WORDS);
        env.links().writable(true);
        tree.linkWritable(ANN);
        List<Sent> said = said();
        assertThat(said).hasSize(Backlogs.MAX_MESSAGES + 1);
        assertThat(said.get(said.size() - 1).message())
                .isEqualTo(ihave(new MessageId(SELF, Backlogs.MAX_MESSAGES + 1), 1));
    }

    private int untilPaused() {
        for (int i = 1; i <= Backlogs.MAX_MESSAGES; i++) {
            tree.receive(BOB, new Gossip(new MessageId(7, i), 1, WORDS));
            if (!env.links().takeCalls().isEmpty()) return i;
        }
        throw new AssertionError("never paused");
    }

    @Test
    void who_brings_more_than_can_be_passed_on_is_read_again_when_there_is_room() {
        with(ANN, BOB);
        env.links().writable(false);
        assertThat(untilPaused()).isEqualTo(Backlogs.MAX_MESSAGES / 8 + 1);
        env.links().writable(true);
        tree.linkWritable(ANN);
        assertThat(env.links().takeCalls()).containsExactly(new LinkCall("resume", BOB));
        assertThat(said()).hasSize(Backlogs.MAX_MESSAGES / 8 + 1);
    }

    @Test
    void nobody_is_paused_for_long_for_one_that_takes_nothing() {
        with(ANN, BOB);
        env.links().writable(false);
        untilPaused();
        pass(999);
        assertThat(env.links().takeCalls()).isEmpty();
        pass(1);
        assertThat(env.links().takeCalls()).containsExactly(new LinkCall("resume", BOB));
    }

    @Test
    void a_paused_neighbour_that_goes_is_forgotten() {
        with(ANN, BOB);
        env.links().writable(false);
        untilPaused();
        tree.neighborDown(BOB);
        env.links().writable(true);
        tree.linkWritable(ANN);
        assertThat(env.links().takeCalls()).isEmpty();
    }

    @Test
    void what_waits_for_one_that_prunes_is_announced_to_it() {
        with(ANN);
        env.links().writable(false);
        MessageId id = tree.broadcast(WORDS);
        tree.receive(ANN, new Prune(Branches.SHARED));
        env.links().writable(true);
        tree.linkWritable(ANN);
        assertThat(said()).containsExactly(sent(ANN, ihave(id, 1)));
    }

    @Test
    void what_is_offered_together_leaves_together() {
        with(ANN);
        for (int i = 0; i < 3; i++) assertThat(tree.offer(WORDS)).isTrue();
        assertThat(said()).as("the first one leaves at once").hasSize(1);
        pass(0);
        assertThat(said()).hasSize(2);
    }

    @Test
    void own_messages_wait_for_a_full_link_and_not_for_ever() {
        with(ANN, BOB);
        env.links().writable(false);
        for (int i = 0; i < 10; i++) tree.offer(WORDS);
        assertThat(tree.waiting()).isEqualTo(9);
        pass(999);
        assertThat(tree.waiting()).isEqualTo(9);
        pass(1);
        assertThat(tree.waiting()).isZero();
        env.links().writable(true);
        tree.linkWritable(ANN);
        assertThat(said())
                .as("who was too slow is told what there is")
                .singleElement()
                .satisfies(sent -> {
                    assertThat(((IHave) sent.message()).announcements())
                            .containsExactly(new Announcement(new MessageId(SELF, 1), 10, 1));
                });
        tree.broadcast(WORDS);
        assertThat(said())
                .as("and has room again")
                .first()
                .isEqualTo(sent(ANN, new Gossip(new MessageId(SELF, 11), 1, WORDS)));
    }

    @Test
    void more_than_the_queue_holds_is_refused() {
        tree = new Plumtree(PlumtreeConfig.lan().withQueue(new Queue(2, 1 << 20, Duration.ofSeconds(1))), env, SELF);
        with(ANN);
        env.links().writable(false);
        assertThat(tree.offer(WORDS)).isTrue();
        assertThat(tree.offer(WORDS)).isTrue();
        assertThat(tree.offer(WORDS)).isTrue();
        assertThat(tree.offer(WORDS)).isFalse();
    }

    @Test
    void a_shorter_way_is_taken_and_then_rested_on() {
        with(ANN, BOB);
        MessageId before = new MessageId(9, 1);
        tree.receive(ANN, new Gossip(before, 1, WORDS));
        tree.receive(BOB, new Gossip(before, 1, WORDS));
        pass(2_000);
        tree.receive(ANN, new Gossip(M, 9, WORDS));
        tree.receive(BOB, ihave(M, 7));
        assertThat(tree.stats().shortenings()).isZero();
        tree.receive(BOB, ihave(M, 6));
        assertThat(said())
                .contains(sent(BOB, new Graft(Branches.SHARED, List.of())), sent(ANN, new Prune(Branches.SHARED)));
        MessageId next = new MessageId(8, 1);
        tree.receive(BOB, new Gossip(next, 9, WORDS));
        tree.receive(ANN, ihave(next, 1));
        assertThat(tree.stats().shortenings()).isEqualTo(1);
    }

    @Test
    void nobody_is_shortened_where_it_is_off() {
        tree = new Plumtree(PlumtreeConfig.lan().withShortening(new Shortening(0, Duration.ZERO)), env, SELF);
        with(ANN, BOB);
        tree.receive(BOB, new Prune(Branches.SHARED));
        tree.receive(ANN, new Gossip(M, 9, WORDS));
        tree.receive(BOB, ihave(M, 1));
        assertThat(tree.stats().shortenings()).isZero();
    }

    @Test
    void each_sender_may_have_its_own_tree() {
        tree = new Plumtree(PlumtreeConfig.lan().withTree(Tree.OF_SENDER), env, SELF);
        with(ANN, BOB);
        tree.receive(ANN, new Gossip(M, 1, WORDS));
        tree.receive(BOB, new Prune(7));
        assertThat(tree.eager(7)).containsExactly(ANN);
        assertThat(tree.eager(8)).containsExactly(ANN, BOB);
        for (int origin = 1_000; origin < 2_000; origin++) tree.eager(origin);
        assertThat(tree.eager(7)).as("the tree unused for longest is forgotten").containsExactly(ANN, BOB);
    }

    @Test
    void who_announces_what_never_comes_is_asked_last() {
        with(ANN, BOB);
        for (int i = 1; i <= Missing.MAX_BROKEN; i++) tree.receive(ANN, ihave(new MessageId(666, i), 1));
        pass(5_000);
        assertThat(env.takeEvents())
                .contains(new Distrusted(ANN), new Abandoned(new MessageId(666, 1)))
                .hasSize(1 + Missing.MAX_BROKEN);
        said();
        tree.receive(ANN, ihave(M, 1));
        tree.receive(BOB, ihave(M, 1));
        pass(200);
        assertThat(said()).containsExactly(sent(BOB, new Graft(Branches.SHARED, List.of(M))));
        pass(100);
        assertThat(said())
                .as("and asked all the same")
                .containsExactly(sent(ANN, new Graft(Branches.SHARED, List.of(M))));
    }

    @Test
    void who_may_only_be_slow_is_asked_again() {
        with(ANN);
        tree.receive(ANN, ihave(M, 1));
        pass(200);
        for (int pause : new int[] {0, 300, 500, 900, 1_700}) {
            pass(pause);
            assertThat(said())
                    .as("after %d ms", pause)
                    .containsExactly(sent(ANN, new Graft(Branches.SHARED, List.of(M))));
        }
        pass(60_000);
        assertThat(said()).isEmpty();
        assertThat(env.takeEvents()).containsExactly(new Abandoned(M));
    }

    @Test
    void a_flood_of_announcements_is_bounded() {
        with(ANN);
        for (int i = 0; i < 2 * Missing.MAX_LATER; i++)
            tree.receive(ANN, new IHave(List.of(new Announcement(new MessageId(666, 256L * i + 1), 256, 1))));
        assertThat(tree.stats().missing()).isEqualTo(Missing.MAX_EACH);
        pass(10_000);
        assertThat(tree.stats().missing()).isZero();
        assertThat(tree.stats().grafts()).isLessThan(64);
        assertThat(tree.stats().ignored()).as("hardly believed any more").isGreaterThan(200 * Missing.MAX_LATER);
    }

    @Test
    void a_stranger_announces_nothing() {
        tree.receive(ANN, ihave(M, 1));
        pass(1_000);
        assertThat(said()).isEmpty();
    }

    @Test
    void what_is_too_old_or_too_much_is_not_kept() {
        tree = new Plumtree(PlumtreeConfig.lan().withStore(new Store(2, 1 << 20, Duration.ofSeconds(10))), env, SELF);
        MessageId first = tree.broadcast(WORDS);
        MessageId second = tree.broadcast(WORDS);
        MessageId third = tree.broadcast(WORDS);
        with(ANN);
        said();
        tree.receive(ANN, new Graft(Branches.SHARED, List.of(first, second, third)));
        assertThat(said())
                .containsExactly(sent(ANN, new Gossip(second, 1, WORDS)), sent(ANN, new Gossip(third, 1, WORDS)));
        pass(10_000);
        said();
        tree.receive(ANN, new Graft(Branches.SHARED, List.of(third)));
        assertThat(said()).isEmpty();
        tree.receive(ANN, new Gossip(third, 2, WORDS));
        assertThat(tree.stats().duplicates()).as("what was heard stays heard").isEqualTo(1);
    }

    @Test
    void a_payload_that_fits_no_link_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> tree.broadcast(new byte[Plumtree.MAX_PAYLOAD_BYTES + 1]));
        assertThat(tree.stats().delivered()).isZero();
    }
}
