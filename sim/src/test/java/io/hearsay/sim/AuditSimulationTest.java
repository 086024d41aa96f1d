package io.hearsay.sim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearsay.Batch;
import io.hearsay.antientropy.RoundsConfig;
import io.hearsay.antientropy.audit.AuditConfig;
import io.hearsay.antientropy.audit.AuditReport;
import io.hearsay.antientropy.audit.Finding;
import io.hearsay.antientropy.audit.Finding.Outcome;
import io.hearsay.cluster.Cluster;
import io.hearsay.data.Bytes;
import io.hearsay.data.map.MapPolicy;
import io.hearsay.data.map.MapsConfig;
import io.hearsay.data.map.MapsConfig.Durability;
import io.hearsay.stack.ClusterNode;
import io.hearsay.stack.ClusterNodeConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that change behind the back of whole nodes. */
class AuditSimulationTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static String value(SimulatedCluster cluster, int node, String key) {
        return cluster.node(node)
                .map("config")
                .get(key)
                .map(value -> new String(value, UTF_8))
                .orElse("nothing");
    }

    /** Audits and rounds of comparing come by hand alone. */
    private static ClusterNodeConfig quiet() {
        ClusterNodeConfig lan = ClusterNodeConfig.lan();
        RoundsConfig never = new RoundsConfig(Duration.ofDays(300), Duration.ofDays(300));
        AuditConfig onDemand = AuditConfig.usual().withPass(Duration.ZERO);
        return lan.withMaps(lan.maps().withRounds(never).withAudit(onDemand));
    }

    private static SimulatedCluster cluster(int nodes, ClusterNodeConfig config) {
        return cluster(nodes, 1, config);
    }

    private static SimulatedCluster cluster(int nodes, long seed, ClusterNodeConfig config) {
        SimulatedCluster cluster = SimulatedCluster.of(nodes, seed, config);
        for (int i = 0; i < 300; i++) cluster.node(i % nodes).map("config").put("key" + i, bytes("value" + i));
        cluster.await(() -> agree(cluster), SOON);
        cluster.advance(Duration.ofMinutes(5)); // no rumor is left
        return cluster;
    }

    private static boolean agree(SimulatedCluster cluster) {
        return cluster.running().stream()
                        .map(node -> node.maps().digest())
                        .distinct()
                        .count()
                == 1;
    }

    /** One byte of a value is another one, and nobody was told. */
    private static void rot(SimulatedCluster cluster, int node, String key) {
        byte[] stored = Objects.requireNonNull(Objects.requireNonNull(cluster.world()
                                .nodes()
                                .get(node)
                                .protocol(ClusterNode.class)
                                .maps()
                                .open("config", MapPolicy.LAST_WRITE)
                                .cell(Bytes.of(key)))
                        .value())
                .array();
        stored[2] ^= 0x08;
    }

    private static AuditReport audit(SimulatedCluster cluster, int node) {
        return await(cluster, cluster.node(node).maps().audit());
    }

    private static <T> T await(SimulatedCluster cluster, CompletionStage<T> answer) {
        CompletableFuture<T> future = answer.toCompletableFuture();
        cluster.await(future::isDone, SOON);
        return future.join();
    }

    @Test
    void a_sound_cluster_is_read_to_the_end_and_nothing_is_found() {
        SimulatedCluster cluster = cluster(5, quiet());
        AuditReport report = audit(cluster, 2);
        assertThat(report.items()).isEqualTo(300);
        assertThat(report.slices()).isEqualTo(5);
        assertThat(report.asked()).isEqualTo(15);
        assertThat(report.answered()).isEqualTo(15);
        assertThat(report.unwitnessed()).isZero();
        assertThat(report.findings()).isEmpty();
    }

    @Test
    void a_byte_that_flipped_in_memory_is_seen_by_no_comparison_and_healed_by_an_audit() {
        SimulatedCluster cluster = cluster(5, quiet());
        rot(cluster, 3, "key17");
        assertThat(value(cluster, 3, "key17")).isEqualTo("vadue17");
        assertThat(agree(cluster)).isTrue(); // for sums were computed before
        List<String> heard = new ArrayList<>();
        cluster.node(3)
                .map("config")
                .watch("key17", change -> heard.add(new String(change.value().orElseThrow(), UTF_8)), missed -> {});

        AuditReport report = audit(cluster, 3);
        assertThat(report.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.entry()).isEqualTo("config/key17");
            assertThat(finding.peer()).isNull();
            assertThat(finding.outcome()).isEqualTo(Outcome.HEALED);
        });
        assertThat(value(cluster, 3, "key17")).isEqualTo("value17");
        assertThat(heard).containsExactly("value17");
        assertThat(agree(cluster)).isTrue();
        assertThat(audit(cluster, 3).findings()).isEmpty();
        assertThat(cluster.node(3).maps().auditCounts().healed()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void another_node_names_it_and_the_one_that_has_it_heals_itself(long seed) {
        SimulatedCluster cluster = cluster(4, seed, quiet()); // all others are witnesses
        rot(cluster, 3, "key17");
        rot(cluster, 3, "key18");
        AuditReport report = audit(cluster, 0);
        assertThat(report.findings()).allSatisfy(finding -> {
            assertThat(Objects.requireNonNull(finding.peer()).instance())
                    .isEqualTo(cluster.node(3).self().id().instance());
            assertThat(finding.outcome()).isEqualTo(Outcome.NAMED);
        });
        assertThat(report.findings())
                .extracting(Finding::entry)
                .containsExactlyInAnyOrder("config/key17", "config/key18");
        cluster.advance(Duration.ofSeconds(1));
        assertThat(value(cluster, 3, "key17")).isEqualTo("value17");
        assertThat(cluster.node(3).maps().auditCounts().healed()).isEqualTo(2);
        assertThat(cluster.node(1).maps().auditCounts().rotten()).isZero();
    }

    @Test
    void one_right_copy_outvotes_three_that_have_rotted() {
        SimulatedCluster cluster = cluster(4, quiet());
        for (int i = 0; i < 3; i++) rot(cluster, i, "key17"); // all the same way
        assertThat(audit(cluster, 0).findings())
                .extracting(Finding::outcome)
                .contains(Outcome.HEALED)
                .doesNotContain(Outcome.UNHEALED);
        cluster.advance(Duration.ofSeconds(5));
        for (int i = 0; i < 4; i++) assertThat(value(cluster, i, "key17")).isEqualTo("value17");
    }

    @Test
    void of_two_nodes_the_one_whose_copy_proves_itself_is_right() {
        SimulatedCluster cluster = cluster(2, quiet());
        rot(cluster, 1, "key5");
        assertThat(audit(cluster, 0).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.outcome()).isEqualTo(Outcome.NAMED));
        cluster.advance(Duration.ofSeconds(1));
        assertThat(value(cluster, 0, "key5")).isEqualTo("value5");
        assertThat(value(cluster, 1, "key5")).isEqualTo("value5");
    }

    @Test
    void what_no_copy_can_heal_is_told_and_stays() {
        SimulatedCluster cluster = cluster(2, quiet());
        rot(cluster, 0, "key5");
        rot(cluster, 1, "key5");
        AuditReport report = audit(cluster, 0);
        assertThat(report.findings()).anySatisfy(finding -> {
            assertThat(finding.peer()).isNull();
            assertThat(finding.outcome()).isEqualTo(Outcome.UNHEALED);
        });
        assertThat(value(cluster, 0, "key5")).isEqualTo("vadue5");
        cluster.node(1).map("config").put("key5", bytes("new")); // ends it
        cluster.await(() -> agree(cluster), SOON);
        assertThat(value(cluster, 0, "key5")).isEqualTo("new");
        assertThat(audit(cluster, 0).findings()).isEmpty();
    }

    @Test
    void rot_is_handed_to_nobody() {
        SimulatedCluster cluster = cluster(2, quiet());
        rot(cluster, 0, "key5");
        cluster.restart(1); // without what it had
        cluster.advance(Duration.ofSeconds(30));
        await(cluster, cluster.node(1).maps().repair("n0"));
        assertThat(cluster.node(1).map("config").entries("")).hasSize(299);
        assertThat(value(cluster, 1, "key5")).isEqualTo("nothing");
    }

    @Test
    void a_write_over_rot_takes_its_place() {
        SimulatedCluster cluster = cluster(3, quiet());
        rot(cluster, 0, "key5");
        rot(cluster, 0, "key6");
        rot(cluster, 0, "key7");
        cluster.node(0).map("config").put("key5", bytes("new"));
        cluster.node(1).map("config").put("key6", bytes("new"));
        cluster.node(2).map("config").delete("key7");
        cluster.await(() -> agree(cluster), SOON);
        assertThat(value(cluster, 0, "key6")).isEqualTo("new");
        for (int i = 0; i < 3; i++) assertThat(audit(cluster, i).findings()).isEmpty();
    }

    @Test
    void writes_under_way_are_no_rot() {
        SimulatedCluster cluster = cluster(5, quiet());
        cluster.loss(0.2);
        List<CompletableFuture<AuditReport>> audits = new ArrayList<>();
        for (Cluster node : cluster.running()) audits.add(node.maps().audit().toCompletableFuture());
        int writes = 0;
        while (!audits.stream().allMatch(CompletableFuture::isDone)) {
            cluster.node(writes % 5).map("config").put("key" + writes % 400, bytes("v" + writes++));
            cluster.advance(Duration.ofMillis(3));
        }
        assertThat(writes).isGreaterThan(100);
        for (CompletableFuture<AuditReport> audit : audits)
            assertThat(audit.join().findings()).isEmpty();
    }

    @Test
    void who_audits_alone_reads_its_own_and_says_that_nobody_saw() {
        SimulatedCluster cluster = cluster(1, quiet());
        rot(cluster, 0, "key5");
        AuditReport report = audit(cluster, 0);
        assertThat(report.unwitnessed()).isEqualTo(report.slices()).isEqualTo(5);
        assertThat(report.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.outcome()).isEqualTo(Outcome.UNHEALED));
    }

    @Test
    void a_silent_witness_is_waited_for_no_longer_than_patience() {
        SimulatedCluster cluster = cluster(2, quiet());
        cluster.cut(1);
        AuditReport report = audit(cluster, 0);
        assertThat(report.answered()).isZero();
        assertThat(report.unwitnessed()).isEqualTo(5);
    }

    @Test
    void an_audit_at_a_time_and_none_of_nothing() {
        SimulatedCluster cluster = SimulatedCluster.of(2, 1, quiet());
        assertThat(audit(cluster, 0).slices()).isZero();
        cluster.node(0).map("config").put("a", bytes("v"));
        CompletionStage<AuditReport> first = cluster.node(0).maps().audit();
        assertThat(cluster.node(0).maps().latestAudit().orElseThrow().done()).isFalse();
        assertThatThrownBy(() -> cluster.node(0).maps().audit())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("audits its maps already");
        assertThat(await(cluster, first).items()).isEqualTo(1);
        assertThat(cluster.node(0).maps().latestAudit()).hasValue(await(cluster, first));
    }

    @Test
    void in_the_background_all_is_read_once_in_a_pass() {
        ClusterNodeConfig quiet = quiet();
        AuditConfig hourly = AuditConfig.usual().withPass(Duration.ofHours(1));
        SimulatedCluster cluster = cluster(3, quiet.withMaps(quiet.maps().withAudit(hourly)));
        for (int i = 0; i < 3; i++) rot(cluster, i, "key" + i);
        cluster.advance(Duration.ofHours(2));
        for (int i = 0; i < 3; i++) assertThat(value(cluster, i, "key" + i)).isEqualTo("value" + i);
    }

    @Test
    void a_byte_that_flipped_on_a_disk_is_left_out_at_the_restart_and_comes_from_the_others() {
        ClusterNodeConfig lan = ClusterNodeConfig.lan();
        MapsConfig stored = MapsConfig.usual().withDurability(Durability.SYNC);
        SimulatedCluster cluster = cluster(3, lan.withMaps(lan.maps().withState(stored)));
        cluster.crash(1);
        Disk disk = cluster.world().nodes().get(1).disk();
        String under = "map/config\0key17";
        byte[] flipped = Objects.requireNonNull(disk.contents().get(under));
        flipped[flipped.length - 1] ^= 0x08; // of the value: it would be the greater one
        disk.write(Batch.of(under, flipped));
        disk.sync();
        cluster.restart(1);
        assertThat(cluster.node(1).maps().counts().rotted()).isEqualTo(1);
        cluster.await(() -> value(cluster, 1, "key17").equals("value17"), SOON);
        cluster.await(() -> agree(cluster), SOON);
        for (int i = 0; i < 3; i++) assertThat(value(cluster, i, "key17")).isEqualTo("value17");
        cluster.restart(1);
        assertThat(cluster.node(1).maps().counts().rotted()).isZero(); // it was stored anew
    }

    @Test
    void an_entry_larger_than_a_packet_is_healed_too() {
        SimulatedCluster cluster = SimulatedCluster.of(3, 1, quiet());
        byte[] large = new byte[15_000];
        cluster.node(0).map("config").put("large", large);
        cluster.await(
                () -> cluster.running().stream()
                        .allMatch(node -> node.map("config").get("large").isPresent()),
                SOON);
        rot(cluster, 1, "large");
        assertThat(audit(cluster, 1).findings()).hasSize(1);
        assertThat(cluster.node(1).map("config").get("large")).hasValue(large);
    }
}
