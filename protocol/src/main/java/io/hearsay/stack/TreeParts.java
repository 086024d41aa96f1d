package io.hearsay.stack;

import io.hearsay.Event;
import io.hearsay.dissemination.plumtree.Plumtree;
import io.hearsay.dissemination.plumtree.PlumtreeCodec;
import io.hearsay.dissemination.plumtree.PlumtreeMessage;
import io.hearsay.dissemination.plumtree.PlumtreeTimer;
import io.hearsay.sampling.hyparview.HyParView;
import io.hearsay.sampling.hyparview.HyParViewCodec;
import io.hearsay.sampling.hyparview.HyParViewEvent;
import io.hearsay.sampling.hyparview.HyParViewMessage;
import io.hearsay.sampling.hyparview.HyParViewTimer;

/** HyParView's neighbours, and Plumtree's tree over them, as parts of a composite. */
final class TreeParts {
    final HyParView views;
    final Plumtree tree;

    /**
     * Adds them to a composite, which passes on to {@link #report} what they report.
     *
     * @param self this node's own instance
     */
    TreeParts(Parts parts, TreeConfig config, long self) {
        views = parts.add(
                HyParViewMessage.class, HyParViewTimer.class, own -> new HyParView(config.views(), own, self));
        tree = parts.add(PlumtreeMessage.class, PlumtreeTimer.class, own -> new Plumtree(config.tree(), own, self));
    }

    /** A codec that knows what they say to each other as well. */
    static MessageCodec codec(MessageCodec others) {
        return others.with(
                        HyParViewMessage.class,
                        new HyParViewCodec(),
                        Traffic.MEMBERSHIP,
                        HyParViewCodec.FIRST_KIND,
                        HyParViewCodec.LAST_KIND)
                .with(
                        PlumtreeMessage.class,
                        new PlumtreeCodec(),
                        Traffic.EVENTS,
                        PlumtreeCodec.FIRST_KIND,
                        PlumtreeCodec.LAST_KIND);
    }

    /** Neighbours that come and go are told to the tree. */
    void report(Event event) {
        if (event instanceof HyParViewEvent.NeighborUp up) tree.neighborUp(up.peer());
        else if (event instanceof HyParViewEvent.NeighborDown down) tree.neighborDown(down.peer());
    }
}
