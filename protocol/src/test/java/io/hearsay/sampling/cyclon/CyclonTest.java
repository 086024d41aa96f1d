package io.hearsay.sampling.cyclon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hearsay.Address;
import io.hearsay.Peer;
import io.hearsay.RecordingEnvironment;
import io.hearsay.RecordingEnvironment.Sent;
import io.hearsay.sampling.cyclon.CyclonConfig.Partner;
import io.hearsay.sampling.cyclon.CyclonConfig.Select;
import io.hearsay.sampling.cyclon.CyclonMessage.Join;
import io.hearsay.sampling.cyclon.CyclonMessage.Reply;
import io.hearsay.sampling.cyclon.CyclonMessage.Request;
import io.hearsay.sampling.cyclon.CyclonMessage.Walk;
import io.hearsay.sampling.cyclon.CyclonMessage.Welcome;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CyclonTest {
    private static final CyclonConfig CONFIG = CyclonConfig.defaults().withSizes(4, 3);
    private static final long SELF = 100;

    private final RecordingEnvironment env = new RecordingEnvironment(1);
    private final Cyclon cyclon = new Cyclon(CONFIG, env, SELF);

    private static Peer peer(int number) {
        return new Peer(Address.v4(number, 7940), number);
    }

    private static List<Peer> peers(int... numbers) {
        return IntStream.of(numbers).mapToObj(CyclonTest::peer).toList();
    }

    private List<Peer> viewed() {
        return cyclon.view().stream().map(Entry::peer).toList();
    }

    private Sent cycle() {
        env.advance(CONFIG.every(), CyclonTimer.class, cyclon::expire);
        List<Sent> sent = env.takeSent();
        assertThat(sent).hasSize(1);
        return sent.get(0);
    }

    @Test
    void asks_the_oldest_and_lets_go_of_it() {
        cyclon.know(peers(1));
        cyclon.start();
        cyclon.receive(peer(2), new Request(1, List.of(new Entry(peer(3), 0))));
        env.takeSent();
        cyclon.receive(peer(4), new Request(1, List.of(new Entry(peer(1), 0))));
        env.takeSent();
        Sent sent = cycle();
        assertThat(sent.message()).isInstanceOf(Request.class);
        assertThat(((Request) sent.message()).entries()).hasSize(2);
        assertThat(viewed()).doesNotContain(sent.to()).hasSize(3);
    }

    @Test
    void a_silent_partner_stays_out() {
        cyclon.know(peers(1, 2));
        cyclon.start();
        Peer asked = cycle().to();
        cycle();
        assertThat(viewed()).doesNotContain(asked);
    }

    @Test
    void what_was_sent_yields_to_what_comes() {
        cyclon.know(peers(1, 2, 3, 4));
        cyclon.start();
        Sent sent = cycle();
        cyclon.receive(
                sent.to(), new Reply(1, List.of(new Entry(peer(5), 1), new Entry(peer(6), 1), new Entry(peer(7), 1))));
        assertThat(viewed()).contains(peer(5), peer(6), peer(7)).hasSize(4);
    }

    @Test
    void neither_itself_nor_anybody_twice() {
        cyclon.know(peers(1));
        cyclon.receive(peer(2), new Request(1, List.of(new Entry(peer(1), 0), new Entry(peer((int) SELF), 0))));
        assertThat(viewed()).containsExactlyInAnyOrder(peer(1), peer(2));
    }

    @Test
    void an_answer_counts_once_and_only_from_who_was_asked() {
        cyclon.know(peers(1));
        cyclon.start();
        cycle();
        Reply reply = new Reply(1, List.of(new Entry(peer(5), 0)));
        cyclon.receive(peer(9), reply);
        cyclon.receive(peer(1), new Reply(2, reply.entries()));
        assertThat(viewed()).isEmpty();
        cyclon.receive(peer(1), reply);
        cyclon.receive(peer(1), new Reply(1, List.of(new Entry(peer(6), 0))));
        assertThat(viewed()).containsExactly(peer(5));
    }

    @Test
    void a_newcomer_is_walked_to_as_many_as_a_view_holds_once_a_cycle() {
        cyclon.know(peers(1, 2, 3, 4));
        cyclon.receive(peer(9), new Join());
        assertThat(env.takeSent())
                .hasSize(4)
                .allSatisfy(sent -> assertThat(sent.message()).isEqualTo(new Walk(peer(9), 5)));
        cyclon.receive(peer(9), new Join());
        assertThat(env.takeSent()).isEmpty();
    }

    @Test
    void where_a_walk_ends_the_newcomer_takes_a_place_and_gets_what_was_there() {
        cyclon.know(peers(1, 2, 3, 4));
        cyclon.receive(peer(1), new Walk(peer(9), 0));
        Sent sent = env.takeSent().get(0);
        assertThat(sent.to()).isEqualTo(peer(9));
        assertThat(viewed()).contains(peer(9)).hasSize(4);
        assertThat(viewed())
                .doesNotContain(((Welcome) sent.message()).entries().get(0).peer());
    }

    @Test
    void two_nodes_find_each_other_and_only_who_asked_is_welcome() {
        cyclon.receive(peer(9), new Welcome(List.of()));
        assertThat(viewed()).isEmpty();
        cyclon.receive(peer(1), new Join());
        assertThat(env.takeSent()).containsExactly(new Sent(peer(1), new Welcome(List.of())));
        RecordingEnvironment other = new RecordingEnvironment(2);
        Cyclon newcomer = new Cyclon(CONFIG, other, 1);
        newcomer.join(Peer.at(peer(100).address()));
        newcomer.linkUp(peer(100));
        assertThat(other.takeSent()).containsExactly(new Sent(peer(100), new Join()));
        newcomer.receive(peer(100), new Welcome(List.of()));
        assertThat(newcomer.peers().sample(2, other.random())).containsExactly(peer(100));
    }

    @Test
    void the_healer_drops_the_oldest_first() {
        Cyclon healer = new Cyclon(CONFIG.withRules(Partner.OLDEST, new Select(2, 0)), env, SELF);
        healer.know(peers(1, 2));
        healer.receive(peer(3), new Request(1, List.of(new Entry(peer(4), 9), new Entry(peer(5), 8))));
        assertThat(healer.view().stream().map(Entry::peer))
                .contains(peer(1), peer(2), peer(3))
                .doesNotContain(peer(4));
        healer.receive(peer(6), new Request(1, List.of(new Entry(peer(5), 0))));
        assertThat(healer.view()).contains(new Entry(peer(5), 0)).hasSize(4);
    }

    @Test
    void sizes_that_cannot_be_are_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> CONFIG.withSizes(4, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> CONFIG.withSizes(0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> CONFIG.withRules(Partner.OLDEST, new Select(2, 1)));
    }
}
