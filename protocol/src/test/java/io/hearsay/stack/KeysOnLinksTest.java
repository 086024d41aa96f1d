package io.hearsay.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.Peer;
import io.hearsay.membership.keys.KeyRing;
import io.hearsay.stack.TestMessage.Probe;
import org.junit.jupiter.api.Test;

/** One that was away while the others changed their key. */
class KeysOnLinksTest {
    private final TestNetwork network = new TestNetwork();
    private final KeyRing behind = KeyRing.of(1, TestNode.key(1));
    private final KeyRing ahead = KeyRing.of(1, TestNode.key(1));
    private final TestNode away = new TestNode(network, "10.0.0.3:7940", 0xc3, behind, TestNode.config());
    private final TestNode member = new TestNode(network, "10.0.0.4:7940", 0xd4, ahead, TestNode.config());

    private void changeKey() {
        assertThat(ahead.install(2, TestNode.key(2))).isTrue();
        assertThat(ahead.use(2)).isTrue();
    }

    private void callIn() {
        away.open(Peer.at(member.address()));
        network.settle();
    }

    @Test
    void who_calls_in_an_old_key_is_answered_in_it() {
        changeKey();
        callIn();
        member.sendOnLink(away, new Probe(1));
        away.sendOnLink(member, new Probe(2));
        member.sendOnLink(away, new Probe(3));
        network.settle();
        assertThat(away.received).containsExactly(new Probe(1), new Probe(3));
        assertThat(member.received).containsExactly(new Probe(2));
    }

    @Test
    void a_link_goes_over_to_the_new_key_with_its_ends() {
        changeKey();
        callIn();
        assertThat(behind.install(2, TestNode.key(2))).isTrue();
        assertThat(behind.use(2)).isTrue();
        away.sendOnLink(member, new Probe(1));
        network.settle();
        assertThat(ahead.remove(1)).isTrue();
        assertThat(behind.remove(1)).isTrue();
        member.sendOnLink(away, new Probe(2));
        away.sendOnLink(member, new Probe(3));
        network.settle();
        assertThat(away.received).containsExactly(new Probe(2));
        assertThat(member.received).containsExactly(new Probe(1), new Probe(3));
    }

    @Test
    void without_the_old_key_in_the_ring_the_caller_is_not_heard() {
        changeKey();
        assertThat(ahead.remove(1)).isTrue();
        callIn();
        assertThat(member.rejected(Reject.KEY)).isEqualTo(1);
        assertThat(member.log).containsExactly("start");
    }

    @Test
    void a_hello_by_datagram_is_answered_in_its_key() {
        changeKey();
        away.stack.execute(() -> away.stack.hello(member.address(), 200));
        network.settle();
        assertThat(away.rejected(Reject.KEY)).isZero();
        assertThat(away.stack.stats().frames().datagramsReceived()).isEqualTo(1);
    }

    @Test
    void datagrams_are_sealed_in_the_senders_own_key() {
        changeKey();
        member.send(away, new Probe(1));
        away.send(member, new Probe(2));
        network.settle();
        assertThat(away.rejected(Reject.KEY)).isEqualTo(1);
        assertThat(member.received).containsExactly(new Probe(2));
    }

    @Test
    void who_was_left_without_an_answer_tries_its_other_keys() {
        changeKey();
        assertThat(behind.install(3, TestNode.key(3))).isTrue();
        assertThat(behind.use(3)).isTrue();
        for (int call = 0; call < 20 && away.log.stream().noneMatch(line -> line.startsWith("up")); call++) callIn();
        away.sendOnLink(member, new Probe(1));
        member.sendOnLink(away, new Probe(2));
        network.settle();
        assertThat(member.received).containsExactly(new Probe(1));
        assertThat(away.received).containsExactly(new Probe(2));
    }
}
