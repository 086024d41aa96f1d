package io.hearsay.lab.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A figure or two of each experiment; `lab papers` has them all. */
class ExperimentsTest {
    private static Result run(String name, int nodes, int runs, Map<String, String> flags) {
        return Runner.run(Experiments.named(name), new RunSpec(nodes, runs, 3, 2), flags);
    }

    private static void agrees(Summary measured, double published) {
        assertThat(measured.mean()).isCloseTo(published, within(3.5 * measured.standardError() + 0.005 * published));
    }

    @Test
    void rumor_leaves_the_published_residue() {
        Result results = run("rumor", 1000, 60, Map.of("k", "2"));
        agrees(results.of("residue"), 0.037);
        agrees(results.of("traffic"), 3.3);
        agrees(results.of("tLast"), 17);
    }

    @Test
    void rumor_contact_by_contact_obeys_maki_and_thompson() {
        agrees(run("rumor", 1000, 60, Map.of("timing", "async", "stop", "coin")).of("residue"), 0.2032);
    }

    @Test
    void spread_takes_the_published_rounds() {
        agrees(run("spread", 1024, 60, Map.of("exchange", "push-pull")).of("rounds"), 9.17);
        agrees(run("spread", 1024, 60, Map.of("answer-limit", "1")).of("rounds"), 13.22);
    }

    @Test
    void spread_under_loss_takes_what_the_chain_says() {
        double lossy = run("spread", 1024, 40, Map.of("exchange", "push", "loss", "0.5"))
                .of("rounds")
                .mean();
        assertThat(lossy).isCloseTo(17.1 + 13.86 + 2.25, within(1.0)); // log1.5 n + 2 ln n + 2.25
    }

    @Test
    void spread_on_a_ring_crosses_as_many_links_as_partners_are_away() {
        Result ring = run("spread", 400, 5, Map.of("space", "ring", "distance-exponent", "1.4"));
        Expected expected = Experiments.named("spread")
                .theory(
                        400,
                        Settings.of(
                                Experiments.named("spread").flags(),
                                Map.of("space", "ring", "distance-exponent", "1.4")),
                        ring.results())
                .get(0);
        assertThat(ring.of("linkTraffic").mean() / expected.value()).isCloseTo(1, within(0.1));
    }

    @Test
    void what_leaves_a_zone_does_not_grow_with_it() {
        for (int nodes : new int[] {64, 256}) {
            Result zones = run("spread", nodes, 20, Map.of("space", "zones"));
            assertThat(zones.of("linkTraffic").mean()).isCloseTo(1, within(0.1));
        }
        assertThatThrownBy(() -> run("spread", 63, 1, Map.of("space", "zones")))
                .hasMessageContaining("multiple of the 4");
    }

    @Test
    void spread_on_a_graph_reads_its_edges(@TempDir Path dir) throws IOException {
        Path file = dir.resolve("star.txt");
        Files.writeString(file, "# a star\n0 1\n0 2\n0 3\n");
        assertThat(run("spread", 4, 20, Map.of("space", file.toString()))
                        .of("rounds")
                        .mean())
                .isBetween(1.0, 6.0);
    }

    @Test
    void median_counter_sends_what_is_published() {
        agrees(run("median-counter", 1024, 40, Map.of("ctr-max", "2")).of("transmissionsPerNode"), 7.07);
    }

    @Test
    void fanout_reaches_what_its_law_says() {
        agrees(run("fanout", 1000, 30, Map.of("fanout", "3")).of("reach"), 0.9405);
        Result poisson = run("fanout", 1000, 200, Map.of("fanout", "6.907755", "poisson", "true"));
        agrees(poisson.of("reachedAll"), 0.366);
    }

    @Test
    void bimodal_reaches_almost_all_or_almost_nobody_as_the_chain_says() {
        Result ten = run("bimodal", 50, 400, Map.of());
        agrees(ten.of("middle"), 0.143);
        agrees(ten.of("reachedAll"), 0.327);
        for (Expected each : ten.theory()) if (each.value() > 0.02) agrees(ten.of(each.measure()), each.value());
    }

    @Test
    void bimodal_keeps_the_pace_of_the_healthy_and_waiting_for_all_does_not() {
        Map<String, String> flags = Map.of("seconds", "10");
        Result gossip = run("throughput", 51, 1, flags);
        assertThat(gossip.of("healthyRate").mean()).isBetween(0.95, 1.05);
        assertThat(gossip.of("healthyWorstSecond").min()).isGreaterThan(0.5);
        Map<String, String> waiting = Map.of("seconds", "10", "sender", "ack-all");
        assertThat(run("throughput", 51, 1, waiting).of("healthyRate").mean()).isLessThan(0.4);
    }

