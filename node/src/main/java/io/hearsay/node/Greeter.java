package io.hearsay.node;

import io.hearsay.Address;
import io.hearsay.Event;
import io.hearsay.LinkCause;
import io.hearsay.Message;
import io.hearsay.Peer;
import io.hearsay.Protocol;
import io.hearsay.Timer;
import io.hearsay.membership.keys.KeyRing;
import io.hearsay.stack.ClusterNode;
import io.hearsay.stack.HelloAnswered;
import io.hearsay.stack.Stack;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Says hello to addresses and takes part in nothing: a stack on real sockets whose protocol keeps silent.
 *
 * <p>May be asked from any thread, for one answer of a kind at a time for each address.
 */
final class Greeter implements Protocol<Message, Timer>, AutoCloseable {
    private static final long PATIENCE_MILLIS = 4_000;
    private static final int HELLOS = 3;
    private static final Duration HELLO_PAUSE = Duration.ofMillis(300);

    private final int mtuBytes;
    private final NettyCarrier carrier;
    private final Stack stack;
    /* On the event loop. */
    private final Map<Address, CompletableFuture<Answer>> links = new HashMap<>();
    private final Map<Address, CompletableFuture<Answer>> datagrams = new HashMap<>();

    /**
     * What came of a hello.
     *
     * @param cause {@link LinkCause#GOODBYE} if it was answered
     * @param tookNanos until then
     */
    record Answer(LinkCause cause, long tookNanos) {
        private static final Answer SILENCE = new Answer(LinkCause.TIMED_OUT, 0);

        boolean isYes() {
            return cause == LinkCause.GOODBYE;
        }
    }

    private Greeter(NodeGroup group, ClusterConfig config, KeyRing keys, Address bind) {
        mtuBytes = config.stack().mtuBytes();
        carrier = new NettyCarrier(
                group,
                SocketConfig.of(bind, mtuBytes),
                Journal.inMemory(group.blocking()),
                new CarrierStats(),
                NodeLog.silent());
        stack = new Stack(
                config.stack().withPort(carrier.address().port()),
                new SecureRandom().nextLong() | 1,
                keys,
                new AesGcmSealer(),
                carrier,
                ClusterNode.codec());
    }

    /** Binds the sockets; {@link java.io.UncheckedIOException} says why if it cannot. */
    static Greeter open(NodeGroup group, ClusterConfig config, KeyRing keys, Address bind) {
        Greeter greeter = new Greeter(group, config, keys, bind);
        greeter.carrier.start(
                greeter.stack, greeter::heard, () -> greeter.stack.run(greeter), failure -> greeter.carrier.close());
        return greeter;
    }

    Address address() {
        return carrier.address();
    }

    int mtuBytes() {
        return mtuBytes;
    }

    /** Opens a link and closes it again. */
    CompletableFuture<Answer> link(Address to) {
        CompletableFuture<Answer> answer = awaited();
        command(() -> {
            links.put(to, answer);
            stack.links().open(Peer.at(to));
        });
        return timed(answer);
    }

    /** Sends a datagram of this size, or of the least one, a few times if need be. */
    CompletableFuture<Answer> datagram(Address to, int sizeBytes) {
        CompletableFuture<Answer> answer = awaited();
        command(() -> {
            datagrams.put(to, answer);
            stack.hello(to, sizeBytes);
        });
        for (int i = 1; i < HELLOS; i++)
            carrier.executeAfter(
                    HELLO_PAUSE.multipliedBy(i),
                    () -> stack.execute(() -> {
                        if (!answer.isDone()) stack.hello(to, sizeBytes);
                    }));
        return answer.completeOnTimeout(
                Answer.SILENCE, HELLO_PAUSE.multipliedBy(HELLOS + 1).toMillis(), TimeUnit.MILLISECONDS);
    }

    private static CompletableFuture<Answer> awaited() {
        return new CompletableFuture<Answer>()
                .completeOnTimeout(Answer.SILENCE, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The caller's clock, from the question to the answer. */
    private static CompletableFuture<Answer> timed(CompletableFuture<Answer> answer) {
        long begun = System.nanoTime();
        return answer.thenApply(a -> new Answer(a.cause(), System.nanoTime() - begun));
    }

    private void command(Runnable command) {
        carrier.execute(() -> stack.execute(command));
    }

    private void heard(Event event) {
        if (!(event instanceof HelloAnswered hello)) return;
        CompletableFuture<Answer> answer = datagrams.get(hello.peer().address());
        if (answer != null) answer.complete(new Answer(LinkCause.GOODBYE, hello.rttNanos()));
    }

    @Override
    public void start() {}

    @Override
    public void receive(Peer from, Message message) {}

    @Override
    public void expire(Timer timer) {}

    @Override
    public void linkUp(Peer peer) {
        CompletableFuture<Answer> answer = links.remove(peer.address());
        if (answer != null) answer.complete(new Answer(LinkCause.GOODBYE, 0));
        stack.links().close(peer, "only asked");
    }

    @Override
    public void linkDown(Peer peer, LinkCause cause) {
        CompletableFuture<Answer> answer = links.remove(peer.address());
        if (answer != null) answer.complete(new Answer(cause, 0));
    }

    /** Says goodbye on what is open. */
    @Override
    public void close() {
        command(() -> stack.close("only asked"));
        carrier.close();
    }
}
