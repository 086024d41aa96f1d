package io.hearsay.node;

import static io.hearsay.node.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.cluster.Cluster;
import io.hearsay.node.Finding.Grade;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoctorTest {
    private static final byte[] KEY = new byte[32];

    @Test
    void a_seed_of_the_same_cluster_answers_by_tcp_and_udp_up_to_the_mtu() {
        try (Cluster cluster = Hearsay.join(node("orders"))) {
            String seed = cluster.self().address().toString();
            List<Finding> findings = eventually( // a machine that is busy for a second has him find no answer
                    () -> Doctor.beforeStart(node("orders").withSeeds(seed)),
                    all -> all.stream().allMatch(finding -> finding.grade() == Grade.GOOD));
            assertThat(findings)
                    .extracting(Finding::step)
                    .containsExactly("cluster", "key", "clock", "resolve", "listen", "tcp", "udp", "mtu");
            assertThat(of("mtu", findings).text()).contains("1232 bytes pass both ways");
            assertThat(cluster.members()).hasSize(1);
        }
    }

    @Test
    void a_node_of_another_cluster_or_key_is_told_from_what_is_no_node() throws IOException {
        try (Cluster cluster = Hearsay.join(node("orders"));
                ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread rude = new Thread(() -> closeWhoComes(other));
            rude.setDaemon(true);
            rude.start();
            String seed = cluster.self().address().toString();
            ClusterConfig stranger = node("invoices").withSeeds(seed, "127.0.0.1:" + other.getLocalPort());
            List<Finding> findings = eventually(
                    () -> Doctor.whileRunning(stranger),
                    all -> texts("tcp", all).get(0).contains("a Hearsay node, and it does not take our hello"));
            assertThat(texts("tcp", findings))
                    .satisfiesExactly(
                            text -> assertThat(text).contains("cluster id or its key"),
                            text -> assertThat(text).contains("no Hearsay node"));
            assertThat(findings).extracting(Finding::step).doesNotContain("listen");
        }
    }

    @Test
    void nobody_at_the_port_and_a_port_in_use_are_said() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            List<Finding> findings =
                    Doctor.beforeStart(node("orders").withBind(address).withSeeds("127.0.0.1:1"));
            assertThat(of("listen", findings).text()).startsWith("cannot bind TCP at " + address);
            assertThat(of("tcp", findings).text()).startsWith("refused: the host answers");
            assertThat(of("udp", findings).grade()).isEqualTo(Grade.BAD);
            assertThat(findings).extracting(Finding::step).doesNotContain("mtu");
        }
    }

    @Test
    void names_without_address_no_seeds_and_no_key_are_said() {
        List<Finding> findings = Doctor.beforeStart(
                ClusterConfig.local("orders").insecure().withSeeds("nobody.invalid", "file:/nowhere/seeds"));
        assertThat(findings.stream().filter(f -> f.step().equals("resolve")).map(Finding::grade))
                .containsExactly(Grade.BAD, Grade.BAD);
        assertThat(of("key", findings).grade()).isEqualTo(Grade.DOUBTFUL);
        assertThat(of("resolve", Doctor.beforeStart(node("orders"))).subject()).isEqualTo("no seeds");
    }

    @Test
    void a_clock_at_its_factory_setting_is_said() {
        assertThat(Doctor.clock(Instant.EPOCH).grade()).isEqualTo(Grade.BAD);
        assertThat(Doctor.clock(Instant.parse("2030-01-01T00:00:00Z")).grade()).isEqualTo(Grade.GOOD);
    }

    private static ClusterConfig node(String cluster) {
        return ClusterConfig.local(cluster).withKey(KEY);
    }

    private static List<String> texts(String step, List<Finding> findings) {
        return findings.stream()
                .filter(f -> f.step().equals(step))
                .map(Finding::text)
                .toList();
    }

    private static Finding of(String step, List<Finding> findings) {
        return findings.stream().filter(f -> f.step().equals(step)).findFirst().orElseThrow();
    }

    private static void closeWhoComes(ServerSocket server) {
        try {
            while (true) server.accept().close();
        } catch (IOException e) {
            // the test is over
        }
    }
}
