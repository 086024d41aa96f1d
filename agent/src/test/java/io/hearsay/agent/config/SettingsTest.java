package io.hearsay.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @TempDir
    private Path directory;

    @Test
    void reads_a_file() {
        Settings settings =
                file("cluster: orders\nname: no\njoin: [10.0.0.1, 'dns:x']\ntags:\n  role: db\n  zone: 7\n");
        assertThat(settings.required(Setting.CLUSTER)).isEqualTo("orders");
        assertThat(settings.text(Setting.NAME)).contains("no");
        assertThat(settings.list(Setting.JOIN)).containsExactly("10.0.0.1", "dns:x");
        assertThat(settings.map(Setting.TAGS)).containsExactly(Map.entry("role", "db"), Map.entry("zone", "7"));
    }

    @Test
    void an_empty_file_sets_nothing() {
        assertThat(file("# nothing\n").has(Setting.CLUSTER)).isFalse();
        assertThat(file("").has(Setting.CLUSTER)).isFalse();
    }

    @Test
    void variables_stand_above_the_file_and_flags_above_variables() throws IOException {
        Path path = Files.writeString(directory.resolve("c.yaml"), "cluster: file\nname: file\nprofile: wan\n");
        Settings settings = Settings.of(
                Optional.of(path),
                Map.of("HEARSAY_NAME", "variable", "HEARSAY_PROFILE", "lan", "HOME", "/"),
                Map.of(Setting.PROFILE, List.of("local")));
        assertThat(settings.required(Setting.CLUSTER)).isEqualTo("file");
        assertThat(settings.text(Setting.NAME)).contains("variable");
        assertThat(settings.choice(Setting.PROFILE)).contains("local");
    }

    @Test
    void a_list_is_replaced_whole() {
        Settings settings =
                Settings.of(Optional.empty(), Map.of("HEARSAY_JOIN", "a, b"), Map.of(Setting.JOIN, List.of("c")));
        assertThat(settings.list(Setting.JOIN)).containsExactly("c");
    }

    @Test
    void an_unknown_key_names_its_line_and_the_nearest_known() {
        rejects("cluster: a\nkey-file: x\n")
                .hasMessageEndingWith("c.yaml:2: unknown key 'key-file'; did you mean 'keyFile'?");
        rejects("\n\nclutser: a\n").hasMessageContaining("c.yaml:3: unknown key 'clutser'; did you mean 'cluster'?");
    }

    @Test
    void an_unknown_key_like_none_lists_the_known_ones() {
        rejects("volume: 11\n").hasMessageContaining("known are cluster, name, bind");
    }

    @Test
    void a_repeated_key_names_both_lines() {
        rejects("name: a\ncluster: b\nname: c\n")
                .hasMessageEndingWith("c.yaml:3: repeats 'name', first set on line 1; keep one");
        rejects("tags:\n  role: a\n  role: b\n")
                .hasMessageContaining("c.yaml:3: repeats 'tags.role', first set on line 2");
    }

    @Test
    void what_is_not_yaml_names_its_line() {
        rejects("cluster: a\nname: b: c\n").hasMessageContaining("c.yaml:2:").hasMessageContaining("not YAML");
        rejects("just words\n").hasMessageContaining("c.yaml:1: must be `key: value`");
        rejects("cluster: a\n---\nname: b\n").hasMessageContaining("second document");
        rejects("cluster: &a x\nname: *a\n").hasMessageContaining("uses an anchor or alias");
    }

    @Test
    void values_of_the_wrong_shape_are_refused() {
        rejects("cluster: [a]\n").hasMessageContaining("c.yaml:1: cluster must be one value");
        rejects("cluster:\n").hasMessageContaining("c.yaml:1: cluster must be one value, has nothing");
        rejects("tags: a\n").hasMessageContaining("c.yaml:1: tags must be a map");
        rejects("join: {a: b}\n").hasMessageContaining("c.yaml:1: join must be a list");
    }

    @Test
    void a_missing_file_is_named() {
        assertThatThrownBy(() -> Settings.of(Optional.of(directory.resolve("none")), Map.of(), Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("there is no file");
    }

    @Test
    void a_wrong_value_says_where_it_was_written_and_what_is_allowed() {
        Settings settings = file("\nprofile: fast\nbind: 1:2:3\nfaultHook: yes\n");
        assertThatThrownBy(() -> settings.choice(Setting.PROFILE))
                .hasMessageEndingWith("c.yaml:2: profile must be one of lan, wan, local, was 'fast'");
        assertThatThrownBy(() -> settings.address(Setting.BIND, 7940))
                .hasMessageContaining("c.yaml:3: bind must be HOST:PORT")
                .hasMessageContaining("was '1:2:3'");
        assertThatThrownBy(() -> settings.isOn(Setting.FAULT_HOOK))
                .hasMessageEndingWith("c.yaml:4: faultHook must be true or false, was 'yes'");
    }

    @Test
    void an_unknown_variable_is_refused_but_not_kubernetes_service_links() {
        assertThatThrownBy(() -> Settings.of(Optional.empty(), Map.of("HEARSAY_CLUSTR", "a"), Map.of()))
                .hasMessageContaining("unknown variable HEARSAY_CLUSTR")
                .hasMessageContaining("did you mean HEARSAY_CLUSTER?");
        Settings.of(
                Optional.empty(),
                Map.of(
                        "HEARSAY_SERVICE_HOST", "10.0.0.1",
                        "HEARSAY_PORT", "tcp://10.0.0.1:7940",
                        "HEARSAY_PORT_7940_TCP_ADDR", "10.0.0.1",
                        "HEARSAY_HEADLESS_SERVICE_PORT_GOSSIP", "7940"),
                Map.of());
    }

    @Test
    void a_missing_setting_says_the_three_ways_to_give_it() {
        assertThatThrownBy(() -> file("name: a\n").required(Setting.CLUSTER))
                .hasMessageContaining("--cluster NAME")
                .hasMessageContaining("HEARSAY_CLUSTER")
                .hasMessageContaining("`cluster: …`");
    }

    @Test
    void a_tag_without_value_or_given_twice_is_refused() {
        assertThatThrownBy(() -> flags(Setting.TAGS, "role").map(Setting.TAGS))
                .hasMessage("--tag must be KEY=VALUE, was 'role'");
        assertThatThrownBy(() -> flags(Setting.TAGS, "role=a", "role=b").map(Setting.TAGS))
                .hasMessageContaining("gives 'role' twice");
        assertThat(flags(Setting.TAGS, "role=a=b").map(Setting.TAGS)).containsEntry("role", "a=b");
    }

    @Test
    void a_check_of_somebody_else_says_where_the_value_was_written() {
        assertThatThrownBy(() -> flags(Setting.NAME, "x").checked(Setting.NAME, () -> {
                    throw new IllegalArgumentException("too short");
                }))
                .isInstanceOf(ConfigException.class)
                .hasMessage("--name: too short");
    }

    private Settings file(String yaml) {
        try {
            return Settings.of(Optional.of(Files.writeString(directory.resolve("c.yaml"), yaml)), Map.of(), Map.of());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private AbstractThrowableAssert<?, ?> rejects(String yaml) {
        return assertThatThrownBy(() -> file(yaml)).isInstanceOf(ConfigException.class);
    }

    private static Settings flags(Setting setting, String... values) {
        return Settings.of(Optional.empty(), Map.of(), Map.of(setting, List.of(values)));
    }
}
