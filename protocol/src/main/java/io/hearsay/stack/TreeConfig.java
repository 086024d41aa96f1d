package io.hearsay.stack;

import io.hearsay.dissemination.plumtree.PlumtreeConfig;
import io.hearsay.sampling.hyparview.HyParViewConfig;

/**
 * How broadcasts travel along a tree.
 *
 * @param views how neighbours are found and kept
 * @param tree how the tree over them is drawn and repaired
 */
public record TreeConfig(HyParViewConfig views, PlumtreeConfig tree) {

    /** For members within about a millisecond of each other. */
    public static TreeConfig lan() {
        return new TreeConfig(HyParViewConfig.lan(), PlumtreeConfig.lan());
    }

    /** The same among members that all know each other. */
    TreeConfig beneathFull() {
        return new TreeConfig(views.beneathFull(), tree);
    }

    /** For members up to some hundred milliseconds apart. */
    public static TreeConfig wan() {
        return new TreeConfig(HyParViewConfig.lan(), PlumtreeConfig.wan());
    }
}
