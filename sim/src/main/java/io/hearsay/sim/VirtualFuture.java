package io.hearsay.sim;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A future on virtual time: who waits for it lets time pass, its time-outs are virtual, and what follows it
 * asynchronously is a task of the world.
 *
 * <p>Bound: ten minutes of virtual time. Real code would wait for ever; a test is better told.
 */
final class VirtualFuture<T> extends CompletableFuture<T> {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final VirtualTime time;

    VirtualFuture(VirtualTime time) {
        this.time = time;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new VirtualFuture<>(time);
    }

    @Override
    public Executor defaultExecutor() {
        return task -> time.after(Duration.ZERO, task);
    }

    @Override
    public T join() {
        await();
        return super.join();
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        await();
        return super.get();
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        Duration wait = Duration.ofNanos(unit.toNanos(timeout));
        if (!isDone() && !time.passUntil(this::isDone, wait))
            throw new TimeoutException("not done after " + Faults.text(wait) + " of virtual time");
        return super.get();
    }

    @Override
    public CompletableFuture<T> orTimeout(long timeout, TimeUnit unit) {
        time.after(Duration.ofNanos(unit.toNanos(timeout)), () -> completeExceptionally(new TimeoutException()));
        return this;
    }

    @Override
    public CompletableFuture<T> completeOnTimeout(T value, long timeout, TimeUnit unit) {
        time.after(Duration.ofNanos(unit.toNanos(timeout)), () -> complete(value));
        return this;
    }

    private void await() {
        if (!isDone() && !time.passUntil(this::isDone, PATIENCE))
            throw new IllegalStateException("not done after " + PATIENCE.toMinutes() + " minutes of virtual time");
    }
}
