package io.hearsay.lab.experiment;

import io.hearsay.Environment;
import io.hearsay.Message;
import io.hearsay.Peer;
import io.hearsay.Protocol;
import io.hearsay.Timer;
import io.hearsay.membership.phi.PhiConfig;
import io.hearsay.membership.phi.PhiConfig.Intervals;
import io.hearsay.membership.phi.PhiDetector;
import io.hearsay.membership.phi.PhiForm;
import io.hearsay.membership.phi.PhiLaws;
import io.hearsay.sim.World;
import io.hearsay.sim.WorldConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Phi accrual detection: how often the living are suspected, and how late the dead (Hayashibara et al. 2004). */
final class PhiExperiment implements Experiment {
    /** The watcher looks so many times in an interval. */
    private static final int LOOKS = 10;

    /** Silences, in ms, of which the paper's figures are. */
    private static final int[] SILENCES = {1000, 1200, 1500, 2000};

    @Override
    public String name() {
        return "phi";
    }

    @Override
    public String about() {
        return "Phi accrual detector (Hayashibara 2004): wrong suspicions and detection time against the threshold.";
    }

    @Override
    public int usualNodes() {
        return 21;
    }

    @Override
    public int usualRuns() {
        return 10;
    }

    @Override
    public List<Flag> flags() {
        return List.of(
                new Flag("threshold", "8", "0.01..100", "Phi above which a silence is suspected."),
                new Flag("form", "normal", "normal, exponential, logistic", "The tail that intervals are taken for."),
                new Flag("interval", "1s", "10ms..1h", "Between two heartbeats, on average."),
                new Flag("sigma", "200ms", "0ms..1h", "Their standard deviation; they are normal and not negative."),
                new Flag("loss", "0", "0..1, or percent", "Share of heartbeats lost."),
                new Flag("window", "1000", "1..100000", "Intervals remembered."),
                new Flag("least-sigma", "10ms", "1ms..1h", "Floor of the estimated deviation."),
                new Flag("acceptable-pause", "0ms", "0ms..1h", "Added to the estimated mean."),
                new Flag("minutes", "2", "1..10000", "How long the living are watched; then all crash."));
    }

    @Override
    public Trial prepare(int nodes, Settings settings) {
        Duration interval = settings.time("interval");
        Duration sigma = settings.time("sigma");
        if (interval.toMillis() < 10) throw new LabException("--interval must be 10ms or more, was " + interval);
        PhiConfig config = config(settings, interval);
        double loss = settings.ratio("loss");
        Duration time = Duration.ofMinutes(settings.count("minutes", 1, 10_000));
        return seed -> new Run(nodes, config, interval, sigma, loss, time, seed).run();
    }

    private static PhiConfig config(Settings settings, Duration interval) {
        return PhiConfig.paper(interval)
                .withForm(settings.choice("form", PhiForm.class))
                .withThreshold(settings.number("threshold", 0.01, 100))
                .withWindow(settings.count("window", 1, 100_000))
                .withAcceptablePause(settings.time("acceptable-pause"))
                .withIntervals(new Intervals(interval, interval.multipliedBy(10), settings.time("least-sigma")));
    }

    /** I am here. */
    private record Beat() implements Message {}

    /** The next heartbeat, or the next look. */
    private record Due() implements Timer {}

    /** Says that it is here. */
    private record Heart(Environment env, Peer watcher, double mean, double sigma) implements Protocol<Beat, Due> {
        @Override
        public void start() {
            env.schedule((long) (env.random().nextDouble() * mean), new Due());
        }

        @Override
        public void receive(Peer from, Beat message) {}

        @Override
        public void expire(Due due) {
            env.send(watcher, new Beat());
            env.schedule(Math.max(0, (long) (mean + sigma * gaussian())), due);
        }

        private double gaussian() {
            double radius = Math.sqrt(-2 * StrictMath.log(1 - env.random().nextDouble()));
            return radius * StrictMath.cos(2 * Math.PI * env.random().nextDouble());
        }
    }

    /** Listens and looks. */
    private static final class Watcher implements Protocol<Beat, Due> {
        private final Environment env;
        private final PhiDetector<Long> detector;
        private final Duration look;
        private long suspicions;

        Watcher(Environment env, PhiConfig config, Duration look) {
            this.env = env;
            this.look = look;
            this.detector = new PhiDetector<>(config);
        }

        @Override
        public void start() {
            env.schedule(look, new Due());
        }

        @Override
        public void receive(Peer from, Beat message) {
            detector.heard(from.instance(), env.nowNanos());
        }

        @Override
        public void expire(Due due) {
            suspicions += detector.interpret(env.nowNanos()).size();
            env.schedule(look, due);
        }
    }

