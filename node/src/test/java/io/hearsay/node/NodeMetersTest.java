package io.hearsay.node;

import static io.hearsay.node.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.cluster.Cluster;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NodeMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ClusterConfig config =
            ClusterConfig.local("orders").insecure().withName("a").withMeters(registry);

    @Test
    void shows_how_the_node_stands() {
        try (Cluster cluster = Hearsay.join(config)) {
            assertThat(cluster.members()).hasSize(1);
            Gauge alive = registry.get("hearsay.members")
                    .tags("cluster", "orders", "node", "a", "state", "alive")
                    .gauge();
            Gauge delay = registry.get("hearsay.loop.delay.p99").gauge();
            eventually(() -> alive.value() == 1, alive::value);
            eventually(() -> delay.value() > 0, delay::value);
        }
    }

    @Test
    void counts_junk_by_its_kind() throws IOException {
        try (Cluster cluster = Hearsay.join(config);
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(),
                        cluster.self().address().port())) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
            FunctionCounter rejected = registry.get("hearsay.frames.rejected")
                    .tag("reason", "http")
                    .functionCounter();
            eventually(() -> rejected.count() == 1, rejected::count);
        }
    }

    @Test
    void shows_what_maps_hold_and_how_comparisons_ended() {
        SimpleMeterRegistry others = new SimpleMeterRegistry();
        try (Cluster a = Hearsay.join(config);
                Cluster b = Hearsay.join(ClusterConfig.local("orders")
                        .insecure()
                        .withName("b")
                        .withMeters(others)
                        .withSeeds(a.self().address().toString()))) {
            eventually(() -> a.members().size() == 2 && b.members().size() == 2, a::members);
            a.map("m").put("key", new byte[100]);
            Gauge bytes = others.get("hearsay.maps.bytes").tag("node", "b").gauge();
            eventually(() -> bytes.value() > 100, bytes::value);
            FunctionCounter written = registry.get("hearsay.maps.written").functionCounter();
            eventually(() -> written.count() == 1, written::count);
            FunctionCounter agreed =
                    registry.get("hearsay.exchanges").tag("outcome", "agreed").functionCounter();
            a.maps().reconcile("b");
            eventually(() -> agreed.count() > 0, agreed::count);
            FunctionCounter sent = registry.get("hearsay.exchanges.bytes")
                    .tag("direction", "out")
                    .functionCounter();
            eventually(() -> sent.count() > 0, sent::count);
        }
    }

    @Test
    void a_closed_node_leaves_no_meter_behind() {
        Hearsay.join(config).close();
        assertThat(registry.getMeters()).isEmpty();
    }
}
