package io.hearsay.membership.sync;

import io.hearsay.Address;
import io.hearsay.Event;
import io.hearsay.LinkCause;
import io.hearsay.Message;
import io.hearsay.Peer;
import io.hearsay.RecordingEnvironment;
import io.hearsay.membership.MemberRecord;
import io.hearsay.membership.MemberState;
import io.hearsay.membership.Membership;
import io.hearsay.membership.MembershipConfig;
import io.hearsay.membership.MembershipSignal;
import io.hearsay.membership.Row;
import io.hearsay.membership.Update;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Some nodes that run {@link Sync} and nothing else, joined by links and datagrams that arrive at once. */
final class Net {
    final Map<Address, Node> nodes = new LinkedHashMap<>();
    private final SyncConfig config;

    Net(SyncConfig config) {
        this.config = config;
    }

    /** One node. */
    final class Node {
        final RecordingEnvironment env;
        final Membership membership;
        final Sync sync;
        final Peer peer;
        final List<Event> events = new ArrayList<>();
        boolean silent;

        Node(MemberRecord record) {
            env = new RecordingEnvironment(record.id().instance());
            membership = new Membership(MembershipConfig.defaults(), env, record);
            sync = new Sync(config, env, membership);
            peer = new Peer(record.addresses().get(0), record.id().instance());
        }

        void knows(Node... others) {
            for (Node other : others)
                membership.hear(new Update.Alive(other.membership.self().record()), other.peer);
            membership.dropNews();
            events.addAll(env.takeEvents());
        }

        @Nullable
        MemberState stateOf(String name) {
            Row row = membership.row(name);
            return row == null ? null : row.state();
        }

        <E> List<E> events(Class<E> kind) {
            return events.stream().filter(kind::isInstance).map(kind::cast).toList();
        }

        void hearDigestOf(Node other) {
            sync.onEvent(new MembershipSignal.DigestHeard(
                    other.peer, other.membership.digest(), other.membership.removedDigest()));
        }
    }

    Node node(MemberRecord record) {
        Node node = new Node(record);
        nodes.put(node.peer.address(), node);
        return node;
    }

    /** Delivers all that is under way, and what that brings about. */
    void settle() {
        for (int i = 0; i < 1_000; i++) if (!step()) return;
        throw new AssertionError("the nodes never stop talking");
    }

    private boolean step() {
        boolean moved = false;
        for (Node node : List.copyOf(nodes.values())) {
            List<RecordingEnvironment.LinkCall> calls = node.env.links().takeCalls();
            List<RecordingEnvironment.Sent> onLinks = node.env.links().takeSent();
            List<RecordingEnvironment.Sent> datagrams = node.env.takeSent();
            List<Event> events = node.env.takeEvents();
            moved |= !calls.isEmpty() || !onLinks.isEmpty() || !datagrams.isEmpty() || !events.isEmpty();
            node.events.addAll(events);
            events.forEach(event -> onEvent(node, event));
            calls.forEach(call -> {
                if (call.what().equals("open")) open(node, call.peer());
            });
            onLinks.forEach(sent -> deliver(node, sent.to(), sent.message()));
            datagrams.forEach(sent -> deliver(node, sent.to(), sent.message()));
        }
        return moved;
    }

    private void onEvent(Node node, Event event) {
        if (!(event instanceof MembershipSignal.ProbeWanted wanted)) return;
        Node target = at(wanted.peer().address());
        boolean answered = target != null
                && !target.silent
                && target.peer.instance() == wanted.peer().instance();
        if (!answered) node.env.freeze(Duration.ofNanos(wanted.timeoutNanos()));
        node.sync.onEvent(new MembershipSignal.Probed(wanted.peer(), answered));
    }

    private void open(Node from, Peer to) {
        Node target = at(to.address());
        boolean wrong = target != null && to.isKnown() && target.peer.instance() != to.instance();
        if (target == null) from.sync.linkDown(to, LinkCause.REFUSED);
        else if (target.silent || wrong) from.sync.linkDown(to, LinkCause.TIMED_OUT);
        else from.sync.linkUp(target.peer);
    }

    private void deliver(Node from, Peer to, Message message) {
        Node target = at(to.address());
        if (target == null || target.silent || target.peer.instance() != to.instance()) return;
        if (message instanceof Update update) target.membership.hear(update, from.peer);
        else target.sync.receive(from.peer, (SyncMessage) message);
    }

    private @Nullable Node at(Address address) {
        return nodes.get(address);
    }

    /** Moves all clocks. */
    void advance(Duration by) {
        for (int ms = 0; ms < by.toMillis(); ms += 50) {
            for (Node node : List.copyOf(nodes.values()))
                node.env.advance(Duration.ofMillis(50), SyncTimer.class, node.sync::expire);
            settle();
        }
    }
}
