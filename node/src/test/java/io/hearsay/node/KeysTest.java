package io.hearsay.node;

import static io.hearsay.node.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearsay.cluster.Cluster;
import io.hearsay.membership.MemberState;
import io.hearsay.membership.keys.KeyEvent.KeyReport;
import io.hearsay.membership.keys.KeyRing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys of a real cluster are changed while it runs. */
class KeysTest {
    private static final byte[] OLD = new byte[32];
    private static final byte[] NEW = newKey();
    private static final String OLD_PRINT = KeyRing.fingerprint(KeyRing.number(OLD));
    private static final String NEW_PRINT = KeyRing.fingerprint(KeyRing.number(NEW));

    private final List<Cluster> opened = new ArrayList<>();

    @TempDir
    private Path directory;

    private static byte[] newKey() {
        byte[] key = new byte[32];
        key[5] = 5;
        return key;
    }

    @AfterEach
    void close() {
        opened.forEach(Cluster::close);
    }

    private Cluster open(ClusterConfig config) {
        Cluster cluster = Hearsay.join(config);
        opened.add(cluster);
        return cluster;
    }

    private ClusterConfig config(String name) {
        return ClusterConfig.local("keys").withName(name).withKey(OLD).withDataDirectory(directory.resolve(name));
    }

    private static String address(Cluster cluster) {
        return cluster.self().address().toString();
    }

    private static long alive(Cluster cluster) {
        return cluster.members().stream()
                .filter(member -> member.state() == MemberState.ALIVE)
                .count();
    }

    private static KeyReport done(CompletionStage<KeyReport> order) throws Exception {
        return order.toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    /** Gives an order, and again if somebody was too busy to confirm it in time. */
    private static void untilConfirmedByAll(Supplier<CompletionStage<KeyReport>> order) {
        KeyReport confirmed = eventually(
                () -> order.get().toCompletableFuture().join(),
                report -> report.awaited().isEmpty() && report.confirmedBy().size() == 2);
        assertThat(confirmed.confirmedBy()).containsExactly("a", "b");
    }

    private static void awaitHeld(Cluster witness, String print) {
        eventually(
                () -> witness.keys().members().stream()
                        .allMatch(member -> member.fingerprints().contains(print)),
                () -> witness.keys().members());
    }

    private static void awaitSealing(Cluster witness, String print) {
        eventually(
                () -> witness.keys().members().stream()
                        .allMatch(member -> member.fingerprints().indexOf(print) == 0),
                () -> witness.keys().members());
    }

    private static void awaitNewKeyAlone(Cluster witness) {
        eventually(
                () -> witness.keys().members().stream()
                        .allMatch(member -> member.fingerprints().equals(List.of(NEW_PRINT))),
                () -> witness.keys().members());
    }

    @Test
    void a_key_is_changed_and_outlives_a_restart_with_the_old_key_file() throws Exception {
        Cluster a = open(config("a"));
        Cluster b = open(config("b").withSeeds(address(a)));
        eventually(() -> alive(a) == 2 && alive(b) == 2, a::members);

        untilConfirmedByAll(() -> a.keys().install(NEW));
        awaitHeld(b, NEW_PRINT);
        untilConfirmedByAll(() -> b.keys().use(NEW_PRINT));
        awaitSealing(a, NEW_PRINT);
        untilConfirmedByAll(() -> a.keys().remove(OLD_PRINT, false));
        awaitNewKeyAlone(a);

        b.close();
        Cluster again = open(config("b").withSeeds(address(a)));
        eventually(() -> alive(again) == 2, again::members);
        awaitNewKeyAlone(again);
        assertDoctorGoesByTheOrders(config("b").withSeeds(address(a)));
    }

    /** Though the file that he is given holds the old key alone. */
    private static void assertDoctorGoesByTheOrders(ClusterConfig config) {
        List<Finding> findings = eventually(
                () -> Doctor.whileRunning(config),
                all -> all.stream().allMatch(finding -> finding.grade() == Finding.Grade.GOOD));
        assertThat(findings)
                .filteredOn(finding -> finding.step().equals("key"))
                .singleElement()
                .satisfies(key -> assertThat(key.subject()).isEqualTo(NEW_PRINT))
                .satisfies(key -> assertThat(key.text()).contains("as was ordered since the key file was written"));
    }

    @Test
    void without_keys_there_is_nothing_to_change() {
        Cluster open = open(ClusterConfig.local("open").withName("a").insecure());
        assertThatThrownBy(() -> open.keys().members())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("runs without keys");
        assertThatThrownBy(() -> done(open.keys().install(NEW)))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IllegalStateException.class)
                .hasMessageContaining("security: insecure");
    }
}