    @Test
    void swim_detects_and_errs_as_published() {
        agrees(run("swim", 50, 100, Map.of("crash", "1", "seconds", "15")).of("firstDetection"), 1.57);
        agrees(
                run("swim", 50, 6, Map.of("loss", "5%", "indirect", "1", "periods", "40"))
                        .of("wronglyFailedPerPeriod"),
                1.79e-2);
    }

    @Test
    void swim_has_a_crash_known_to_all_and_counts_bytes() {
        Result results = run("swim", 20, 10, Map.of("crash", "2", "lifeguard", "on", "seconds", "60"));
        assertThat(results.of("allKnow").count()).isEqualTo(10);
        assertThat(results.of("memberDetection").mean())
                .isLessThan(results.of("allKnow").mean());
        assertThat(results.of("bytesPerNodePerSecond").mean()).isBetween(100.0, 2000.0);
        assertThat(results.of("falseDeaths").max()).isZero();
    }

    @Test
    void averaging_shrinks_the_variance_by_the_published_factors() {
        agrees(run("average", 2000, 10, Map.of("pairing", "matching")).of("varianceFactor.1"), 0.25);
        agrees(run("average", 2000, 10, Map.of("pairing", "random")).of("varianceFactor.1"), 0.3679);
        agrees(run("average", 2000, 10, Map.of("pairing", "sequential")).of("varianceFactor.3"), 0.3033);
    }

    @Test
    void only_lost_replies_make_an_average_wrong() {
        Result lost = run("average", 500, 10, Map.of("loss", "0.2", "loss-of", "reply", "cycles", "20"));
        assertThat(Math.max(lost.of("bias").max(), -lost.of("bias").min())).isGreaterThan(1e-4);
        Result kept = run("average", 500, 5, Map.of("loss", "0.2", "loss-of", "request", "cycles", "20"));
        assertThat(kept.of("bias").max()).isLessThan(1e-12);
    }

    @Test
    void push_sum_takes_the_published_rounds() {
        agrees(run("push-sum", 1000, 40, Map.of("epsilon", "1e-2")).of("rounds"), 19.7);
        agrees(run("push-sum", 1000, 20, Map.of("epsilon", "1e-6")).of("rounds"), 46.5);
    }

    @Test
    void a_difference_takes_the_published_number_of_coded_symbols() {
        agrees(run("symbols", 2, 400, Map.of("diff", "10")).of("symbolsPerDifference"), 1.72);
    }

    @Test
    void reconciling_costs_what_differs() {
        for (String keys : new String[] {"5000", "50000"}) {
            Result results = run("reconcile", 2, 1, Map.of("keys", keys, "diff", "0,2,1000"));
            for (String diff : new String[] {"0", "2", "1000"})
                assertThat(results.of("agreed." + diff).min()).isEqualTo(1);
            assertThat(results.of("bytes.0").max()).isLessThan(1024);
            assertThat(results.of("bytes.2").max()).isLessThan(4096);
            assertThat(results.of("overhead.1000").max()).isLessThan(48);
        }
    }

    @Test
    void what_symbols_cannot_hold_is_found_in_the_tree() {
        Result results = run("reconcile", 2, 1, Map.of("keys", "20000", "diff", "8000"));
        assertThat(results.of("agreed.8000").min()).isEqualTo(1);
        assertThat(results.of("ofEverything.8000").max()).isLessThan(1);
    }

    @Test
    void ranges_take_fewer_round_trips_than_the_tree_and_more_bytes() {
        Result ranges = run("reconcile", 2, 1, Map.of("keys", "20000", "diff", "2,8000", "method", "range"));
        Result tree = run("reconcile", 2, 1, Map.of("keys", "20000", "diff", "2,8000", "method", "merkle"));
        for (Result result : List.of(ranges, tree))
            for (String diff : List.of("2", "8000"))
                assertThat(result.of("agreed." + diff).min()).isEqualTo(1);
        assertThat(ranges.of("seconds.2").max()).isLessThan(tree.of("seconds.2").min());
        assertThat(ranges.of("bytes.8000").min())
                .isGreaterThan(tree.of("bytes.8000").max());
    }

