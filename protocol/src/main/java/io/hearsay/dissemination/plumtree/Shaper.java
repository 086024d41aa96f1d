package io.hearsay.dissemination.plumtree;

import io.hearsay.dissemination.plumtree.PlumtreeConfig.Tree;

/**
 * Whose messages shape the tree: second copies of theirs prune, and theirs find shorter ways.
 *
 * <p>Deviation: in the paper everybody's do. A shared tree is shaped by one sender's alone, on whom all nodes agree:
 * the lowest instance of those that sent lately. Of several messages that are under way together, each would break the
 * same circle at another link, and so cut nodes off. Who sends many in a row while that one is silent is alone, and
 * takes its place: otherwise a large event would go along all links that have come since that one's last.
 */
final class Shaper {
    /** Silent for so long, or for so many messages of others, and somebody else shapes the tree. */
    private static final long SILENT_NANOS = 60_000_000_000L;

    static final int SILENT_MESSAGES = 1_024;

    /** Alone is who sends so many in a row while who shaped the tree has been silent for so long. */
    static final int ALONE_MESSAGES = 8;

    static final long ALONE_NANOS = 500_000_000L;

    private final Tree tree;
    private long shaping;
    private long heardNanos;
    private boolean hasHeard;
    private int others;
    private long last;
    private int inARow;

    Shaper(Tree tree) {
        this.tree = tree;
    }

    /** Notes who sent a message that came for the first time. */
    void heard(long origin, long nowNanos) {
        inARow = origin == last ? inARow + 1 : 1;
        last = origin;
        if (hasHeard && Long.compareUnsigned(origin, shaping) > 0 && !hasGoneSilent(nowNanos)) {
            others++;
            return;
        }
        shaping = origin;
        others = 0;
        heardNanos = nowNanos;
        hasHeard = true;
    }

    private boolean hasGoneSilent(long nowNanos) {
        long silent = nowNanos - heardNanos;
        return silent > SILENT_NANOS || others >= SILENT_MESSAGES || silent >= ALONE_NANOS && inARow >= ALONE_MESSAGES;
    }

    /** Whether this sender's messages do. */
    boolean isShapedBy(long origin) {
        return switch (tree) {
            case SHARED -> origin == shaping;
            case OF_SENDER -> true;
            case FLOOD -> false;
        };
    }
}
