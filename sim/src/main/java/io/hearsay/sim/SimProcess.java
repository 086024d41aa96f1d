package io.hearsay.sim;

import io.hearsay.Address;
import io.hearsay.Batch;
import io.hearsay.Environment;
import io.hearsay.LinkCause;
import io.hearsay.Timer;
import io.hearsay.membership.keys.KeyRing;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One life of a node: its clock, its chance, and what may keep it from running. The two settings are its two kinds. */
abstract class SimProcess {
    private static final int PAUSED = 1;
    private static final int STALLED = 2;
    private static final int BUSY = 4;

    final World world;
    final SimNode node;
    final int index;
    final long instance;
    final SplittableRandom random;
    private final int host;
    private List<Endpoint> endpoints;
    private boolean speaksV4;
    private boolean speaksV6;
    private long handlerNanos;
    private boolean alive = true;
    private long diskDone;
    private int hold;
    private @Nullable Held held;
    private @Nullable Predicate<? super Timer> stalledTimers;
    private double clockRate = 1;
    private long clockBase;
    private long clockSince;

    SimProcess(World world, SimNode node, int index, List<Endpoint> endpoints, SplittableRandom random) {
        this.world = world;
        this.node = node;
        this.index = index;
        this.host = node.host();
        this.handlerNanos = node.handlerNanos();
        this.endpoints = List.copyOf(endpoints);
        this.random = random;
        this.instance = world.processes().instance(index);
        random.nextLong(); // once drew the instance: a seed that somebody wrote down still draws what it drew
        this.clockBase = random.nextLong() >>> 16;
        this.clockSince = world.nowNanos();
        bind();
    }

    /** Builds the protocol and starts it. */
    abstract void begin(Program program, Life life);

    abstract Environment environment();

    /** What seals and opens its frames; insecure where nothing is framed. */
    abstract KeyRing keys();

    abstract Object protocol();

    /** Runs a command from above in a handler's place. */
    abstract void command(Runnable command);

    abstract void handleTimer(@Nullable Object timer);

    abstract void handleDatagram(int source, Object payload);

    abstract void accepted(StreamEnd stream);

    abstract void connected(StreamEnd stream);

    abstract void streamFrame(StreamEnd stream, @Nullable Object frame, int length);

    abstract void writable(StreamEnd stream);

    abstract void disconnected(StreamEnd stream, LinkCause cause);

    abstract void stored(long token);

    abstract void storeFailed(long token, String why);

    final int host() {
        return host;
    }

    /** How much virtual time each handler takes from now on. */
    final void handlerNanos(long nanos) {
        handlerNanos = nanos;
    }

    final boolean isAlive() {
        return alive;
    }

    final long now() {
        long elapsed = world.nowNanos() - clockSince;
        return clockBase + (clockRate == 1 ? elapsed : (long) (elapsed * clockRate));
    }

    /** How long the world waits while this process's clock moves on by so much. */
    final long worldNanos(long ownNanos) {
        return clockRate == 1 ? ownNanos : (long) (ownNanos / clockRate) + 1;
    }

    final void clockRate(double rate) {
        clockBase = now();
        clockSince = world.nowNanos();
        clockRate = rate;
    }

    /** Our own address as one at {@code remote} sees it: of the same family. */
    final Address addressTowards(Address remote) {
        for (Endpoint endpoint : endpoints) if (endpoint.address.isV4() == remote.isV4()) return endpoint.address;
        return endpoints.get(0).address;
    }

    /** Whether this process has an address of that family. */
    final boolean speaks(Address remote) {
        return remote.isV4() ? speaksV4 : speaksV6;
    }

    final void bind() {
        for (Endpoint endpoint : endpoints) endpoint.bound = this;
        speaksV4 = listens(true);
        speaksV6 = listens(false);
        world.processes().home(index, endpoints.size() == 1 && speaksV4 ? endpoints.get(0).address : null);
    }

    private boolean listens(boolean v4) {
        for (Endpoint endpoint : endpoints) if (endpoint.address.isV4() == v4) return true;
        return false;
    }

    final void unbind() {
        for (Endpoint endpoint : endpoints) if (endpoint.bound == this) endpoint.bound = null;
        world.processes().home(index, null);
    }

    void move(List<Endpoint> to) {
        unbind();
        endpoints = List.copyOf(to);
        bind();
    }

    /** Ends: nothing of it runs any more. */
    void kill() {
        alive = false;
        held = null;
        unbind();
    }

    final void datagramInput(int source, Object payload) {
        if (hold != 0)
            held().datagram(
                            () -> handleDatagram(source, payload),
                            world.config().socketBufferDatagrams());
        else {
            handleDatagram(source, payload);
            charge();
        }
    }

    final void timerInput(@Nullable Object timer) {
        if ((hold & (PAUSED | BUSY)) != 0) held().timer(() -> handleTimer(timer));
        else {
            handleTimer(timer);
            charge();
        }
    }

    /** Something from the network that is no datagram. */
    final void networkInput(Runnable input) {
        if (!alive) return;
        if (hold != 0) held().input(input);
        else run(input);
    }

    /** Something that comes from this node itself. */
    final void localInput(Runnable input) {
        if (!alive) return;
        if ((hold & (PAUSED | BUSY)) != 0) held().timer(input);
        else run(input);
    }

    public final void persist(Batch batch, long token) {
        diskDone = Math.max(diskDone, world.nowNanos() + node.diskNanos()); // no batch overtakes another
        long delay = diskDone - world.nowNanos();
        if (node.diskFails()) world.after(delay, () -> localInput(() -> storeFailed(token, "disk full")));
        else {
            node.disk().write(batch);
            world.after(delay, () -> {
                if (!alive) return;
                node.disk().sync();
                localInput(() -> stored(token));
            });
        }
    }

    /** What keeps this process from handling a datagram now; null if nothing does. */
    final @Nullable String heldBy() {
        if (hold == 0) return null;
        return (hold & PAUSED) != 0 ? "paused" : (hold & STALLED) != 0 ? "stalled" : "busy";
    }

    /** Sends now, or when the stall ends. */
    final void whenSendsPass(Runnable send) {
        if ((hold & STALLED) != 0) held().send(send);
        else send.run();
    }

    final boolean isStalled() {
        return (hold & STALLED) != 0;
    }

    final boolean isStalled(Timer timer) {
        return isStalled() && stalledTimers != null && stalledTimers.test(timer);
    }

    final void holdTillAwake(Runnable handler) {
        held().input(handler);
    }

    final void pause() {
        hold |= PAUSED;
    }

    final void resume() {
        hold &= ~PAUSED;
        held().timersFirst = world.coin();
        drain();
    }

    final void stall(Predicate<? super Timer> timersToo) {
        hold |= STALLED;
        stalledTimers = timersToo;
    }

    final void unstall() {
        hold &= ~STALLED;
        for (Runnable send = held().nextSend(); send != null; send = held().nextSend()) send.run();
        drain();
    }

    private void drain() {
        while (alive && (hold & (PAUSED | BUSY)) == 0) {
            Runnable next = held().next((hold & STALLED) == 0);
            if (next == null) return;
            run(next);
        }
    }

    private void run(Runnable handler) {
        handler.run();
        charge();
    }

    private void charge() {
        if (handlerNanos == 0 || !alive) return;
        hold |= BUSY;
        world.after(handlerNanos, () -> {
            hold &= ~BUSY;
            drain();
        });
    }

    private Held held() {
        if (held == null) held = new Held();
        return held;
    }
}
