package io.hearsay.sim;

import io.hearsay.Address;
import io.hearsay.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A node of a world: a name on a host of its own, with a disk, and the process that runs there or does not.
 *
 * <p>What can happen to it are its methods. Not thread-safe.
 */
public final class SimNode {
    private final World world;
    private final int number;
    private final String name;
    private final Program program;
    private List<Address> addresses;
    private SortedMap<String, String> tags = Collections.emptySortedMap();
    private @Nullable Disk disk;
    private @Nullable StackSetup stack;
    private @Nullable SimProcess process;
    private boolean hostUp = true;
    private boolean diskFails;
    private long diskNanos;
    private long clockErrorSeconds;
    private long handlerNanos;
    private int pauses;

    SimNode(World world, int number, String name, Program program) {
        this.world = world;
        this.number = number;
        this.name = name;
        this.program = program;
        this.diskNanos = world.config().diskNanos();
        this.addresses = List.of(Addresses.usual(number));
    }

    /** Its name, for people. */
    public String name() {
        return name;
    }

    /** Which node of its world it is, from 0. */
    public int number() {
        return number;
    }

    /** The world it lives in. */
    public World world() {
        return world;
    }

    /** Where it listens: the first of its addresses. */
    public Address address() {
        return addresses.get(0);
    }

    /** Where it listens. */
    public List<Address> addresses() {
        return addresses;
    }

    /** Whether a process runs here; a paused one does. */
    public boolean isUp() {
        return process != null;
    }

    /** Whether the host runs. */
    public boolean isHostUp() {
        return hostUp;
    }

    /** Starts a process; a host that was down comes up. */
    public SimNode start() {
        if (process != null) throw new IllegalStateException(name + " runs already");
        hostUp = true;
        List<Endpoint> endpoints = assign();
        SimProcess started = world.start(this, endpoints);
        process = started;
        started.begin(program, life(started));
        program.started(this);
        return this;
    }

    private Life life(SimProcess started) {
        long clock = Math.floorDiv(wallMillis(), 1_000L);
        return new Life(
                this, started.environment(), address(), started.instance, clock, started.keys(), disk().contents());
    }

    /** What the host believes the time of day is, in milliseconds since 1970. */
    long wallMillis() {
        return (world.config().clockSeconds() + clockErrorSeconds) * 1_000 + world.nowNanos() / 1_000_000;
    }

    private List<Endpoint> assign() {
        List<Endpoint> endpoints = new ArrayList<>(1);
        for (Address address : addresses) endpoints.add(world.addresses().assign(address, number));
        for (Endpoint endpoint : endpoints)
            if (endpoint.bound != null)
                throw new IllegalStateException(endpoint.address + " is in use by " + endpoint.bound.node.name());
        return endpoints;
    }

    /** The process dies at once (kill -9); its kernel closes its streams. What was not stored yet may be lost. */
    public void crash() {
        stop(true);
    }

    /** The host dies: nobody closes anything. It comes up with the next {@link #start}. */
    public void crashHost() {
        hostUp = false;
        stop(false);
    }

    private void stop(boolean hostStaysUp) {
        SimProcess dying = process;
        if (dying == null) return;
        process = null;
        world.stop(dying, hostStaysUp);
        disk().crash(world.chance());
    }

    /** The process dies if one runs, and another starts at once. */
    public SimNode restart() {
        crash();
        return start();
    }

    /** Forgets all that was stored; a process that runs goes on. */
    public SimNode wipeDisk() {
        disk().wipe();
        return this;
    }

    /** Whether storing fails from now on. */
    public SimNode diskFails(boolean fails) {
        diskFails = fails;
        return this;
    }

    /** How long it takes from now on until a batch is safe; batches become so in their order. */
    public SimNode diskDelay(Duration delay) {
        diskNanos = delay.toNanos();
        return this;
    }

    /** How wrong the host's clock is, from now on; an epoch is taken from it at each start. */
    public SimNode clockError(Duration error) {
        clockErrorSeconds = error.toSeconds();
        return this;
    }

    /** What its operator says of it at its next start, and each one after that; of full nodes. */
    public SimNode tags(Map<String, String> all) {
        tags = Collections.unmodifiableSortedMap(new TreeMap<>(all));
        return this;
    }

