package io.hearsay.antientropy.scuttlebutt;

import io.hearsay.Address;
import io.hearsay.Event;
import io.hearsay.NodeId;
import io.hearsay.Peer;
import io.hearsay.Peers;
import io.hearsay.RecordingEnvironment;
import io.hearsay.RecordingEnvironment.Sent;
import io.hearsay.sampling.UniformPeers;
import io.hearsay.wire.ByteWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Some production Scuttlebutts that send each other messages when the test says so. */
final class Meeting {
    final List<Node> nodes = new ArrayList<>();
    int longestBytes;

    /** One node, its peer, and whom it may gossip with. */
    final class Node implements Company {
        final Peer peer;
        final RecordingEnvironment env = new RecordingEnvironment(nodes.size() + 1);
        final List<Peer> live = new ArrayList<>();
        final List<Peer> dead = new ArrayList<>();
        final List<Peer> seeds = new ArrayList<>();
        final List<String> strangers = new ArrayList<>();
        final Scuttlebutt protocol;

        Node(NodeId id, ScuttlebuttConfig config) {
            peer = new Peer(Address.of(new byte[] {10, 0, 0, (byte) nodes.size()}, 7940), id.instance());
            protocol = new Scuttlebutt(config, env, id, this);
        }

        @Override
        public Peers live() {
            return new UniformPeers(live, peer.instance());
        }

        @Override
        public Peers unreachable() {
            return new UniformPeers(dead, peer.instance());
        }

        @Override
        public Peers seeds() {
            return new UniformPeers(seeds, peer.instance());
        }

        @Override
        public boolean isSeed(Peer other) {
            return seeds.contains(other);
        }

        @Override
        public boolean knows(NodeId owner) {
            return !strangers.contains(owner.name());
        }

        /** Gossips with one other, and carries what the two say to each other. */
        void meet(Node other) {
            live.clear();
            live.add(other.peer);
            round();
            carry();
        }

        /** A round; what it sends stays where it is. */
        void round() {
            protocol.expire(new ScuttlebuttTimer.Round());
        }

        void pass(Duration time) {
            env.freeze(time);
        }

        /** What it says now to the one it would gossip with. */
        List<Sent> say() {
            round();
            return env.takeSent();
        }

        String value(Node of, String key) {
            Entry entry = protocol.entry(of.id().name(), key);
            return entry == null ? "none" : String.valueOf(entry.value());
        }

        NodeId id() {
            return protocol.states().stream()
                    .map(Snapshot::owner)
                    .filter(id -> id.instance() == peer.instance())
                    .findFirst()
                    .orElseThrow();
        }

        List<Event> events() {
            return env.takeEvents();
        }
    }

    Node node(String name, long epoch, ScuttlebuttConfig config) {
        Node node = new Node(new NodeId(name, epoch, nodes.size() + 100), config);
        nodes.add(node);
        return node;
    }

    Node node(String name, ScuttlebuttConfig config) {
        return node(name, 1_000, config);
    }

    Node node(String name) {
        return node(name, ScuttlebuttConfig.lan());
    }

    /** Until nobody has anything to say. */
    void carry() {
        boolean goesOn = true;
        while (goesOn) {
            goesOn = false;
            for (Node from : nodes)
                for (Sent sent : from.env.takeSent()) {
                    goesOn = true;
                    hand(from, sent);
                }
        }
    }

    void hand(Node from, Sent sent) {
        ScuttlebuttMessage message = (ScuttlebuttMessage) sent.message();
        ByteWriter out = new ByteWriter(2_000);
        new ScuttlebuttCodec().encode(message, out);
        longestBytes = Math.max(longestBytes, out.position());
        for (Node to : nodes) if (to.peer.equals(sent.to())) to.protocol.receive(from.peer, message);
    }
}
