package io.hearsay.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.agent.config.Setting;
import io.hearsay.agent.config.Settings;
import io.hearsay.cluster.Cluster;
import io.hearsay.node.ClusterConfig;
import io.hearsay.node.Hearsay;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Agents on real sockets and in real data directories. */
@Timeout(60)
class StoreTest {
    @TempDir
    private Path directory;

    @Test
    void an_agent_takes_over_the_file_of_a_node_and_keeps_its_maps_in_rocksdb() throws Exception {
        ClusterConfig before =
                ClusterConfig.local("orders").insecure().withName("web-1").withDataDirectory(directory);
        long epoch;
        try (Cluster cluster = Hearsay.join(before)) {
            epoch = cluster.self().id().epoch();
            put(cluster, "from", "file");
        }
        assertThat(directory.resolve("journal")).exists();
        try (Agent agent = start()) {
            assertThat(agent.cluster().self().name()).isEqualTo("web-1");
            assertThat(agent.cluster().self().id().epoch()).isGreaterThan(epoch);
            assertThat(agent.cluster().map("m").get("from")).hasValue("file".getBytes(UTF_8));
            put(agent.cluster(), "to", "rocksdb");
        }
        assertThat(directory.resolve("journal")).doesNotExist();
        assertThat(directory.resolve("journal.imported")).exists();
        try (Agent agent = start()) {
            assertThat(agent.cluster().map("m").get("from")).hasValue("file".getBytes(UTF_8));
            assertThat(agent.cluster().map("m").get("to")).hasValue("rocksdb".getBytes(UTF_8));
        }
        assertThat(directory.resolve("store")).isNotEmptyDirectory();
    }

    private static void put(Cluster cluster, String key, String value) throws Exception {
        cluster.map("m").put(key, value.getBytes(UTF_8)).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private Agent start() throws IOException {
        Map<Setting, List<String>> flags = new EnumMap<>(Map.of(
                Setting.CLUSTER, List.of("orders"),
                Setting.PROFILE, List.of("local"),
                Setting.SECURITY, List.of("insecure"),
                Setting.HTTP, List.of("127.0.0.1:0"),
                Setting.DURABILITY, List.of("sync"),
                Setting.DATA_DIR, List.of(directory.toString())));
        return Agent.start(AgentConfig.from(Settings.of(Optional.empty(), Map.of(), flags)));
    }
}
