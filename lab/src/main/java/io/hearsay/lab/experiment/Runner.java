package io.hearsay.lab.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Runs experiments on several threads.
 *
 * <p>Each run has a seed of its own, drawn before the first begins, and its place in the list of samples: so results do
 * not depend on who was faster.
 */
public final class Runner {
    private Runner() {}

    /**
     * Runs it all; blocks until it is done.
     *
     * @param given flags by name
     * @throws LabException if it cannot be run so, or the heap is too small; nothing has been run then
     */
    public static Result run(Experiment experiment, RunSpec spec, Map<String, String> given) {
        Settings settings = Settings.of(experiment.flags(), given);
        Trial trial = prepare(experiment, spec, settings);
        checkHeap(experiment, spec);
        long start = System.nanoTime();
        List<Sample> samples = sample(trial, spec);
        double seconds = (System.nanoTime() - start) / 1e9;
        return result(experiment, spec, settings, samples, seconds);
    }

    private static Trial prepare(Experiment experiment, RunSpec spec, Settings settings) {
        try {
            return experiment.prepare(spec.nodes(), settings);
        } catch (LabException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new LabException(String.valueOf(e.getMessage()));
        }
    }

    private static void checkHeap(Experiment experiment, RunSpec spec) {
        int atOnce = Math.min(spec.jobs(), spec.runs());
        double needed = (double) spec.nodes() * experiment.bytesPerNode() * atOnce;
        double available = Runtime.getRuntime().maxMemory() * 0.9;
        if (needed > available)
            throw new LabException(String.format(
                    Locale.ROOT,
                    "%,d nodes in %d runs at once need about %.1f GiB of heap, there are %.1f GiB; "
                            + "lower --nodes or --jobs, or set JAVA_OPTS=-Xmx%dg",
                    spec.nodes(),
                    atOnce,
                    needed / (1 << 30),
                    available / (1 << 30),
                    (long) Math.ceil(needed / 0.9 / (1 << 30))));
    }

    private static List<Sample> sample(Trial trial, RunSpec spec) {
        SplittableRandom random = new SplittableRandom(spec.seed());
        long[] seeds = new long[spec.runs()];
        for (int i = 0; i < seeds.length; i++) seeds[i] = random.nextLong();
        Sample[] samples = new Sample[seeds.length];
        inParallel(Math.min(spec.jobs(), spec.runs()), seeds.length, i -> samples[i] = trial.run(seeds[i]));
        return List.of(samples);
    }

    /** A task for each index, so many at a time; the first failure ends it. */
    public static void inParallel(int jobs, int count, IntConsumer task) {
        AtomicInteger next = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(jobs, runnable -> {
            Thread thread = new Thread(runnable, "hearsay-lab");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<?>> working = new ArrayList<>();
            for (int job = 0; job < jobs; job++)
                working.add(threads.submit(() -> {
                    for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) task.accept(i);
                }));
            for (Future<?> each : working) each.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof LabException wish) throw wish;
            throw new AssertionError(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private static Result result(
            Experiment experiment, RunSpec spec, Settings settings, List<Sample> samples, double seconds) {
        Map<String, Summary> results = summaries(samples);
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("nodes", Integer.toString(spec.nodes()));
        parameters.putAll(settings.all());
        List<Double> curve = meanCurve(samples);
        long messages = 0;
        long trace = 0;
        for (Sample sample : samples) {
            messages += sample.messages();
            trace = trace * 0x9e3779b97f4a7c15L + sample.trace();
        }
        return new Result(
                experiment,
                parameters,
                spec,
                results,
                experiment.theory(spec.nodes(), settings, results),
                curve,
                experiment.expectedCurve(spec.nodes(), settings, curve.size()),
                samples,
                seconds,
                messages / seconds,
                trace);
    }

    private static Map<String, Summary> summaries(List<Sample> samples) {
        Map<String, List<Double>> values = new LinkedHashMap<>();
        for (Sample sample : samples)
            sample.values()
                    .forEach((name, value) -> values.computeIfAbsent(name, key -> new ArrayList<>())
                            .add(value));
        Map<String, Summary> results = new LinkedHashMap<>();
        values.forEach((name, all) -> results.put(
                name, Summary.of(all.stream().mapToDouble(Double::doubleValue).toArray())));
        return results;
    }

    private static List<Double> meanCurve(List<Sample> samples) {
        int length =
                samples.stream().mapToInt(sample -> sample.curve().size()).max().orElse(0);
        List<Double> mean = new ArrayList<>(length);
        for (int cycle = 0; cycle < length; cycle++) {
            double sum = 0;
            for (Sample sample : samples)
                sum += sample.curve().get(Math.min(cycle, sample.curve().size() - 1));
            mean.add(sum / samples.size());
        }
        return mean;
    }
}
