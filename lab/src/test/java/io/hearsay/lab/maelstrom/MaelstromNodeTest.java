package io.hearsay.lab.maelstrom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MaelstromNodeTest {
    private static final String INIT = "\"type\":\"init\",\"node_id\":\"n0\",\"node_ids\":[\"n0\",\"n1\",\"n2\"]";

    private final List<String> out = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private long nowNanos;

    private MaelstromNode node(Duration batch) {
        return new MaelstromNode(batch, new SplittableRandom(1), () -> nowNanos, out::add, log::add);
    }

    private MaelstromNode begun(Duration batch) {
        MaelstromNode node = node(batch);
        ask(node, INIT);
        out.clear();
        return node;
    }

    private static void ask(MaelstromNode node, String body) {
        node.receive("{\"src\":\"c1\",\"dest\":\"n0\",\"body\":{\"msg_id\":7," + body + "}}");
    }

    private static String ok(String type) {
        return "{\"src\":\"n0\",\"dest\":\"c1\",\"body\":{\"type\":\"" + type + "\",\"in_reply_to\":7}}";
    }

    @Test
    void answers_init_and_topology() {
        MaelstromNode node = node(Duration.ZERO);
        ask(node, INIT);
        ask(node, "\"type\":\"topology\",\"topology\":{\"n0\":[\"n1\"]}");
        assertThat(out).containsExactly(ok("init_ok"), ok("topology_ok"));
    }

    @Test
    void a_broadcast_leaves_for_each_other_node_at_once_and_can_be_read_here() {
        MaelstromNode node = begun(Duration.ZERO);
        ask(node, "\"type\":\"broadcast\",\"message\":{\"any\":[1]}");
        ask(node, "\"type\":\"broadcast\",\"message\":{\"any\":[1]}");
        assertThat(out).filteredOn(line -> line.contains("gossip")).hasSize(4);
        assertThat(out).contains(ok("broadcast_ok"));
        ask(node, "\"type\":\"read\"");
        assertThat(out.get(out.size() - 1)).contains("\"messages\":[{\"any\":[1]}]");
    }

    @Test
    void within_a_batch_all_that_leaves_for_a_node_is_one_message() {
        MaelstromNode node = begun(Duration.ofMillis(200));
        for (int i = 0; i < 10; i++) ask(node, "\"type\":\"broadcast\",\"message\":" + i);
        assertThat(out).containsOnly(ok("broadcast_ok"));
        assertThat(node.wakeNanos()).isEqualTo(200_000_000);
        nowNanos = node.wakeNanos();
        node.wake();
        assertThat(out).filteredOn(line -> line.contains("gossip")).hasSize(2);
    }

    @Test
    void bad_requests_are_answered_with_the_workbenchs_codes() {
        MaelstromNode node = node(Duration.ZERO);
        refuses(node, 11, "\"type\":\"read\"");
        refuses(node, 12, "\"type\":\"init\",\"node_id\":\"n9\",\"node_ids\":[\"n0\"]");
        ask(node, INIT);
        refuses(node, 12, INIT);
        refuses(node, 12, "\"type\":5");
        refuses(node, 12, "\"type\":\"broadcast\"");
        refuses(node, 12, "\"type\":\"broadcast\",\"message\":\"" + "x".repeat(20_000) + "\"");
        refuses(node, 12, "\"type\":\"gossip\",\"frames\":[]");
        refuses(node, 12, "\"type\":\"gossip\",\"frames\":[\"not base64!\"]");
        refuses(node, 10, "\"type\":\"cas\"");
    }

    private void refuses(MaelstromNode node, int code, String body) {
        ask(node, body);
        assertThat(out.get(out.size() - 1))
                .contains("\"type\":\"error\",\"code\":" + code + ",", "\"in_reply_to\":7", "\"dest\":\"c1\"");
    }

    @Test
    void what_nobody_has_sent_and_errors_are_logged_and_answered_by_nothing() {
        MaelstromNode node = begun(Duration.ZERO);
        for (String line :
                new String[] {"", "nonsense", "{\"src\":\"c1\"", "[]", "{\"dest\":\"n0\",\"body\":{}}", "{} {}"})
            node.receive(line);
        ask(node, "\"type\":\"error\",\"code\":10,\"text\":\"no\"");
        assertThat(out).isEmpty();
        assertThat(log).hasSize(7);
    }

    @Test
    void frames_that_are_none_change_nothing() {
        MaelstromNode node = begun(Duration.ZERO);
        node.receive("{\"src\":\"n1\",\"dest\":\"n0\",\"body\":{\"type\":\"gossip\",\"frames\":[\"\",\"AAAA\"]}}");
        assertThat(out).isEmpty();
        assertThat(node.values()).isEmpty();
    }

    @Test
    void one_node_alone_serves_as_well() {
        MaelstromNode node = node(Duration.ZERO);
        ask(node, "\"type\":\"init\",\"node_id\":\"n0\",\"node_ids\":[\"n0\"]");
        ask(node, "\"type\":\"broadcast\",\"message\":1");
        assertThat(out).containsExactly(ok("init_ok"), ok("broadcast_ok"));
    }

    @Test
    void a_negative_batch_is_refused() {
        assertThatThrownBy(() -> node(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("batch");
    }
}
