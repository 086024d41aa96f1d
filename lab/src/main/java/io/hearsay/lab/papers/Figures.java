package io.hearsay.lab.papers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All published figures that the lab can reach; those of a protocol that comes later are added here. */
final class Figures {
    private static final String SIMPLE = "Simple epidemics (Demers 1987; Pittel 1987; Karp 2000)";
    private static final String RING = "Spatial choice on a ring (Demers 1987, 3)";
    private static final String RUMORS = "Rumor mongering (Demers 1987, 1.4)";
    private static final String MEDIAN = "Median counter (Karp 2000)";
    private static final String FANOUT = "Fan-out laws (Kermarrec 2003)";
    private static final String BIMODAL = "Bimodal multicast (Birman 1999, 5)";
    private static final String SWIM = "SWIM (Das, Gupta, Motivala 2002)";
    private static final String PHI = "Phi accrual (Hayashibara 2004)";
    private static final String AVERAGES = "Averages (Jelasity 2005; Kempe 2003)";

    private static final String CYCLON = "Cyclon (Voulgaris, Gavidia, van Steen 2005)";
    private static final String PLUMTREE = "Plumtree (Leitão, Pereira, Rodrigues 2007)";

    private static final String SETS = "Set reconciliation (Yang, Gilad, Alizadeh 2024)";

    private static final String RING_BELIEF =
            "The same model written apart from Hearsay gives 13.95 ± 0.05 rounds at 1.4 and 109.0 ± 1.5 at 2.5: we believe ours.";

    private static final String LAW_BELIEF =
            "At n = 1000 the next term of the law, exp(-exp(-c) (1 - ln² n / 2n)), gives 0.377: we believe ours.";

    private Figures() {}

    static List<Case> all() {
        List<Case> all = new ArrayList<>();
        simple(all);
        ring(all);
        rumors(all);
        median(all);
        fanout(all);
        bimodal(all);
        swim(all);
        phi(all);
        averages(all);
        sets(all);
        sampling(all);
        trees(all);
        return all;
    }

    private static void simple(List<Case> all) {
        all.add(spread("push, n = 1024", 1024, 2000, Map.of("exchange", "push"), "rounds 18.11"));
        all.add(spread("pull, n = 1024", 1024, 2000, Map.of("exchange", "pull"), "rounds 13.82"));
        all.add(spread("push-pull, n = 1024", 1024, 2000, Map.of(), "rounds 9.17"));
        all.add(spread(
                "push-pull, one call answered, n = 1024", 1024, 2000, Map.of("answer-limit", "1"), "rounds 13.22"));
        all.add(spread("push-pull, n = 50", 50, 4000, Map.of(), "rounds 5.7"));
        all.add(spread("push-pull, n = 1000", 1000, 1000, Map.of(), "rounds 9.1"));
        all.add(spread("push-pull, n = 10 000", 10_000, 100, Map.of(), "rounds 11.5"));
    }

    private static Case spread(String words, int nodes, int most, Map<String, String> flags, String... figures) {
        return new Case(SIMPLE, words, "spread", nodes, flags, most, "", figures(figures));
    }

    private static void ring(List<Case> all) {
        String[][] figures = {
            {"0", "10.1", "7.1", "500"},
            {"1", "10.7", "7.4", "134"},
            {"1.4", "14.2", "9.4", "35"},
            {"1.8", "23.9", "15.0", "8.2"},
            {"2.5", "115", "62", "1.9"}
        };
        for (String[] each : figures)
            all.add(new Case(
                    RING,
                    "n = 2000, push-pull, exponent " + each[0],
                    "spread",
                    2000,
                    Map.of("space", "ring", "distance-exponent", each[0]),
                    each[0].equals("2.5") ? 120 : 200,
                    RING_BELIEF,
                    figures("rounds " + each[1], "tAvg " + each[2], "linkTraffic " + each[3])));
    }

