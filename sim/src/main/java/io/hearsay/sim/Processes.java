package io.hearsay.sim;

import io.hearsay.Address;
import io.hearsay.Peer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * All processes there ever were, by number, from 1; a number is never used again.
 *
 * <p>So what was meant for an earlier life of a node is dropped by looking whether that one still lives. Kept in
 * arrays: with a million nodes every object on the way to a process is one more that the cache does not hold.
 */
final class Processes {
    /** The number of no process. */
    static final int NOBODY = 0;

    private final Instances instances;
    private @Nullable SimProcess[] living = new @Nullable SimProcess[16];
    private Peer[] peers = new Peer[16];
    private int[] hosts = new int[16];
    private @Nullable Address[] homes = new @Nullable Address[16];
    private int count = NOBODY + 1;

    Processes(long seed) {
        instances = new Instances(seed);
    }

    /** A number for a process that begins on a host. */
    int number(int host) {
        if (count == living.length) grow(2 * count);
        hosts[count] = host;
        return count++;
    }

    private void grow(int length) {
        living = Arrays.copyOf(living, length);
        peers = Arrays.copyOf(peers, length);
        hosts = Arrays.copyOf(hosts, length);
        homes = Arrays.copyOf(homes, length);
    }

    /** What the process with this number calls itself on the wire. */
    long instance(int number) {
        return instances.of(number);
    }

    void begun(SimProcess process) {
        living[process.index] = process;
    }

    void ended(SimProcess process) {
        living[process.index] = null;
    }

    /** The process, if it lives. */
    @Nullable
    SimProcess get(int number) {
        return living[number];
    }

    /** As others see it; also after its end. */
    Peer peer(int number) {
        return peers[number];
    }

    void peer(int number, Peer peer) {
        peers[number] = peer;
    }

    int host(int number) {
        return hosts[number];
    }

    /** Where it listens if that is one IPv4 address, null otherwise. */
    void home(int number, @Nullable Address home) {
        homes[number] = home;
    }

    boolean isAtHome(int number) {
        return homes[number] != null;
    }

    /**
     * The process that is meant if it listens at that very address object; {@link #NOBODY} if that is to be found out.
     */
    @SuppressWarnings("ReferenceEquality") // an equal address that is another object goes the long way
    int atHome(Peer peer) {
        int number = instances.index(peer.instance());
        return number > NOBODY && number < count && homes[number] == peer.address() ? number : NOBODY;
    }
}
