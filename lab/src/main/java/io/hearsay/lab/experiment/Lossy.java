package io.hearsay.lab.experiment;

import io.hearsay.Environment;
import io.hearsay.ForwardingEnvironment;
import io.hearsay.ForwardingProtocol;
import io.hearsay.Message;
import io.hearsay.Peer;
import io.hearsay.Protocol;
import io.hearsay.Timer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An option of the simulated world: a network that loses only calls, or only answers, as some models have it.
 *
 * <p>It stands around a protocol and knows which handler runs: what a timer sends is a call, what a message brings
 * about an answer. What one handler sends to one peer has one fate.
 */
final class Lossy extends ForwardingEnvironment implements ForwardingProtocol {
    private final double ratio;
    private final LossOf of;
    private final Protocol<Message, Timer> protocol;
    private LossOf running = LossOf.PACKET;
    private @Nullable Peer peer;
    private boolean lost;

    @SuppressWarnings("unchecked") // the world hands a protocol only the messages and timers it sent
    Lossy(Environment env, double ratio, LossOf of, Function<Environment, Protocol<?, ?>> protocol) {
        super(env);
        this.ratio = ratio;
        this.of = of;
        this.protocol = (Protocol<Message, Timer>) protocol.apply(this);
    }

    @Override
    public Protocol<Message, Timer> inner() {
        return protocol;
    }

    private void enter(LossOf kind) {
        running = kind;
        peer = null;
    }

    @Override
    public void receive(Peer from, Message message) {
        enter(LossOf.ANSWER);
        protocol.receive(from, message);
    }

    @Override
    public void expire(Timer timer) {
        enter(LossOf.CALL);
        protocol.expire(timer);
    }

    @Override
    public void send(Peer to, Message message) {
        if (running == of && !to.equals(peer)) {
            peer = to;
            lost = random().nextDouble() < ratio;
        }
        if (running != of || !lost) super.send(to, message);
    }
}