    private static void rumors(List<Case> all) {
        all.add(rumor(
                "push, feedback, counter, k = 1",
                1200,
                Map.of("k", "1"),
                "residue 0.174",
                "traffic 1.745",
                "tLast 16.8"));
        all.add(rumor(
                "push, feedback, counter, k = 2",
                1200,
                Map.of("k", "2"),
                "residue 0.0370",
                "traffic 3.30",
                "tLast 17.0"));
        all.add(rumor(
                "push, feedback, counter, k = 4",
                800,
                Map.of("k", "4"),
                "residue 0.00357",
                "traffic 5.64",
                "tLast 17.6"));
        String belief = "The reference's own error may be larger than its last digit.";
        all.add(blind("1", 8000, belief, "residue 0.960", "traffic 0.040", "tLast 39"));
        all.add(blind("2", 4000, belief, "residue 0.205", "traffic 1.59", "tLast 32.8"));
        all.add(blind("4", 2000, belief, "residue 0.0202", "traffic 3.92", "tLast 32.1"));
        all.add(rumor(
                "pull, feedback, counter, k = 1",
                1400,
                Map.of("exchange", "pull"),
                "residue 3.16e-2",
                "traffic 2.70",
                "tAvg 10.2",
                "tLast 17.6"));
        all.add(rumor(
                "pull, feedback, counter, k = 3",
                400,
                Map.of("exchange", "pull", "k", "3"),
                "residue 3.1e-6",
                "traffic 6.09",
                "tAvg 10.05",
                "tLast 13.95"));
        all.add(rumor(
                "push-pull, counter, k = 2, minimised",
                400,
                Map.of("exchange", "push-pull", "k", "2", "minimise", "true"),
                "residue 8e-5",
                "traffic 4.06"));
        all.add(rumor(
                "push-pull, counter, k = 2",
                400,
                Map.of("exchange", "push-pull", "k", "2"),
                "residue 2.6e-4",
                "traffic 3.92"));
        String[] coin = {"0.203188", "0.059520", "0.019827", "0.006977", "0.002516"};
        for (int k = 1; k <= 5; k++)
            all.add(new Case(
                    RUMORS,
                    "push, feedback, coin, one contact after the other, n = 10 000, k = " + k,
                    "rumor",
                    10_000,
                    Map.of("stop", "coin", "timing", "async", "k", Integer.toString(k)),
                    120,
                    "",
                    figures("residue " + coin[k - 1])));
    }

    private static Case rumor(String words, int most, Map<String, String> flags, String... figures) {
        return new Case(RUMORS, words, "rumor", 1000, flags, most, "", figures(figures));
    }

    private static Case blind(String k, int most, String belief, String... figures) {
        Map<String, String> flags = Map.of("interest", "blind", "stop", "coin", "k", k);
        return new Case(RUMORS, "push, blind, coin, k = " + k, "rumor", 1000, flags, most, belief, figures(figures));
    }

    private static void median(List<Case> all) {
        String[] sent = {"7.07", "12.24", "16.93"};
        String[] reached = {"0.99", "1.000", "1.000"};
        for (int max = 2; max <= 4; max++)
            all.add(new Case(
                    MEDIAN,
                    "n = 1024, ctr_max " + max,
                    "median-counter",
                    1024,
                    Map.of("ctr-max", Integer.toString(max)),
                    400,
                    "",
                    figures("transmissionsPerNode " + sent[max - 2], "reachedAll " + reached[max - 2])));
        for (int max = 2; max <= 4; max++)
            all.add(new Case(
                    MEDIAN,
                    "n = 65 536, ctr_max " + max,
                    "median-counter",
                    65_536,
                    Map.of("ctr-max", Integer.toString(max)),
                    10,
                    "",
                    figures("transmissionsPerNode " + sent[max - 2])));
    }

    private static void fanout(List<Case> all) {
        String[] atomic = {"0.068", "0.366", "0.697", "0.955"};
        int[] c = {-1, 0, 1, 3};
        for (int i = 0; i < c.length; i++) {
            Map<String, String> flags = new LinkedHashMap<>();
            flags.put("fanout", Double.toString(Math.log(1000) + c[i]));
            flags.put("poisson", "true");
            all.add(new Case(
                    FANOUT,
                    "Poisson fan-out ln n + " + c[i] + ", n = 1000",
                    "fanout",
                    1000,
                    flags,
                    new int[] {800, 12_000, 3000, 2000}[i],
                    LAW_BELIEF,
                    figures("reachedAll " + atomic[i])));
        }
        String[] reach = {"0.7968", "0.9405", "0.9802", "0.9930", "0.9975"};
        for (int f = 2; f <= 6; f++)
            all.add(new Case(
                    FANOUT,
                    "each forwards to " + f + ", n = 10 000",
                    "fanout",
                    10_000,
                    Map.of("fanout", Integer.toString(f)),
                    60,
                    "",
                    figures("reach " + reach[f - 2])));
    }

    private static void bimodal(List<Case> all) {
        all.add(bimodal("5", 1200, "middle 0.91"));
        all.add(bimodal("10", 50_000, "reachedAll 0.327", "middle 0.143"));
        all.add(bimodal("15", 2000, "reachedAll 0.962"));
    }

    private static Case bimodal(String rounds, int most, String... figures) {
        return new Case(
                BIMODAL,
                "n = 50, beta 1, 5 % loss, after " + rounds + " rounds",
                "bimodal",
                50,
                Map.of("rounds", rounds),
                most,
                "",
                figures(figures));
    }

