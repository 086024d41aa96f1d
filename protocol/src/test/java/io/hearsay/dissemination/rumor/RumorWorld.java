package io.hearsay.dissemination.rumor;

import io.hearsay.Address;
import io.hearsay.Batch;
import io.hearsay.Environment;
import io.hearsay.Event;
import io.hearsay.Links;
import io.hearsay.Message;
import io.hearsay.Peer;
import io.hearsay.Timer;
import io.hearsay.sampling.UniformPeers;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.RandomAccess;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Many mills in virtual time. Transit takes a tenth to all of {@code delay}; datagrams get lost, links lose nothing.
 */
final class RumorWorld {
    private record Due(long atNanos, long order, Runnable what) {}

    final List<Node> nodes = new ArrayList<>();
    private final PriorityQueue<Due> queue =
            new PriorityQueue<>(Comparator.comparingLong(Due::atNanos).thenComparing(Due::order));
    private final SplittableRandom random;
    private final long delayNanos;
    private final double loss;
    private long nowNanos;
    private long order;

    RumorWorld(int size, RumorConfig config, Duration delay, double loss, long seed) {
        this.random = new SplittableRandom(seed);
        this.delayNanos = delay.toNanos();
        this.loss = loss;
        for (int i = 0; i < size; i++) add(config);
    }

    void add(RumorConfig config) {
        Node node = new Node(nodes.size(), config);
        nodes.add(node);
        node.mill.start();
    }

    void run(Duration duration) {
        long end = nowNanos + duration.toNanos();
        for (Due due = queue.peek(); due != null && due.atNanos <= end; due = queue.peek()) {
            nowNanos = queue.remove().atNanos;
            due.what.run();
        }
        nowNanos = end;
    }

    private void later(long delay, Runnable what) {
        queue.add(new Due(nowNanos + delay, order++, what));
    }

    /** How many nodes have heard something. */
    long heard() {
        return nodes.stream().filter(node -> !node.heardNanos.isEmpty()).count();
    }

    /** At how many nodes something is still hot. */
    long infective() {
        return nodes.stream().filter(node -> node.mill.stats().infective() > 0).count();
    }

    long copiesSent() {
        return nodes.stream().mapToLong(node -> node.mill.stats().copiesSent()).sum();
    }

    /** A node; as a list, its peers. */
    final class Node extends AbstractList<Peer> implements Environment, RandomAccess {
        final List<Event> events = new ArrayList<>();
        final List<Long> heardNanos = new ArrayList<>();
        final RumorMill mill;
        boolean isDeaf;
        long datagrams;
        private final int index;
        private final Peer self;
        private final SplittableRandom own = RumorWorld.this.random.split();

        Node(int index, RumorConfig config) {
            this.index = index;
            this.self = new Peer(Address.v4(index, 7940), RumorWorld.this.random.nextLong() | 1);
            this.mill = new RumorMill(config, this, new UniformPeers(this, self.instance()), self.instance());
        }

        @Override
        public Peer get(int i) {
            return nodes.get(i < index ? i : i + 1).self;
        }

        @Override
        public int size() {
            return nodes.size() - 1;
        }

        @Override
        public long nowNanos() {
            return nowNanos;
        }

        @Override
        public RandomGenerator random() {
            return own;
        }

        @Override
        public void send(Peer to, Message message) {
            datagrams++;
            if (loss > 0 && random.nextDouble() < loss) return;
            Node at = at(to);
            if (!isDeaf && !at.isDeaf) later(transit(), () -> at.mill.receive(self, (RumorMessage) message));
        }

        private Node at(Peer peer) {
            return nodes.get((int) peer.address().low()); // the low 32 bits are the index
        }

        private long transit() {
            return delayNanos / 10 + random.nextLong(1 + delayNanos * 9 / 10);
        }

        @Override
        public void schedule(long delayNanos, Timer timer) {
            later(delayNanos, () -> mill.expire((RumorTimer) timer));
        }

        @Override
        public void emit(Event event) {
            events.add(event);
            if (event instanceof Heard) heardNanos.add(nowNanos);
        }

        @Override
        public void persist(Batch batch, long token) {
            throw new AssertionError(batch);
        }

        @Override
        public Links links() {
            return new Links() {
                @Override
                public void open(Peer to) {
                    later(delayNanos, () -> mill.linkUp(to));
                }

                @Override
                public boolean send(Peer to, Message message) {
                    later(delayNanos, () -> at(to).mill.receive(self, (RumorMessage) message));
                    return true;
                }

                @Override
                public void close(Peer to, String reason) {}

                @Override
                public void pause(Peer from) {
                    throw new AssertionError(from);
                }

                @Override
                public void resume(Peer from) {
                    throw new AssertionError(from);
                }
            };
        }
    }
}
