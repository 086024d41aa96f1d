package io.hearsay.node;

import static io.hearsay.node.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.cluster.Cluster;
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
            assertThat(registry.get("hearsay.members")
                            .tags("cluster", "orders", "node", "a", "state", "alive")
                            .gauge()
                            .value())
                    .isEqualTo(1);
            eventually(() -> registry.get("hearsay.loop.delay.p99").gauge().value() > 0, registry::getMeters);
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
            eventually(() -> rejectedHttp() == 1, registry::getMeters);
        }
    }

    @Test
    void a_closed_node_leaves_no_meter_behind() {
        Hearsay.join(config).close();
        assertThat(registry.getMeters()).isEmpty();
    }

    private double rejectedHttp() {
        return registry.get("hearsay.frames.rejected")
                .tag("reason", "http")
                .functionCounter()
                .count();
    }
}