    private static void swim(List<Case> all) {
        all.add(new Case(
                SWIM,
                "first detection in periods, n = 50",
                "swim",
                50,
                Map.of("crash", "1", "seconds", "14"),
                8000,
                "",
                figures("firstDetection 1.57")));
        String[] rates = {"9.3e-2", "1.79e-2", "6.1e-4"};
        int[] helpers = {0, 1, 3};
        for (int i = 0; i < helpers.length; i++)
            all.add(new Case(
                    SWIM,
                    "live members failed in a period, 5 % loss, " + helpers[i] + " helpers, n = 50",
                    "swim",
                    50,
                    Map.of("loss", "5%", "indirect", Integer.toString(helpers[i]), "periods", "100"),
                    new int[] {60, 250, 400}[i],
                    "",
                    figures("wronglyFailedPerPeriod " + rates[i])));
    }

    private static void phi(List<Case> all) {
        all.add(phi("normal", "8", "phi.1000 0.3010", "phi.1200 0.7995", "phi.1500 2.2069", "phi.2000 6.5426"));
        String[][] sigmas = {{"1", "1.2816"}, {"2", "2.3263"}, {"3", "3.0902"}, {"5", "4.2649"}, {"8", "5.6120"}};
        for (String[] each : sigmas) all.add(phi("normal", each[0], "thresholdSigmas " + each[1]));
        all.add(phi("exponential", "8", "thresholdMeans 18.42"));
        all.add(phi("logistic", "8", "phi.2000 7.30"));
    }

    private static Case phi(String form, String threshold, String... figures) {
        return new Case(
                PHI,
                "mean 1000 ms, deviation 200 ms, " + form + ", threshold " + threshold,
                "phi",
                2,
                Map.of("form", form, "threshold", threshold, "minutes", "1"),
                1100,
                "",
                figures(figures));
    }

    private static void averages(List<Case> all) {
        String[][] factors = {{"matching", "0.25"}, {"random", "0.3679"}, {"sequential", "0.3033"}};
        for (String[] each : factors)
            all.add(new Case(
                    AVERAGES,
                    "variance after a cycle, " + each[0] + ", n = 10 000",
                    "average",
                    10_000,
                    Map.of("pairing", each[0], "cycles", "3"),
                    60,
                    "",
                    figures("varianceFactor.1 " + each[1])));
        all.add(pushSum(1000, "1e-2", 300, "19.7"));
        all.add(pushSum(1000, "1e-6", 300, "46.5"));
        all.add(pushSum(10_000, "1e-2", 40, "22.5"));
        all.add(pushSum(10_000, "1e-6", 40, "48.5"));
    }

    private static Case pushSum(int nodes, String epsilon, int most, String rounds) {
        return new Case(
                AVERAGES,
                "push-sum to " + epsilon + ", n = " + nodes,
                "push-sum",
                nodes,
                Map.of("epsilon", epsilon),
                most,
                "",
                figures("rounds " + rounds));
    }

    private static void sets(List<Case> all) {
        String[][] symbols = {{"1", "1.00"}, {"4", "1.75"}, {"10", "1.72"}, {"100", "1.46"}};
        for (String[] each : symbols)
            all.add(new Case(
                    SETS,
                    "coded symbols for each of " + each[0] + " differing items",
                    "symbols",
                    2,
                    Map.of("diff", each[0]),
                    each[0].equals("100") ? 2_000 : 8_000,
                    "",
                    figures("symbolsPerDifference " + each[1])));
    }

    private static void sampling(List<Case> all) {
        all.add(cyclon(
                "view 20, shuffles of 8",
                Map.of(),
                "directedPathLength 3.39",
                "clustering 0.0038",
                "inDegreeSd 1.5",
                "inDegreeWithin10 0.91",
                "reach 0.987"));
        all.add(cyclon("view 20, basic shuffling", Map.of("partner", "random"), "inDegreeSd 3.2"));
        all.add(cyclon("view 20, shuffles of 3", Map.of("shuffle", "3", "cycles", "100"), "inDegreeSd 1.23"));
    }

    private static Case cyclon(String words, Map<String, String> flags, String... figures) {
        Map<String, String> all = new LinkedHashMap<>(Map.of("cycles", "50"));
        all.putAll(flags);
        return new Case(CYCLON, words + ", n = 10 000", "cyclon", 10_000, all, 10, "", figures(figures));
    }

    private static void trees(List<Case> all) {
        all.add(new Case(
                PLUMTREE,
                "flood of the active views, n = 1000",
                "plumtree",
                1000,
                Map.of("tree", "flood", "warm-up", "0", "messages", "5"),
                10,
                "",
                figures("rmr 3.0")));
    }

    /** Each a measure and a number. */
    private static List<Figure> figures(String... texts) {
        List<Figure> figures = new ArrayList<>();
        for (String text : texts) figures.add(new Figure(text.split(" ", 2)[0], text.split(" ", 2)[1]));
        return figures;
    }
}
