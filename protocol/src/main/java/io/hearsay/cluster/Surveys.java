package io.hearsay.cluster;

import io.hearsay.dissemination.plumtree.TreeSurveyed;
import io.hearsay.stack.NodeTree;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Who waits to be told how the tree lies. */
final class Surveys {
    private final Host host;
    private final Awaited awaited;
    private final Map<Long, CompletableFuture<TreeSurveyed>> open = new TreeMap<>(); // the node's thread alone

    Surveys(Host host, Awaited awaited) {
        this.host = host;
        this.awaited = awaited;
    }

    CompletionStage<TreeSurveyed> take(NodeTree tree) {
        CompletableFuture<TreeSurveyed> outcome = awaited.answer();
        host.run(() -> {
            try {
                open.put(tree.survey(), outcome);
            } catch (IllegalStateException tooMany) {
                host.deliver(() -> outcome.completeExceptionally(tooMany));
            }
        });
        return outcome.copy();
    }

    /** On the node's thread. */
    void taken(TreeSurveyed survey) {
        CompletableFuture<TreeSurveyed> outcome = open.remove(survey.number());
        if (outcome != null) host.deliver(() -> outcome.complete(survey));
    }
}