    SortedMap<String, String> tags() {
        return tags;
    }

    /** How fast the process's monotonic clock runs: 1 is right, 0.5 half as fast. */
    public void clockRate(double rate) {
        if (!(rate > 0 && rate <= 1000)) throw new IllegalArgumentException("rate must be above 0, was " + rate);
        running().clockRate(rate);
    }

    /** How much virtual time each handler takes from now on; meanwhile inputs wait. */
    public SimNode handlerCost(Duration cost) {
        handlerNanos = cost.toNanos();
        if (process != null) process.handlerNanos(handlerNanos);
        return this;
    }

    /** Stops the process (SIGSTOP): nothing of it runs, datagrams wait in a bounded buffer, its kernel goes on. */
    public void pause() {
        pauses++;
        running().pause();
    }

    /** Lets a paused process run again: all that waited comes at once. */
    public void resume() {
        running().resume();
    }

    /** Pauses for this long. */
    public void pauseFor(Duration time) {
        pause();
        int thisPause = pauses;
        SimProcess paused = running();
        world.after(time, () -> {
            if (process == paused && thisPause == pauses) paused.resume();
        });
    }

    /**
     * Blocks the process's messages, both ways, while its timers run: how the Lifeguard paper's slow members behave.
     *
     * @param timersToo timers that are blocked as well, such as the start of a probe
     */
    public void stall(Predicate<? super Timer> timersToo) {
        running().stall(timersToo);
    }

    /** Lets the messages pass again, first those that waited. */
    public void unstall() {
        running().unstall();
    }

    /** Stalls and wakes by turns, beginning with a stall, until the process ends or the time is over. */
    public void stallAndWake(Duration stalled, Duration awake, Duration total, Predicate<? super Timer> timersToo) {
        stallAndWake(running(), stalled, awake, world.nowNanos() + total.toNanos(), timersToo);
    }

    private void stallAndWake(
            SimProcess slow, Duration stalled, Duration awake, long end, Predicate<? super Timer> timersToo) {
        if (process != slow || world.nowNanos() >= end) return;
        slow.stall(timersToo);
        world.after(stalled, () -> {
            if (process == slow) slow.unstall();
        });
        world.after(stalled.plus(awake), () -> stallAndWake(slow, stalled, awake, end, timersToo));
    }

    /** Listens elsewhere: from the next start on, or, if a process runs, from now on. The old address is nobody's. */
    public SimNode moveTo(Address... to) {
        SimProcess moving = process;
        for (Address address : addresses) {
            Endpoint old = world.addresses().find(address);
            if (old != null && old.host == number) old.host = Endpoint.NOWHERE;
        }
        addresses = List.of(to);
        if (moving != null) moving.move(assign());
        return this;
    }

    /** Closes the listening sockets and opens them again after this time; streams that stand are not touched. */
    public void rebind(Duration closedFor) {
        SimProcess rebinding = running();
        rebinding.unbind();
        world.after(closedFor, () -> {
            if (process == rebinding) rebinding.bind();
        });
    }

    /** Runs a command in the process, as a handler; at once, or, from within another handler, right after it. */
    public void execute(Runnable command) {
        SimProcess executing = running();
        if (world.isIdle()) executing.localInput(() -> executing.command(command));
        else world.after(0, () -> executing.localInput(() -> executing.command(command)));
    }

    /** The protocol that runs here. */
    public <P> P protocol(Class<P> type) {
        return type.cast(running().protocol());
    }

    /** Runs another stack than the world's other nodes, from the next start on: another cluster, another key. */
    public SimNode stack(StackSetup setup) {
        stack = setup;
        return this;
    }

    StackSetup stackSetup() {
        return stack != null ? stack : world.config().stackSetup();
    }

    int host() {
        return number;
    }

    long handlerNanos() {
        return handlerNanos;
    }

    long diskNanos() {
        return diskNanos;
    }

    boolean diskFails() {
        return diskFails;
    }

    Disk disk() {
        if (disk == null) disk = new Disk();
        return disk;
    }

    private SimProcess running() {
        if (process == null) throw new IllegalStateException(name + " does not run");
        return process;
    }

    @Override
    public String toString() {
        return name;
    }
}
