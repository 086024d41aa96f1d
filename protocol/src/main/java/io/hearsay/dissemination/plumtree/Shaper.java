package io.hearsay.dissemination.plumtree;

import io.hearsay.dissemination.plumtree.PlumtreeConfig.Tree;

/**
 * Whose messages shape the tree: second copies of theirs prune, and theirs find shorter ways.
 *
 * <p>Deviation: in the paper everybody's do. A shared tree is shaped by one sender's alone, on whom all nodes agree:
 * the lowest instance of those that sent lately. Of several messages that are under way together, each would break the
 * same circle at another link, and so cut nodes off.
 */
final class Shaper {
    /** Silent for so long, or for so many messages of others, and somebody else shapes the tree. */
    private static final long SILENT_NANOS = 60_000_000_000L;

    static final int SILENT_MESSAGES = 1_024;

    private final Tree tree;
    private long lowest;
    private long heardNanos;
    private boolean hasHeard;
    private int others;

    Shaper(Tree tree) {
        this.tree = tree;
    }

    /** Notes who sent a message that came for the first time. */
    void heard(long origin, long nowNanos) {
        boolean isKept = hasHeard && nowNanos - heardNanos <= SILENT_NANOS && others < SILENT_MESSAGES;
        if (isKept && Long.compareUnsigned(origin, lowest) > 0) {
            others++;
            return;
        }
        lowest = origin;
        others = 0;
        heardNanos = nowNanos;
        hasHeard = true;
    }

    /** Whether this sender's messages do. */
    boolean isShapedBy(long origin) {
        return switch (tree) {
            case SHARED -> origin == lowest;
            case OF_SENDER -> true;
            case FLOOD -> false;
        };
    }
}
