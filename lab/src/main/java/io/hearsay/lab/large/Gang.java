package io.hearsay.lab.large;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntToLongFunction;

/** Threads that work off numbered tasks together; what all tasks answer is summed up. */
final class Gang implements AutoCloseable {
    private final int threads;
    private final ExecutorService executor;

    Gang(int threads) {
        this.threads = threads;
        this.executor = Executors.newFixedThreadPool(threads, runnable -> {
            Thread thread = new Thread(runnable, "hearsay-model");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Does all tasks, and has seen all that they wrote when it returns. */
    long sum(int tasks, IntToLongFunction task) {
        AtomicInteger next = new AtomicInteger();
        List<Future<Long>> working = new ArrayList<>();
        for (int i = 0; i < threads; i++)
            working.add(executor.submit(() -> {
                long sum = 0;
                for (int at = next.getAndIncrement(); at < tasks; at = next.getAndIncrement())
                    sum += task.applyAsLong(at);
                return sum;
            }));
        long sum = 0;
        for (Future<Long> each : working) sum += result(each);
        return sum;
    }

    private static long result(Future<Long> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
