package io.hearsay.stack;

import io.hearsay.Address;
import io.hearsay.Peer;
import io.hearsay.membership.keys.KeyRing;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of each process that has sent an authentic datagram: its sending keys and its replay windows.
 *
 * <p>Bound: a fixed number of processes; the one not heard from for longest goes first. What that means: its window is
 * forgotten with it, so a recording of its old datagrams to this very process would be taken for new once. A cluster
 * needs more than 65,536 processes within the life of one node for that.
 */
final class Sessions {
    private final int capacity;
    private final LongMap<Session> byInstance = new LongMap<>();
    private final Session ring = new Session(Peer.UNKNOWN); // its younger is the oldest, its older the youngest

    Sessions(int capacity) {
        this.capacity = capacity;
    }

    static final class Session {
        private final long instance;
        private @Nullable Channel first;
        private @Nullable Peer peer;
        private Session older = this;
        private Session younger = this;

        private Session(long instance) {
            this.instance = instance;
        }

        /** What is remembered for one key; null if nothing came with it yet. */
        @Nullable
        Channel channel(int keyId) {
            Channel channel = first;
            while (channel != null && channel.keyId != keyId) channel = channel.next;
            return channel;
        }

        /** The process at an address; the same object as long as that does not change. */
        Peer at(Address address) {
            if (peer == null || !peer.address().equals(address)) peer = new Peer(address, instance);
            return peer;
        }
    }

    /** One process under one key. */
    static final class Channel {
        private final int keyId;
        private @Nullable Channel next;
        final Sealer.SenderKey key;
        final ReplayWindow window = new ReplayWindow();

        private Channel(int keyId, Sealer.SenderKey key, @Nullable Channel next) {
            this.keyId = keyId;
            this.key = key;
            this.next = next;
        }
    }

    @Nullable
    Session find(long instance) {
        return byInstance.get(instance);
    }

    /** Remembers a process, and moves it away from oblivion. */
    Session touch(long instance) {
        Session session = byInstance.get(instance);
        if (session == null) {
            if (byInstance.size() == capacity) forget(ring.younger);
            session = new Session(instance);
            byInstance.put(instance, session);
        } else unlink(session);
        link(session);
        return session;
    }

    /** Remembers a key of a process; of more keys than a ring holds, the oldest goes. */
    Channel open(Session session, int keyId, Sealer.SenderKey key) {
        Channel channel = new Channel(keyId, key, session.first);
        session.first = channel;
        cut(channel);
        return channel;
    }

    private static void cut(Channel newest) {
        Channel last = newest;
        for (int i = 1; i < KeyRing.MAX_KEYS && last.next != null; i++) last = last.next;
        last.next = null;
    }

    int size() {
        return byInstance.size();
    }

    private void forget(Session session) {
        byInstance.remove(session.instance);
        unlink(session);
    }

    private void link(Session session) {
        session.older = ring.older;
        session.younger = ring;
        ring.older.younger = session;
        ring.older = session;
    }

    private static void unlink(Session session) {
        session.older.younger = session.younger;
        session.younger.older = session.older;
    }
}
