package io.hearsay.stack;

import io.hearsay.dissemination.plumtree.PlumtreeConfig;
import io.hearsay.sampling.hyparview.HyParViewConfig;

/**
 * How broadcasts travel along a tree.
 *
 * @param views how neighbours are found and kept
 * @param tree how the tree over them is drawn and repaired
 * @param maxEventBytes the largest event, 0..{@value #MAX_EVENT_BYTES} and less than what the tree lets wait; default 1
 *     MiB, here and in what others send: each node holds four that are not complete at most
 */
public record TreeConfig(HyParViewConfig views, PlumtreeConfig tree, int maxEventBytes) {
    /** The largest event that can be allowed. */
    public static final int MAX_EVENT_BYTES = 64 << 20;

    private static final int USUAL_MAX_EVENT_BYTES = 1 << 20;

    public TreeConfig {
        if (maxEventBytes < 0 || maxEventBytes > MAX_EVENT_BYTES)
            throw new IllegalArgumentException(
                    "maxEventBytes must be 0.." + MAX_EVENT_BYTES + ", was " + maxEventBytes);
        if (maxEventBytes >= tree.queue().bytes())
            throw new IllegalArgumentException("maxEventBytes must be less than the queue's "
                    + tree.queue().bytes() + " bytes, was " + maxEventBytes);
    }

    /** For members within about a millisecond of each other. */
    public static TreeConfig lan() {
        return new TreeConfig(HyParViewConfig.lan(), PlumtreeConfig.lan(), USUAL_MAX_EVENT_BYTES);
    }

    /** The same among members that all know each other. */
    TreeConfig beneathFull() {
        return new TreeConfig(views.beneathFull(), tree, maxEventBytes);
    }

    /** For members up to some hundred milliseconds apart. */
    public static TreeConfig wan() {
        return new TreeConfig(HyParViewConfig.lan(), PlumtreeConfig.wan(), USUAL_MAX_EVENT_BYTES);
    }
}
