package io.hearsay.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.stack.TestMessage.Probe;
import org.junit.jupiter.api.Test;

class StackTest {
    private final TestNetwork network = new TestNetwork();
    private final TestNode a = new TestNode(network, "10.0.0.1:7940", 0xa1);
    private final TestNode b = new TestNode(network, "10.0.0.2:7940", 0xb2);

    @Test
    void a_message_arrives_with_its_senders_address_and_instance() {
        a.send(b, new Probe(1));
        network.settle();
        assertThat(b.received).containsExactly(new Probe(1));
        assertThat(b.senders).containsExactly(a.peer());
    }

    @Test
    void a_link_comes_up_on_both_sides() {
        a.open(b.peer());
        network.settle();
        assertThat(a.log).containsExactly("start", "up " + b.peer());
        assertThat(b.log).containsExactly("start", "up " + a.peer());
    }
}
