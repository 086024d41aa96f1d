package io.hearsay.lab.experiment;

import io.hearsay.Environment;
import io.hearsay.ForwardingEnvironment;
import io.hearsay.ForwardingProtocol;
import io.hearsay.Message;
import io.hearsay.Peer;
import io.hearsay.Protocol;
import io.hearsay.Timer;
import io.hearsay.sim.SimNode;
import io.hearsay.stack.ClusterNode;
import io.hearsay.stack.MessageCodec;
import io.hearsay.wire.ByteWriter;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Stands around a protocol whose messages are handed over as objects, and counts the bytes that they would take. */
final class Meter extends ForwardingEnvironment implements ForwardingProtocol {
    private static final MessageCodec CODEC = ClusterNode.codec();

    private final Protocol<Message, Timer> protocol;
    private final ByteWriter scratch = new ByteWriter(256);
    private long bytes;

    Meter(Environment env, Function<Environment, Protocol<Message, Timer>> protocol) {
        super(env);
        this.protocol = protocol.apply(this);
    }

    static Meter of(SimNode node) {
        return node.protocol(Meter.class);
    }

    /** Kinds, lengths and bodies of all messages sent so far, piggybacked ones included. */
    long bytes() {
        return bytes;
    }

    @Override
    public Protocol<Message, Timer> inner() {
        return protocol;
    }

    private void count(Message message) {
        CODEC.encode(message, scratch.reset());
        bytes += scratch.position();
    }

    @Override
    public void send(Peer to, Message message) {
        count(message);
        super.send(to, message);
    }

    @Override
    public @Nullable Message piggyback(Peer to, int roomBytes) {
        Message message = protocol.piggyback(to, roomBytes);
        if (message != null) count(message);
        return message;
    }
}
