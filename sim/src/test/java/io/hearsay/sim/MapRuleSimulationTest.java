package io.hearsay.sim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearsay.antientropy.Exchange;
import io.hearsay.antientropy.Exchange.Outcome;
import io.hearsay.antientropy.ReconcilerEvent.Cause;
import io.hearsay.antientropy.RoundsConfig;
import io.hearsay.antientropy.audit.AuditReport;
import io.hearsay.antientropy.audit.Finding;
import io.hearsay.cluster.Cluster;
import io.hearsay.cluster.MapDifferences;
import io.hearsay.cluster.SharedMap;
import io.hearsay.data.Bytes;
import io.hearsay.data.Retention;
import io.hearsay.data.map.KeyDifference.Side;
import io.hearsay.data.map.MapPolicy;
import io.hearsay.data.map.MapRule;
import io.hearsay.data.map.MapSummary;
import io.hearsay.data.map.MapsConfig;
import io.hearsay.data.map.MapsConfig.Durability;
import io.hearsay.stack.ClusterNode;
import io.hearsay.stack.ClusterNodeConfig;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Maps that only members with a tag hold, on whole nodes. */
class MapRuleSimulationTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration HEALED = Duration.ofMinutes(2);
    private static final MapRule DB = MapRule.tag("role", "db");
    private static final Map<String, String> IS_DB = Map.of("role", "db");
    private static final Map<String, String> IS_WEB = Map.of("role", "web");

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    /** The first nodes have the tag, the others another one, and all know it. */
    private static SimulatedCluster cluster(int holders, int others, long seed, ClusterNodeConfig config) {
        SimulatedCluster cluster = SimulatedCluster.of(holders + others, seed, config);
        for (int i = 0; i < holders + others; i++) tag(cluster, i, i < holders ? IS_DB : IS_WEB);
        cluster.advance(SOON);
        return cluster;
    }

    private static SimulatedCluster cluster(int holders, int others) {
        return cluster(holders, others, 1, ClusterNodeConfig.lan());
    }

    private static void tag(SimulatedCluster cluster, int node, Map<String, String> tags) {
        cluster.world().nodes().get(node).tags(tags);
        cluster.node(node).updateTags(tags);
    }

    private static ClusterNodeConfig with(UnaryOperator<MapsConfig> change) {
        ClusterNodeConfig lan = ClusterNodeConfig.lan();
        return lan.withMaps(lan.maps().withState(change.apply(lan.maps().state())));
    }

    private static SharedMap shards(Cluster node) {
        return node.maps().lastWrite("shards", DB);
    }

    private static int size(SimulatedCluster cluster, int node) {
        return shards(cluster.node(node)).entries("").size();
    }

    private static boolean isNowhereElse(SimulatedCluster cluster, int holders) {
        for (int i = holders; i < cluster.running().size(); i++)
            if (cluster.node(i).maps().counts().entries() > 0) return false;
        return true;
    }

    private static boolean holdersAgree(SimulatedCluster cluster, int holders) {
        return cluster.running().subList(0, holders).stream()
                        .map(node -> node.maps().digest(DB))
                        .distinct()
                        .count()
                == 1;
    }

    private static MapSummary summary(Cluster node) {
        return node.maps().list().stream()
                .filter(map -> map.name().equals("shards"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void only_those_who_meet_the_rule_hold_the_map() {
        SimulatedCluster cluster = cluster(3, 5);
        for (int i = 0; i < 100; i++) shards(cluster.node(i % 3)).put("key" + i, bytes("v"));
        Duration took = cluster.await(
                () -> size(cluster, 0) == 100 && size(cluster, 1) == 100 && size(cluster, 2) == 100, SOON);
        assertThat(took).isLessThan(Duration.ofMillis(100));
        cluster.advance(Duration.ofMinutes(2));
        assertThat(isNowhereElse(cluster, 3)).isTrue();
        assertThat(holdersAgree(cluster, 3)).isTrue();
        assertThat(cluster.node(5).maps().digest(DB)).isZero();
        assertThat(summary(cluster.node(1)).rule()).isEqualTo(DB);
        assertThat(summary(cluster.node(1)).held()).isTrue();
        assertThat(summary(cluster.node(5)).held()).isFalse();
    }

    @Test
    void who_does_not_meet_the_rule_is_told_so_at_the_call() {
        SimulatedCluster cluster = cluster(2, 2);
        shards(cluster.node(0)).put("a", bytes("1"));
        cluster.advance(SOON);
        String why = "map 'shards' is held by members with the tag role=db, and this one has {role=web}";
        assertThatThrownBy(() -> cluster.node(3).map("shards"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(why);
        assertThatThrownBy(() -> shards(cluster.node(3))).hasMessageContaining(why);
        assertThatThrownBy(() -> cluster.node(2).maps().counters("new", DB)).hasMessageContaining("'new' is held by");
        assertThatThrownBy(() -> cluster.node(1).maps().lastWrite("shards", MapRule.zone("eu")))
                .hasMessageContaining("map 'shards' is held by role=db, and this call asks for zone=eu");
        assertThat(cluster.node(1).map("shards").get("a")).hasValue(bytes("1"));
    }

    /** The two holders hear of each other only through members that keep nothing. */
    @Test
    void those_who_do_not_hold_it_pass_its_writes_on() {
        SimulatedCluster cluster = cluster(2, 6);
        cluster.cutPath(0, 1);
        cluster.cutPath(1, 0);
        shards(cluster.node(0)).put("a", bytes("1"));
        cluster.await(() -> size(cluster, 1) == 1, SOON);
        assertThat(isNowhereElse(cluster, 2)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void what_a_split_or_loss_kept_from_holders_comes_with_their_rounds(long seed) {
        SimulatedCluster cluster = cluster(3, 17, seed, ClusterNodeConfig.lan());
        cluster.cut(0, 3, 4, 5, 6, 7, 8, 9, 10);
        for (int i = 0; i < 50; i++) {
            shards(cluster.node(0)).put("left" + i, bytes("l"));
            shards(cluster.node(1)).put("right" + i, bytes("r"));
        }
        shards(cluster.node(0)).put("gone", bytes("v"));
        cluster.advance(Duration.ofSeconds(60));
        shards(cluster.node(0)).delete("gone");
        cluster.heal();
        cluster.await(() -> holdersAgree(cluster, 3) && size(cluster, 2) == 100, HEALED);
        cluster.loss(0.9);
        for (int i = 0; i < 20; i++) shards(cluster.node(2)).put("lost" + i, bytes("v"));
        cluster.advance(Duration.ofMillis(200));
        cluster.loss(0);
        cluster.await(() -> holdersAgree(cluster, 3) && size(cluster, 0) == 120, Duration.ofSeconds(60));
        assertThat(isNowhereElse(cluster, 3)).isTrue();
    }

    @Test
    void maps_of_several_rules_and_of_none_are_each_where_they_belong() {
        SimulatedCluster cluster = cluster(3, 3);
        tag(cluster, 2, Map.of("role", "db", "zone", "eu"));
        tag(cluster, 3, Map.of("zone", "eu"));
        cluster.advance(SOON);
        cluster.cut(2);
        for (int i = 0; i < 30; i++) {
            shards(cluster.node(0)).put("key" + i, bytes("v"));
            cluster.node(3).maps().counters("hits", MapRule.zone("eu")).add("key" + i, 2);
            cluster.node(5).map("config").put("key" + i, bytes("v"));
        }
        cluster.advance(Duration.ofSeconds(60));
        cluster.heal();
        cluster.await(
                () -> size(cluster, 2) == 30
                        && cluster.node(2).map("config").entries("").size() == 30
                        && cluster.node(2)
                                        .maps()
                                        .counters("hits", MapRule.zone("eu"))
                                        .entries("")
                                        .size()
                                == 30,
                HEALED);
        assertThat(cluster.node(2).maps().counts().entries()).isEqualTo(90);
        assertThat(cluster.node(0).maps().counts().entries()).isEqualTo(60);
        assertThat(cluster.node(3).maps().counts().entries()).isEqualTo(60);
        assertThat(cluster.node(4).maps().counts().entries()).isEqualTo(30);
    }

    @Test
    void who_comes_to_meet_the_rule_is_brought_up_to_date_at_once() {
        SimulatedCluster cluster = cluster(3, 5);
        for (int i = 0; i < 3_000; i++) shards(cluster.node(0)).put("key" + i, bytes("v"));
        cluster.advance(Duration.ofMinutes(5)); // no rumor is left
        tag(cluster, 6, IS_DB);
        Duration took = cluster.await(
                () -> cluster.node(6).maps().digest(DB)
                        == cluster.node(0).maps().digest(DB),
                SOON);
        assertThat(took).isLessThan(Duration.ofSeconds(2));
        assertThat(size(cluster, 6)).isEqualTo(3_000);
    }

    @Test
    void who_no_longer_meets_the_rule_drops_its_entries_and_nobody_else_does() {
        SimulatedCluster cluster = cluster(3, 2);
        SharedMap handle = shards(cluster.node(2));
        for (int i = 0; i < 100; i++) handle.put("key" + i, bytes("v"));
        cluster.node(2).map("config").put("mine", bytes("v"));
        cluster.advance(SOON);
        tag(cluster, 2, IS_WEB);
        cluster.advance(Duration.ofMillis(1));
        assertThat(cluster.node(2).maps().counts().entries()).isEqualTo(1);
        assertThatThrownBy(() -> handle.get("key1")).hasMessageContaining("this one has {role=web}");
        assertThatThrownBy(() -> handle.entries("")).isInstanceOf(IllegalStateException.class);
        assertThat(handle.put("key1", bytes("w")))
                .failsWithin(SOON)
                .withThrowableThat()
                .withMessageContaining("is held by members with the tag role=db");
        cluster.advance(HEALED);
        assertThat(size(cluster, 0)).isEqualTo(100);
        assertThat(cluster.node(2).maps().counts().entries()).isEqualTo(1);
        tag(cluster, 2, IS_DB);
        cluster.advance(Duration.ofMillis(1));
        cluster.await(() -> handle.entries("").size() == 100, SOON);
    }

    /** Deleted while it did not hold the map, and forgotten by all others long since. */
    @Test
    void a_copy_that_was_let_go_of_does_not_come_back() {
        SimulatedCluster cluster = cluster(
                3,
                2,
                4,
                with(usual -> usual.withRetention(new Retention(Duration.ofMinutes(2), Duration.ofMillis(1), 1))
                        .withDurability(Durability.ASYNC)));
        shards(cluster.node(0)).put("old", bytes("v"));
        shards(cluster.node(0)).put("stays", bytes("v"));
        cluster.advance(SOON);
        tag(cluster, 2, IS_WEB);
        cluster.advance(SOON);
        shards(cluster.node(0)).delete("old");
        cluster.advance(Duration.ofMinutes(10));
        assertThat(cluster.node(0).maps().counts().entries()).isEqualTo(1);
        tag(cluster, 2, IS_DB);
        cluster.restart(2);
        cluster.await(() -> size(cluster, 2) == 1, HEALED);
        cluster.advance(HEALED);
        for (int i = 0; i < 3; i++)
            assertThat(shards(cluster.node(i)).entries("").keySet()).containsExactly("stays");
    }

    @Test
    void a_restart_brings_back_what_the_tags_still_meet() {
        SimulatedCluster cluster = cluster(1, 1, 1, with(usual -> usual.withDurability(Durability.SYNC)));
        for (int i = 0; i < 50; i++) shards(cluster.node(0)).put("key" + i, bytes("v"));
        cluster.node(0).map("config").put("a", bytes("v"));
        cluster.advance(SOON);
        cluster.restart(0);
        assertThat(size(cluster, 0)).isEqualTo(50);
        cluster.world().nodes().get(0).tags(IS_WEB);
        cluster.restart(0);
        assertThat(cluster.node(0).maps().counts().entries()).isEqualTo(1);
        assertThatThrownBy(() -> shards(cluster.node(0))).hasMessageContaining("this one has {role=web}");
        cluster.advance(SOON);
        cluster.world().nodes().get(0).tags(IS_DB);
        cluster.restart(0);
        assertThat(size(cluster, 0)).isZero();
        assertThat(cluster.node(0).maps().counts().entries()).isEqualTo(1);
    }

    @Test
    void two_sides_that_made_one_map_under_two_rules_keep_their_own_and_count_it() {
        SimulatedCluster cluster = cluster(2, 2);
        cluster.cut(0, 2);
        shards(cluster.node(0)).put("a", bytes("held by some"));
        cluster.node(3).map("shards").put("a", bytes("held by all"));
        cluster.advance(Duration.ofSeconds(30));
        cluster.heal();
        cluster.await(() -> cluster.node(0).maps().counts().refusedRule() > 0, Duration.ofMinutes(5));
        assertThat(shards(cluster.node(0)).get("a")).hasValue(bytes("held by some"));
        assertThat(cluster.node(3).map("shards").get("a")).hasValue(bytes("held by all"));
    }

    @Test
    void a_member_makes_maps_of_eight_rules_at_most() {
        SimulatedCluster cluster = SimulatedCluster.of(1);
        cluster.node(0)
                .updateTags(Map.of("a", "", "b", "", "c", "", "d", "", "e", "", "f", "", "g", "", "h", "", "i", ""));
        for (String key : List.of("a", "b", "c", "d", "e", "f", "g", "h"))
            cluster.node(0).maps().sets("of " + key, MapRule.tag(key, ""));
        cluster.node(0).maps().flags("one more", MapRule.tag("c", ""));
        assertThatThrownBy(() -> cluster.node(0).maps().flags("ninth", MapRule.tag("i", "")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("at most 8 rules");
        cluster.node(0).map("of all");
    }

    private static ClusterNodeConfig comparingByHandAlone() {
        ClusterNodeConfig lan = ClusterNodeConfig.lan();
        Duration never = Duration.ofDays(300);
        return lan.withMaps(lan.maps().withRounds(new RoundsConfig(never, never)));
    }

    @Test
    void differences_and_repairs_are_of_what_both_hold() {
        SimulatedCluster cluster = cluster(2, 1, 1, comparingByHandAlone());
        cluster.cut(0);
        shards(cluster.node(0)).put("a", bytes("v"));
        cluster.node(0).map("config").put("b", bytes("v"));
        cluster.advance(Duration.ofMinutes(5));
        cluster.heal();
        cluster.assertOneView(HEALED);
        String db = cluster.node(1).self().name();
        String web = cluster.node(2).self().name();
        MapDifferences toDb = cluster.await(cluster.node(0).maps().differences(db, ""), SOON);
        assertThat(toDb.named()).hasSize(2).allMatch(each -> each.side() == Side.MISSING_THERE);
        assertThat(cluster.await(cluster.node(0).maps().differences(web, ""), SOON)
                        .named())
                .singleElement()
                .satisfies(each -> assertThat(each.map()).isEqualTo("config"));
        Exchange repaired = cluster.await(cluster.node(0).maps().repair(db), SOON);
        assertThat(repaired.outcome()).isEqualTo(Outcome.AGREED);
        assertThat(repaired.volume().sent()).isEqualTo(2);
        assertThat(repaired.volume().differing()).isEqualTo(2);
        assertThat(cluster.await(cluster.node(1).maps().repair(web), SOON)
                        .volume()
                        .sent())
                .isEqualTo(1);
        assertThat(size(cluster, 1)).isEqualTo(1);
        assertThat(cluster.node(2).maps().counts().entries()).isEqualTo(1);
    }

    @Test
    void an_exchange_ends_where_one_side_no_longer_holds_the_map() {
        SimulatedCluster cluster = cluster(2, 1, 1, comparingByHandAlone());
        cluster.cut(0);
        for (int i = 0; i < 3_000; i++) shards(cluster.node(0)).put("key" + i, bytes("v"));
        cluster.advance(Duration.ofMinutes(5));
        cluster.heal();
        cluster.assertOneView(HEALED);
        CompletionStage<Exchange> repaired =
                cluster.node(0).maps().repair(cluster.node(1).self().name());
        cluster.await(() -> cluster.node(1).maps().counts().entries() > 0, SOON);
        assertThat(cluster.node(1).maps().counts().entries()).isLessThan(3_000);
        tag(cluster, 1, IS_WEB);
        Exchange ended = cluster.await(repaired, SOON);
        assertThat(ended.cause()).isEqualTo(Cause.NOT_HELD);
        cluster.advance(SOON);
        assertThat(cluster.node(1).maps().counts().entries()).isZero();
        assertThat(size(cluster, 0)).isEqualTo(3_000);
    }

    @Test
    void an_audit_asks_those_who_hold_the_map_and_heals_from_them() {
        SimulatedCluster cluster = cluster(3, 5);
        for (int i = 0; i < 100; i++) shards(cluster.node(0)).put("key" + i, bytes("value" + i));
        cluster.node(0).map("config").put("a", bytes("v"));
        cluster.advance(Duration.ofMinutes(5));
        Objects.requireNonNull(Objects.requireNonNull(cluster.world()
                                .nodes()
                                .get(1)
                                .protocol(ClusterNode.class)
                                .maps()
                                .open("shards", MapPolicy.LAST_WRITE)
                                .cell(Bytes.of("key7")))
                        .value())
                .array()[2] ^= 8;
        AuditReport report = cluster.await(cluster.node(1).maps().audit(), HEALED);
        assertThat(report.items()).isEqualTo(101);
        assertThat(report.asked()).isEqualTo(2 * 2 + 3); // two slices with two other holders, one with three of all
        assertThat(report.answered()).isEqualTo(report.asked());
        assertThat(report.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.entry()).isEqualTo("shards/key7");
            assertThat(finding.outcome()).isEqualTo(Finding.Outcome.HEALED);
        });
        assertThat(shards(cluster.node(1)).get("key7")).hasValue(bytes("value7"));
    }
}
