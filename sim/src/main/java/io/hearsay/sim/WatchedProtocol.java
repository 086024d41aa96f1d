package io.hearsay.sim;

import io.hearsay.ForwardingProtocol;
import io.hearsay.Message;
import io.hearsay.Peer;
import io.hearsay.Protocol;
import io.hearsay.Timer;

/** A protocol above a stack, whose timers the world sees pass: for the trace, and to hold them in a stall. */
final class WatchedProtocol implements ForwardingProtocol {
    private final FrameProcess process;
    private final Protocol<Message, Timer> protocol;
    private int received;

    WatchedProtocol(FrameProcess process, Protocol<Message, Timer> protocol) {
        this.process = process;
        this.protocol = protocol;
    }

    @Override
    public Protocol<Message, Timer> inner() {
        return protocol;
    }

    /** How many messages the stack has handed up. */
    int received() {
        return received;
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
}
