package io.hearsay.sampling.hyparview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hearsay.Address;
import io.hearsay.LinkCause;
import io.hearsay.Message;
import io.hearsay.Peer;
import io.hearsay.RecordingEnvironment;
import io.hearsay.RecordingEnvironment.LinkCall;
import io.hearsay.RecordingEnvironment.Sent;
import io.hearsay.sampling.hyparview.HyParViewEvent.NeighborDown;
import io.hearsay.sampling.hyparview.HyParViewEvent.NeighborUp;
import io.hearsay.sampling.hyparview.HyParViewMessage.Accept;
import io.hearsay.sampling.hyparview.HyParViewMessage.Challenge;
import io.hearsay.sampling.hyparview.HyParViewMessage.Disconnect;
import io.hearsay.sampling.hyparview.HyParViewMessage.ForwardJoin;
import io.hearsay.sampling.hyparview.HyParViewMessage.Join;
import io.hearsay.sampling.hyparview.HyParViewMessage.Nearer;
import io.hearsay.sampling.hyparview.HyParViewMessage.Neighbor;
import io.hearsay.sampling.hyparview.HyParViewMessage.Ping;
import io.hearsay.sampling.hyparview.HyParViewMessage.Pong;
import io.hearsay.sampling.hyparview.HyParViewMessage.Priority;
import io.hearsay.sampling.hyparview.HyParViewMessage.Refuse;
import io.hearsay.sampling.hyparview.HyParViewMessage.Response;
import io.hearsay.sampling.hyparview.HyParViewMessage.Scope;
import io.hearsay.sampling.hyparview.HyParViewMessage.Shuffle;
import io.hearsay.sampling.hyparview.HyParViewMessage.ShuffleReply;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HyParViewTest {
    private static final HyParViewConfig CONFIG = HyParViewConfig.lan().withViews(2, 4);
    private static final long SELF = 100;

    private final RecordingEnvironment env = new RecordingEnvironment(1);
    private HyParView node = new HyParView(CONFIG, env, SELF);

    private static Peer peer(int number) {
        return new Peer(Address.v4(number, 7940), number);
    }

    private List<Sent> said() {
        return env.links().takeSent();
    }

    private void forget() {
        said();
        env.takeSent();
        env.takeEvents();
        env.links().takeCalls();
    }

    /** Somebody asks to be a neighbour, and proves where it is. */
    private void comes(int number, HyParViewMessage question) {
        node.receive(peer(number), question);
        for (Sent sent : env.takeSent())
            if (sent.message() instanceof Challenge challenge) node.receive(sent.to(), new Response(challenge.nonce()));
    }

    private void neighbours(int... numbers) {
        IntStream.of(numbers).forEach(number -> comes(number, new Neighbor(Priority.LOW)));
        forget();
    }

    private void knows(int... numbers) {
        for (int number : numbers) node.receive(peer(50), new Shuffle(peer(number), 0, List.of()));
        forget();
    }

    private List<Message> saidTo(int number) {
        return said().stream()
                .filter(sent -> sent.to().equals(peer(number)))
                .map(Sent::message)
                .toList();
    }

    @Test
    void nobody_comes_in_before_it_was_dialled_back() {
        node.receive(peer(1), new Neighbor(Priority.HIGH));
        assertThat(node.active()).isEmpty();
        Sent challenge = env.takeSent().get(0);
        assertThat(challenge.to()).isEqualTo(peer(1));
        long nonce = ((Challenge) challenge.message()).nonce();
        node.receive(peer(1), new Response(nonce + 1));
        node.receive(peer(2), new Response(nonce));
        assertThat(node.active()).isEmpty();
        node.receive(peer(1), new Response(nonce));
        assertThat(node.active()).containsExactly(peer(1));
        assertThat(said()).containsExactly(new Sent(peer(1), new Accept()));
        assertThat(env.takeEvents()).containsExactly(new NeighborUp(peer(1)));
    }

    @Test
    void answers_a_challenge_only_of_whom_it_has_dialled() {
        node.receive(peer(1), new Challenge(7));
        assertThat(said()).isEmpty();
        node.join(List.of(Peer.at(peer(1).address())));
        node.linkUp(peer(1));
        assertThat(said()).containsExactly(new Sent(peer(1), new Join(Scope.PARTIAL)));
        node.receive(peer(1), new Challenge(7));
        assertThat(said()).containsExactly(new Sent(peer(1), new Response(7)));
        node.receive(peer(1), new Accept());
        assertThat(node.active()).containsExactly(peer(1));
    }

    @Test
    void a_newcomer_always_comes_in_and_its_name_goes_to_all_others() {
        neighbours(1, 2);
        comes(3, new Join(Scope.PARTIAL));
        assertThat(node.active()).hasSize(2).contains(peer(3));
        Peer stayed = node.active().get(0);
        Peer gone = stayed.equals(peer(1)) ? peer(2) : peer(1);
        assertThat(said())
                .containsExactly(
                        new Sent(gone, new Disconnect()),
                        new Sent(peer(3), new Accept()),
                        new Sent(stayed, new ForwardJoin(peer(3), 6)));
        assertThat(node.passive()).containsExactly(gone);
        assertThat(env.takeEvents()).containsExactly(new NeighborDown(gone, false), new NeighborUp(peer(3)));
    }

    @Test
    void a_name_is_carried_on_remembered_on_its_way_and_taken_in_at_the_end() {
        neighbours(1, 2);
        node.receive(peer(1), new ForwardJoin(peer(9), 3));
        assertThat(said()).containsExactly(new Sent(peer(2), new ForwardJoin(peer(9), 2)));
        assertThat(node.passive()).containsExactly(peer(9));
        node.receive(peer(1), new ForwardJoin(peer(8), 0));
        assertThat(env.links().takeCalls()).containsExactly(new LinkCall("open", peer(8)));
        node.linkUp(peer(8));
        assertThat(said()).containsExactly(new Sent(peer(8), new Neighbor(Priority.HIGH)));
        node.receive(peer(8), new Accept());
        assertThat(node.active()).hasSize(2).contains(peer(8));
    }

    @Test
    void a_stranger_carries_no_names() {
        neighbours(1);
        node.receive(peer(7), new ForwardJoin(peer(9), 0));
        assertThat(env.links().takeCalls()).isEmpty();
    }

    @Test
    void who_has_nobody_is_never_refused_and_who_has_is_if_there_is_no_room() {
        neighbours(1, 2);
        comes(3, new Neighbor(Priority.LOW));
        assertThat(saidTo(3)).containsExactly(Refuse.NO_PLACE);
        comes(3, new Neighbor(Priority.HIGH));
        assertThat(node.active()).contains(peer(3));
    }

    @Test
    void a_lost_neighbour_is_replaced_at_once() {
        neighbours(1, 2);
        knows(5);
        node.linkDown(peer(1), LinkCause.CLOSED);
        assertThat(env.takeEvents()).containsExactly(new NeighborDown(peer(1), true));
        assertThat(env.links().takeCalls()).containsExactly(new LinkCall("open", peer(5)));
        node.linkUp(peer(5));
        assertThat(said()).containsExactly(new Sent(peer(5), new Neighbor(Priority.LOW)));
        node.receive(peer(5), new Accept());
        assertThat(node.active()).containsExactly(peer(2), peer(5));
        assertThat(node.passive()).isEmpty();
    }

    @Test
    void with_nobody_left_it_asks_as_one_that_is_never_refused() {
        neighbours(1);
        knows(5);
        node.linkDown(peer(1), LinkCause.CLOSED);
        node.linkUp(peer(5));
        assertThat(said()).contains(new Sent(peer(5), new Neighbor(Priority.HIGH)));
    }

    @Test
    void who_cannot_be_reached_goes_and_the_next_is_asked() {
        neighbours(1, 2);
        knows(5, 6);
        node.linkDown(peer(1), LinkCause.CLOSED);
        Peer first = env.links().takeCalls().get(0).peer();
        node.linkDown(first, LinkCause.REFUSED);
        Peer second = first.equals(peer(5)) ? peer(6) : peer(5);
        assertThat(env.links().takeCalls()).containsExactly(new LinkCall("open", second));
        assertThat(node.passive()).containsExactly(second);
    }

    @Test
    void who_refuses_stays_passive_and_is_asked_again_later() {
        node.start();
        neighbours(1, 2);
        knows(5);
        node.linkDown(peer(1), LinkCause.CLOSED);
        node.linkUp(peer(5));
        forget();
        node.receive(peer(5), Refuse.NO_PLACE);
        assertThat(env.links().takeCalls()).containsExactly(new LinkCall("close", peer(5)));
        assertThat(node.passive()).containsExactly(peer(5));
        env.advance(Duration.ofMillis(2_500), HyParViewTimer.class, node::expire);
        assertThat(env.links().takeCalls()).contains(new LinkCall("open", peer(5)));
    }

    @Test
    void a_silent_neighbour_is_pinged_and_then_given_up() {
        node.start();
        neighbours(1);
        env.advance(Duration.ofSeconds(3), HyParViewTimer.class, node::expire);
        assertThat(saidTo(1)).contains(new Ping(1));
        node.receive(peer(1), new Pong(1));
        env.advance(Duration.ofSeconds(2), HyParViewTimer.class, node::expire);
        assertThat(node.active()).containsExactly(peer(1));
        env.advance(Duration.ofSeconds(4), HyParViewTimer.class, node::expire);
        assertThat(node.active()).isEmpty();
        assertThat(env.links().takeCalls()).contains(new LinkCall("abandon", peer(1)));
    }

    @Test
    void who_believes_to_be_a_neighbour_and_is_not_is_told() {
        node.receive(peer(1), new Ping(3));
        assertThat(said()).containsExactly(new Sent(peer(1), new Disconnect()));
        node.receive(peer(1), new Ping(Ping.OF_A_STRANGER));
        assertThat(said()).containsExactly(new Sent(peer(1), new Pong(Ping.OF_A_STRANGER)));
        node.receive(peer(1), new Accept());
        assertThat(said()).containsExactly(new Sent(peer(1), new Disconnect()));
        assertThat(node.active()).isEmpty();
    }

    @Test
    void a_shuffle_is_answered_where_it_ends_with_as_many() {
        knows(5, 6);
        node.receive(peer(50), new Shuffle(peer(9), 0, List.of(peer(7), peer((int) SELF))));
        assertThat(env.takeSent()).hasSize(1).allSatisfy(sent -> {
            assertThat(sent.to()).isEqualTo(peer(9));
            assertThat(((ShuffleReply) sent.message()).peers()).hasSize(2);
        });
        assertThat(node.passive()).contains(peer(7), peer(9)).hasSize(4);
    }

    @Test
    void a_shuffle_walks_on_and_names_who_began_it() {
        neighbours(1, 2);
        node.receive(peer(1), new Shuffle(Shuffle.OF_THE_SENDER, 6, List.of()));
        assertThat(said()).containsExactly(new Sent(peer(2), new Shuffle(peer(1), 5, List.of())));
    }

    @Test
    void an_answer_that_nobody_asked_for_teaches_nothing() {
        node.receive(peer(1), new ShuffleReply(List.of(peer(7))));
        assertThat(node.passive()).isEmpty();
    }

    @Test
    void a_passive_peer_that_does_not_answer_is_forgotten() {
        node.start();
        neighbours(1, 2);
        knows(5);
        for (int i = 0; i < 2; i++) {
            for (int neighbour = 1; neighbour <= 2; neighbour++) node.heardFrom(peer(neighbour));
            node.expire(new HyParViewTimer.Mix());
        }
        assertThat(env.takeSent()).anySatisfy(sent -> assertThat(sent.to()).isEqualTo(peer(5)));
        assertThat(node.passive()).isEmpty();
    }

    @Test
    void a_nearer_peer_takes_the_place_of_the_farthest_but_for_the_longest_held() {
        node = new HyParView(CONFIG.near(), env, SELF);
        node.start();
        neighbours(1, 2);
        env.advance(Duration.ofSeconds(2), HyParViewTimer.class, node::expire);
        Ping last = (Ping) saidTo(2).stream()
                .filter(Ping.class::isInstance)
                .reduce((a, b) -> b)
                .orElseThrow();
        env.freeze(Duration.ofMillis(40));
        node.receive(peer(2), new Pong(last.token()));
        assertThat(node.rttNanos(peer(2))).isGreaterThanOrEqualTo(40_000_000);
        comes(3, new Nearer(10_000_000_000L));
        assertThat(saidTo(3)).containsExactly(Refuse.NO_PLACE);
        comes(3, new Nearer(1_000_000));
        assertThat(node.active()).containsExactly(peer(1), peer(3));
    }

    @Test
    void says_goodbye() {
        neighbours(1);
        node.leave();
        assertThat(said()).containsExactly(new Sent(peer(1), new Disconnect()));
        assertThat(node.active()).isEmpty();
    }

    @Test
    void asks_from_a_crowd_are_held_within_bounds() {
        for (int i = 1; i <= 1_000; i++) node.receive(peer(i), new Join(Scope.PARTIAL));
        Sent first = env.takeSent().get(0);
        node.receive(first.to(), new Response(((Challenge) first.message()).nonce()));
        assertThat(node.active()).isEmpty();
    }

    @Test
    void views_that_cannot_be_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> CONFIG.withViews(0, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> CONFIG.withViews(5, 1_000_000));
    }
}
