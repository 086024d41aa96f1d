package io.hearsay.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearsay.agent.config.ConfigException;
import io.hearsay.agent.config.Setting;
import io.hearsay.agent.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentConfigTest {
    @TempDir
    private Path directory;

    private final Map<Setting, List<String>> flags = new EnumMap<>(Map.of(Setting.CLUSTER, List.of("orders")));

    @Test
    void a_key_makes_it_sealed() throws IOException {
        flags.put(Setting.KEY_FILE, List.of(key().toString()));
        assertThat(config().isSealed()).isTrue();
        assertThat(config().profile()).isEqualTo("lan");
        assertThat(config().faultHook()).isFalse();
        assertThat(config().cluster().cluster()).isEqualTo("orders");
    }

    @Test
    void without_a_key_insecure_must_be_written_out() throws IOException {
        rejected().hasMessageContaining("keyFile is missing").hasMessageContaining("--insecure");
        flags.put(Setting.SECURITY, List.of("insecure"));
        assertThat(config().isSealed()).isFalse();
        flags.put(Setting.KEY_FILE, List.of(key().toString()));
        rejected().hasMessageContaining("give one of them");
    }

    @Test
    void a_store_is_refused_that_would_do_nothing_or_other_than_it_says() throws IOException {
        flags.put(Setting.SECURITY, List.of("insecure"));
        flags.put(Setting.STORE, List.of("rocksdb"));
        rejected().hasMessageStartingWith("--store").hasMessageContaining("there is no dataDir");
        flags.put(Setting.DATA_DIR, List.of(directory.toString()));
        flags.put(Setting.STORE_SYNC, List.of("async"));
        assertThat(config().cluster().cluster()).isEqualTo("orders");
        flags.put(Setting.DURABILITY, List.of("sync"));
        rejected().hasMessageStartingWith("--store").hasMessageContaining("maps.durability: sync");
        flags.put(Setting.STORE, List.of("file"));
        rejected().hasMessageStartingWith("--store-sync").hasMessageContaining("goes with `store: rocksdb`");
        flags.remove(Setting.STORE_SYNC);
        assertThat(config().cluster().cluster()).isEqualTo("orders");
        Files.createDirectories(directory.resolve("store"));
        rejected().hasMessageStartingWith("--store").hasMessageContaining("holds a RocksDB store");
    }

    @Test
    void what_the_node_refuses_says_where_it_was_written() {
        flags.put(Setting.SECURITY, List.of("insecure"));
        flags.put(Setting.NAME, List.of("x".repeat(65)));
        rejected().hasMessageStartingWith("--name").hasMessageContaining("65");
        flags.remove(Setting.NAME);
        flags.put(Setting.BIND, List.of("everywhere:1"));
        rejected().hasMessageStartingWith("--bind").hasMessageContaining("'everywhere:1'");
        flags.remove(Setting.BIND);
        flags.put(Setting.JOIN, List.of("10.0.0.1", "10.0.0.1:x"));
        rejected().hasMessageStartingWith("--join").hasMessageContaining("'10.0.0.1:x'");
        flags.remove(Setting.JOIN);
        flags.put(Setting.TAGS, List.of("big=" + "x".repeat(600)));
        rejected().hasMessageStartingWith("--tag").hasMessageContaining("at most 512");
    }

    @Test
    void what_a_plan_sets_is_read_and_checked() {
        flags.put(Setting.SECURITY, List.of("insecure"));
        flags.put(Setting.PERIOD, List.of("300ms"));
        flags.put(Setting.PROBE_TIMEOUT, List.of("100ms"));
        flags.put(Setting.SUSPICION, List.of("900ms"));
        flags.put(Setting.FANOUT, List.of("7"));
        flags.put(Setting.MEMBERSHIP_FANOUT, List.of("4"));
        assertThat(config()).isNotNull();
        flags.put(Setting.FANOUT, List.of("9"));
        rejected().hasMessage("--fanout: fanout must be 1..8, was 9");
        flags.put(Setting.FANOUT, List.of("many"));
        rejected().hasMessageContaining("must be a whole number, was 'many'");
        flags.remove(Setting.FANOUT);
        flags.put(Setting.PROBE_TIMEOUT, List.of("1s"));
        rejected().hasMessageStartingWith("--probe-timeout").hasMessageContaining("at most the period");
    }

    @Test
    void audits_in_the_background_take_as_long_as_is_said_or_come_on_demand_alone() {
        flags.put(Setting.SECURITY, List.of("insecure"));
        for (String pass : List.of("6h", "0s")) {
            flags.put(Setting.MAPS_AUDIT, List.of(pass));
            assertThat(config()).isNotNull();
        }
        flags.put(Setting.MAPS_AUDIT, List.of("10ms"));
        rejected().hasMessageStartingWith("--audit").hasMessageContaining("pass must be 0, or 1 s or more");
    }

    @Test
    void each_membership_has_its_detector_and_other_pairs_are_refused_with_those_that_are_not() {
        flags.put(Setting.SECURITY, List.of("insecure"));
        for (String pair : List.of("full swim", "scuttlebutt phi")) {
            pair(pair);
            assertThat(config()).isNotNull();
        }
        for (String pair : List.of("full phi", "scuttlebutt swim", "partial swim", "partial phi")) {
            pair(pair);
            rejected()
                    .hasMessageStartingWith("--detector")
                    .hasMessageContaining("full with swim, scuttlebutt with phi, partial with none");
        }
    }

    private void pair(String names) {
        String[] pair = names.split(" ", -1);
        flags.put(Setting.MEMBERSHIP, List.of(pair[0]));
        flags.put(Setting.DETECTOR, List.of(pair[1]));
    }

    @Test
    void phi_is_set_where_it_decides() {
        flags.put(Setting.SECURITY, List.of("insecure"));
        flags.put(Setting.PHI_THRESHOLD, List.of("12"));
        rejected().hasMessageStartingWith("--phi-threshold").hasMessageContaining("membership: scuttlebutt");
        flags.put(Setting.MEMBERSHIP, List.of("scuttlebutt"));
        flags.put(Setting.PHI_WINDOW, List.of("100"));
        assertThat(config()).isNotNull();
        flags.put(Setting.PHI_THRESHOLD, List.of("1001"));
        rejected().hasMessageStartingWith("--phi-threshold").hasMessageContaining("1000");
    }

    @Test
    void a_key_file_that_is_none_is_named_and_its_content_is_not() throws IOException {
        Path file = Files.writeString(directory.resolve("key"), "not so secret\n");
        flags.put(Setting.KEY_FILE, List.of(file.toString()));
        rejected().hasMessageStartingWith("--key-file").message().doesNotContain("not so secret");
        flags.put(Setting.KEY_FILE, List.of("/nowhere/key"));
        rejected().hasMessageContaining("/nowhere/key");
    }

    @Test
    void the_cluster_has_no_default() {
        flags.remove(Setting.CLUSTER);
        rejected().hasMessageContaining("cluster is missing");
    }

    private AgentConfig config() {
        return AgentConfig.from(Settings.of(Optional.empty(), Map.of(), flags));
    }

    private AbstractThrowableAssert<?, ?> rejected() {
        return assertThatThrownBy(this::config).isInstanceOf(ConfigException.class);
    }

    private Path key() throws IOException {
        return Files.writeString(directory.resolve("key"), "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n");
    }
}