    @Test
    void a_deleted_value_that_comes_back_meets_a_certificate_that_sleeps() {
        Result results = run("delete", 10, 3, Map.of("absent", "20m", "sites", "3"));
        assertThat(results.of("resurrected").max()).isZero();
        assertThat(results.of("recreationsLost").max()).isZero();
        assertThat(results.of("awakenings").min()).isPositive();
    }

    @Test
    void without_sites_deleted_values_come_back() {
        Result results = run("delete", 10, 2, Map.of("absent", "20m", "sites", "0"));
        assertThat(results.of("resurrected").min()).isEqualTo(10);
        assertThat(results.of("recreationsLost").max()).isZero();
    }

    @Test
    void scuttlebutt_is_staler_where_less_fits_a_message() {
        Map<String, String> busy = Map.of("rate", "4", "rounds", "20", "mtu", "1100");
        Map<String, String> roomy = Map.of("rate", "4", "rounds", "20", "mtu", "15000");
        double tight = run("scuttlebutt", 12, 2, busy).of("staleMean").mean();
        double loose = run("scuttlebutt", 12, 2, roomy).of("staleMean").mean();
        assertThat(loose).isBetween(0.3, 4.0);
        assertThat(tight).isGreaterThan(1.5 * loose);
    }

    @Test
    void cyclon_points_at_all_about_equally_and_reaches_them() {
        Result cyclon = run("cyclon", 1000, 1, Map.of("cycles", "30"));
        Result basic = run("cyclon", 1000, 1, Map.of("cycles", "30", "partner", "random"));
        assertThat(cyclon.of("inDegreeSd").max()).isLessThan(2.5);
        assertThat(basic.of("inDegreeSd").min())
                .isGreaterThan(cyclon.of("inDegreeSd").max());
        assertThat(cyclon.of("reach").min()).isGreaterThan(0.96);
        assertThat(cyclon.of("clustering").mean()).isCloseTo(0.039, within(0.006)); // 2c/n, as in a random graph
    }

    @Test
    void hyparview_is_symmetric_and_mends_after_eight_in_ten_have_crashed() {
        Result crashed = run("hyparview", 500, 1, Map.of("cycles", "2", "fail", "80%"));
        assertThat(crashed.of("symmetric").min()).isOne();
        assertThat(crashed.of("reachBefore").max()).isLessThan(0.5);
        assertThat(crashed.of("reach").min()).isGreaterThan(0.8);
    }

    @Test
    void plumtree_sends_each_message_once_along_the_shortest_paths() {
        Result tree = run("plumtree", 300, 1, Map.of("messages", "20"));
        assertThat(tree.of("rmr").max()).isBetween(0.0, 0.01);
        assertThat(tree.of("reach").min()).isOne();
        assertThat(tree.of("lastHop").max()).isLessThan(tree.of("eccentricity").min() + 2);
        assertThat(tree.of("spuriousGrafts").max()).isLessThan(0.01);
        assertThat(tree.of("controlPerDelivery").mean()).isCloseTo(3, within(0.1)); // degree - 2
    }

    @Test
    void broadcasts_reach_everybody_each_way_at_its_own_price() {
        Result rumor = broadcast("rumor", "0");
        Result plumtree = broadcast("plumtree", "0");
        Result bimodal = broadcast("bimodal", "0");
        Result flood = broadcast("flood", "0");
        for (Result way : List.of(rumor, plumtree, bimodal, flood, broadcast("rumor", "5%")))
            assertThat(way.of("reach").min()).isOne();
        assertThat(plumtree.of("copiesPerDelivery").max()).isBetween(1.0, 1.01);
        assertThat(bimodal.of("copiesPerDelivery").max()).isBetween(1.0, 1.01);
        assertThat(rumor.of("copiesPerDelivery").mean()).isBetween(3.0, 4.0);
        assertThat(flood.of("copiesPerDelivery").mean()).isBetween(3.5, 4.5); // degree - 1
        assertThat(flood.of("maxMillis").mean())
                .isLessThan(rumor.of("maxMillis").mean())
                .isLessThan(plumtree.of("maxMillis").mean());
    }

    @Test
    void more_deliveries_than_can_be_kept_are_refused() {
        assertThatThrownBy(() -> run("broadcast", 100, 1, Map.of("rate", "10000", "seconds", "3600")))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("make 3564000000 deliveries, of which at most 50000000 are kept");
    }

    private static Result broadcast(String way, String loss) {
        return run("broadcast", 60, 2, Map.of("protocol", way, "loss", loss, "seconds", "4"));
    }
}
