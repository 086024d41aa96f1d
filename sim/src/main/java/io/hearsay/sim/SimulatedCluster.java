package io.hearsay.sim;

import io.hearsay.cluster.Cluster;
import io.hearsay.cluster.Ending;
import io.hearsay.membership.MemberEvent;
import io.hearsay.membership.MemberState;
import io.hearsay.stack.ClusterNodeConfig;
import io.hearsay.stack.Node;
import io.hearsay.stack.PartialNodeConfig;
import io.hearsay.stack.Stack;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Clusters of virtual nodes for the tests of code that takes a {@link Cluster}: the very class, on virtual time.
 *
 * <pre>
 *   SimulatedCluster cluster = SimulatedCluster.of(5);
 *   Shop shop = new Shop(cluster.node(0));            // your code
 *   cluster.crash(3);
 *   cluster.await(() -&gt; shop.knowsLost("n3"), Duration.ofSeconds(5));
 * </pre>
 *
 * <p>Nodes are called n0, n1 and so on. Under each handle runs all that a real node runs, down to the frames; nothing
 * sleeps. Time stands still but in {@link #advance}, the {@code await} and {@code assert} methods, and while a stage of
 * a handle is waited for ({@code join}, {@code get}) or a handle's question (such as {@link Cluster#why}) is answered.
 * Commands, listeners and stages run then, and only then. What happens is a function of the seed and of what the test
 * does, to the last bit; every failure that this class reports names the seed.
 *
 * <p>Thread rule: a simulated cluster, its handles and their stages belong to the thread that made it, and all
 * listeners run on it; another thread is refused with {@link IllegalStateException}. Code with timers of its own takes
 * them from {@link #after} and {@link #clock} in a test.
 *
 * <p>Needs no test framework. What a listener throws ends the call that let time pass, as an {@link AssertionError}.
 */
public final class SimulatedCluster {
    /** Of {@link #of(int)}. */
    public static final long DEFAULT_SEED = 1;

    private static final Duration FORMATION = Duration.ofMinutes(1);
    private static final Duration REST = Duration.ofSeconds(10);

    private final Function<Life, Node> program;
    private final int initialNodes;
    private final World world;
    private final VirtualTime time;
    private final List<Handle> handles = new ArrayList<>();

    private record Handle(Cluster cluster, VirtualHost host) {}

    private SimulatedCluster(int nodes, WorldConfig worldConfig, Function<Life, Node> program) {
        if (nodes < 1 || nodes > Scenario.MAX_NODES)
            throw new IllegalArgumentException("nodes must be 1.." + Scenario.MAX_NODES + ", was " + nodes);
        this.program = program;
        initialNodes = nodes;
        world = new World(worldConfig);
        time = new VirtualTime(world);
        world.onEvent((node, event) -> handles.get(node.number()).host.event(event));
        for (int i = 0; i < nodes; i++) add();
    }

    /** So many nodes of the profile {@code lan} that know each other and have come to rest, under seed 1. */
    public static SimulatedCluster of(int nodes) {
        return of(nodes, DEFAULT_SEED);
    }

    /** The same under another seed. */
    public static SimulatedCluster of(int nodes, long seed) {
        return of(nodes, seed, ClusterNodeConfig.lan());
    }

    /** The same with nodes that behave otherwise. */
    public static SimulatedCluster of(int nodes, long seed, ClusterNodeConfig config) {
        SimulatedCluster cluster =
                new SimulatedCluster(nodes, FullNodes.frames(seed), life -> FullNodes.node(config, life));
        cluster.assertOneView(FORMATION);
        cluster.advance(REST);
        return cluster;
    }

    /**
     * So many nodes with partial membership that are in and have come to rest; what asks for one view of all members is
     * not for them.
     */
    public static SimulatedCluster partial(int nodes, long seed, PartialNodeConfig config) {
        SimulatedCluster cluster =
                new SimulatedCluster(nodes, PartialNodes.frames(seed), life -> PartialNodes.node(config, life));
        for (int i = 0; i < nodes; i++) cluster.await(cluster.node(i).joined(), FORMATION);
        cluster.advance(REST);
        return cluster;
    }

    /**
     * Tells one test under many seeds, each with nodes of its own.
     *
     * @throws AssertionError at the first seed under which the test throws; its text names the seed
     */
    public static void forSeeds(int nodes, LongStream seeds, Consumer<SimulatedCluster> test) {
        seeds.forEachOrdered(seed -> {
            SimulatedCluster cluster = of(nodes, seed);
            try {
                test.accept(cluster);
            } catch (RuntimeException | AssertionError e) {
                throw e instanceof Failure known ? known : new Failure(e.getMessage() + cluster.where(), e);
            }
        });
    }

    /** A failure that says where it was already. */
    private static final class Failure extends AssertionError {
        private static final long serialVersionUID = 1;

        Failure(String text, @Nullable Throwable cause) {
            super(text, cause);
        }
    }

    // Nodes.

    /** The handle of node number i, counted from 0: of the life that runs, or of the last one that ran. */
    public Cluster node(int i) {
        return handles.get(simNode(i).number()).cluster;
    }

    /** The handles of all nodes that run, in the order of their numbers. */
    public List<Cluster> running() {
        return world.nodes().stream()
                .filter(SimNode::isUp)
                .map(node -> node(node.number()))
                .toList();
    }

    /** Starts one more node, which joins through the first three; its number is the next. */
    public Cluster add() {
        time.checkThread();
        int number = world.nodes().size();
        world.node("n" + number, new Handles()).start();
        return node(number);
    }

    /** The production composite, with a handle for each of its lives. */
    private final class Handles implements Program {
        @Override
        public Node create(Life life) {
            Node node = program.apply(life);
            Stack stack = (Stack) life.environment();
            VirtualHost host = new VirtualHost(time, life.node(), stack, node);
            String id = life.node().stackSetup().config().clusterId();
            Handle handle = new Handle(Cluster.over(id, stack, node, host), host);
            int number = life.node().number();
            if (number == handles.size()) handles.add(handle);
            else handles.set(number, handle);
            return node;
        }

        @Override
        public void started(SimNode node) {
            node.execute(() -> node.protocol(Node.class)
                    .join(Scenario.Seeds.FIRST_THREE.addresses().apply(node)));
        }
    }

    /**
     * Kills a process (kill -9): its kernel closes its connections. Its handle hears nothing more, and stages that were
     * not done fail; there is no such process any more that could hear of it.
     */
    public void crash(int i) {
        end(i, SimNode::crash);
    }

    /** Kills a host: nobody closes anything. */
    public void crashHost(int i) {
        end(i, SimNode::crashHost);
    }

    private void end(int i, Consumer<SimNode> death) {
        time.checkThread();
        SimNode node = simNode(i);
        if (!node.isUp()) return;
        death.accept(node);
        node(i).end(new Ending(Ending.Reason.CLOSED, "killed by the test"));
    }

    /** Starts a node again, killing it first if it runs; it has its disk, and a new handle. */
    public Cluster restart(int i) {
        crash(i);
        simNode(i).start();
        return node(i);
    }

    /** Stops a process for this time (SIGSTOP, then SIGCONT): time passes, and nothing of it runs. */
    public void pause(int i, Duration duration) {
        time.checkThread();
        simNode(i).pauseFor(duration);
    }

    // The network.

    /** Cuts these nodes off from all others; among themselves they can talk. Replaces the cut that was. */
    public void cut(int... side) {
        time.checkThread();
        world.network()
                .partition(List.of(Arrays.stream(side).mapToObj(this::simNode).toList()));
    }

    /** Loses what one sends to another, in this direction only. */
    public void cutPath(int from, int to) {
        time.checkThread();
        world.network().path(simNode(from), simNode(to)).cut();
    }

    /** Ends all cuts; loss and latency stay as they are. */
    public void heal() {
        time.checkThread();
        world.network().heal();
    }

    /**
     * Loses each datagram with this probability; connections are slowed by what they must send again.
     *
     * @param ratio 0..1
     */
    public void loss(double ratio) {
        time.checkThread();
        world.network().loss(ratio);
    }

    /** How long packets take, one way; 0.1 to 0.5 ms until then. */
    public void latency(Latency latency) {
        time.checkThread();
        world.network().latency(latency);
    }

    /** The world under all this, for what is asked more rarely: wrong clocks, full disks, slow handlers, moves. */
    public World world() {
        return world;
    }

    // Time.

    /** Lets virtual time pass. */
    public void advance(Duration duration) {
        time.pass(duration);
    }

    /**
     * Lets time pass until something is so, looking after each thing that happens.
     *
     * @return how long it took
     * @throws AssertionError if it is not so within the time
     */
    public Duration await(BooleanSupplier condition, Duration within) {
        return await("not so", condition, within);
    }

    /**
     * Lets time pass until a stage is done.
     *
     * @return its value
     * @throws AssertionError if it is not done within the time, or fails; the failure is the cause
     */
    public <T> T await(CompletionStage<T> stage, Duration within) {
        var future = stage.toCompletableFuture();
        await("not done", future::isDone, within);
        try {
            return future.join();
        } catch (CompletionException e) {
            throw new Failure("failed: " + e.getCause() + where(), e.getCause());
        }
    }

    private Duration await(String missing, BooleanSupplier condition, Duration within) {
        long begin = world.nowNanos();
        if (!time.passUntil(condition, within)) throw failure(missing + " within " + Faults.text(within), null);
        return Duration.ofNanos(world.nowNanos() - begin);
    }

    /** Runs a task after this time, on virtual time. */
    public void after(Duration delay, Runnable task) {
        time.after(delay, task);
    }

    /** Virtual time since the first node started. */
    public Duration elapsed() {
        return Duration.ofNanos(world.nowNanos());
    }

    /** A clock on virtual time. */
    public Clock clock() {
        return time.clock();
    }

    // What is expected.

    /**
     * Lets time pass until all that run see just those alive that run.
     *
     * @return how long it took
     */
    public Duration assertOneView(Duration within) {
        return assertNothing(() -> FullNodes.disagreement(world), within);
    }

    /**
     * Lets time pass until all others that run believe this of node i.
     *
     * @return how long it took
     */
    public Duration assertState(int i, MemberState state, Duration within) {
        return assertNothing(() -> dissenter(simNode(i), state), within);
    }

    /**
     * Lets time pass until no other that runs knows node i: it left, or was forgotten.
     *
     * @return how long it took
     */
    public Duration assertRemoved(int i, Duration within) {
        return assertNothing(() -> dissenter(simNode(i), null), within);
    }

    /** Lets time pass, in which nobody may give up a node that runs. */
    public void assertNoFalseDeaths(Duration duration) {
        List<String> deaths = new ArrayList<>();
        boolean[] isOver = new boolean[1];
        world.onEvent((node, event) -> {
            if (!isOver[0] && event instanceof MemberEvent.Died died && isFalse(died))
                deaths.add(node + " gave up " + died.member().name() + ", which runs: " + died.why());
        });
        advance(duration);
        isOver[0] = true;
        if (!deaths.isEmpty()) throw failure(deaths.get(0), null);
    }

    private boolean isFalse(MemberEvent.Died died) {
        return world.nodes().stream()
                .anyMatch(node -> node.isUp()
                        && FullNodes.of(node).self().id().equals(died.member().id()));
    }

    private String dissenter(SimNode subject, @Nullable MemberState state) {
        for (SimNode observer : world.nodes()) {
            if (!observer.isUp() || observer == subject) continue;
            MemberState seen = FullNodes.stateOf(observer, subject.name());
            if (seen != state) return observer + " believes " + subject + " " + (seen == null ? "removed" : seen);
        }
        return "";
    }

    private Duration assertNothing(Supplier<String> missing, Duration within) {
        long begin = world.nowNanos();
        if (!time.passUntil(() -> missing.get().isEmpty(), within))
            throw failure("after " + Faults.text(within) + " " + missing.get(), null);
        return Duration.ofNanos(world.nowNanos() - begin);
    }

    private Failure failure(String what, @Nullable Throwable cause) {
        return new Failure(what + where(), cause);
    }

    private String where() {
        return String.format(Locale.ROOT, "%nat %.6f s of %s", world.nowNanos() / 1e9, this);
    }

    private SimNode simNode(int i) {
        if (i < 0 || i >= world.nodes().size())
            throw new IllegalArgumentException("nodes are 0.." + (world.nodes().size() - 1) + ", was " + i);
        return world.nodes().get(i);
    }

    /** The line that tells this run again. */
    @Override
    public String toString() {
        return "SimulatedCluster.of(" + initialNodes + ", " + world.config().seed() + ")";
    }
}