    /** One world: the first node watches the others. */
    private static final class Run {
        private final World world;
        private final List<Watcher> watchers = new ArrayList<>();
        private final List<Peer> peers = new ArrayList<>();
        private final PhiConfig config;
        private final Duration interval;
        private final Duration time;

        Run(int nodes, PhiConfig config, Duration interval, Duration sigma, double loss, Duration time, long seed) {
            this.config = config;
            this.interval = interval;
            this.time = time;
            world = new World(WorldConfig.objects(seed));
            world.network().loss(loss);
            world.node("watcher", life -> {
                        peers.add(life.peer());
                        watchers.add(new Watcher(life.environment(), config, interval.dividedBy(LOOKS)));
                        return watchers.get(0);
                    })
                    .start();
            for (int i = 1; i < nodes; i++)
                world.node("heart" + i, life -> {
                            peers.add(life.peer());
                            return new Heart(life.environment(), peers.get(0), interval.toNanos(), sigma.toNanos());
                        })
                        .start();
        }

        Sample run() {
            world.run(interval.multipliedBy(200)); // windows fill
            long before = watchers.get(0).suspicions;
            world.run(time);
            Map<String, Double> values = new LinkedHashMap<>();
            double hours = time.toNanos() / 3.6e12 * (peers.size() - 1);
            values.put("mistakesPerHour", (watchers.get(0).suspicions - before) / hours);
            crash(watchers.get(0).detector, values);
            known(values);
            return new Sample(
                    values, List.of(), world.counts().messages(), world.trace().hash());
        }

        /** One after the other, each at any moment of its interval. */
        private void crash(PhiDetector<Long> detector, Map<String, Double> values) {
            double sum = 0;
            int detected = 0;
            for (int i = 1; i < peers.size(); i++) {
                world.run(Duration.ofNanos(world.chance().nextLong(interval.toNanos())));
                long instance = peers.get(i).instance();
                if (detector.isSuspected(instance)) continue;
                long crashed = world.nowNanos();
                world.nodes().get(i).crash();
                if (!world.runUntil(() -> detector.isSuspected(instance), interval.multipliedBy(10_000))) continue;
                sum += (world.nowNanos() - crashed) / 1e9;
                detected++;
            }
            if (detected > 0) values.put("detectionSeconds", sum / detected);
        }

        /** What such a detector says of a subject whose intervals have mean 1,000 ms and deviation 200 ms, exactly. */
        private void known(Map<String, Double> values) {
            PhiDetector<String> detector = new PhiDetector<>(config.withIntervals(
                    new Intervals(Duration.ofMillis(1000), Duration.ofDays(1), Duration.ofMillis(1))));
            long now = 0;
            detector.heard("known", now);
            for (int i = 0; i < 2 * config.window(); i++) {
                now += i % 2 == 0 ? 800_000_000L : 1_200_000_000L;
                detector.heard("known", now);
            }
            for (int silence : SILENCES) values.put("phi." + silence, phi(detector, now + silence * 1_000_000L));
            long low = now;
            long high = now + 1_000_000_000_000L;
            while (high - low > 1_000) {
                long middle = (low + high) / 2;
                if (phi(detector, middle) > config.threshold()) high = middle;
                else low = middle;
            }
            values.put("thresholdSigmas", ((high - now) / 1e6 - 1000) / 200);
            values.put("thresholdMeans", (high - now) / 1e9);
        }

        private static double phi(PhiDetector<String> detector, long nanos) {
            return detector.level("known", nanos).orElseThrow().phi();
        }
    }

    /** Of heartbeats that all arrive, where the form is theirs or needs no other. */
    @Override
    public List<Expected> theory(int nodes, Settings settings, Map<String, Summary> measured) {
        PhiForm form = settings.choice("form", PhiForm.class);
        if (settings.ratio("loss") > 0
                || form == PhiForm.LOGISTIC
                || !settings.time("acceptable-pause").isZero()) return List.of();
        double threshold = settings.number("threshold", 0.01, 100);
        double mean = settings.time("interval").toNanos() / 1e9;
        double sigma = settings.time("sigma").toNanos() / 1e9;
        double floored = Math.max(sigma, settings.time("least-sigma").toNanos() / 1e9);
        double silence = form == PhiForm.NORMAL
                ? mean + PhiLaws.sigmasAt(threshold) * floored
                : threshold * StrictMath.log(10) * mean;
        double age = mean / 2 + sigma * sigma / (2 * mean);
        List<Expected> theory = new ArrayList<>();
        if (form == PhiForm.NORMAL)
            theory.add(new Expected(
                    "mistakesPerHour",
                    3600 / mean * StrictMath.pow(10, -threshold),
                    "10^-phi an interval, Hayashibara et al. 2004, 4; if one looks all the time"));
        theory.add(new Expected(
                "detectionSeconds",
                silence - age + mean / LOOKS / 2,
                "the silence at the threshold, less the age of the last heartbeat at the crash"));
        return theory;
    }
}
