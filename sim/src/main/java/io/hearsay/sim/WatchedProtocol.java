package io.hearsay.sim;

import io.hearsay.LinkCause;
import io.hearsay.Message;
import io.hearsay.Peer;
import io.hearsay.Protocol;
import io.hearsay.Timer;
import org.jspecify.annotations.Nullable;

/** A protocol above a stack, whose timers the world sees pass: for the trace, and to hold them in a stall. */
final class WatchedProtocol implements Protocol<Message, Timer> {
    private final FrameProcess process;
    private final Protocol<Message, Timer> protocol;
    private int received;

    WatchedProtocol(FrameProcess process, Protocol<Message, Timer> protocol) {
        this.process = process;
        this.protocol = protocol;
    }

    Protocol<Message, Timer> protocol() {
        return protocol;
    }

    /** How many messages the stack has handed up. */
    int received() {
        return received;
    }

    @Override
    public void start() {
        protocol.start();
    }

    @Override
    public void receive(Peer from, Message message) {
        received++;
        process.world.traceReceived(process, from, message);
        protocol.receive(from, message);
    }

    @Override
    public void expire(Timer timer) {
        if (process.isStalled(timer)) process.holdTillAwake(() -> process.command(() -> expire(timer)));
        else {
            process.world.traceTimer(process, timer);
            protocol.expire(timer);
        }
    }

    @Override
    public void linkUp(Peer peer) {
        protocol.linkUp(peer);
    }

    @Override
    public void linkWritable(Peer peer) {
        protocol.linkWritable(peer);
    }

    @Override
    public void linkDown(Peer peer, LinkCause cause) {
        protocol.linkDown(peer, cause);
    }

    @Override
    public void persisted(long token) {
        protocol.persisted(token);
    }

    @Override
    public void persistFailed(long token, String why) {
        protocol.persistFailed(token, why);
    }

    @Override
    public @Nullable Message piggyback(Peer to, int roomBytes) {
        return protocol.piggyback(to, roomBytes);
    }
}
