package io.hearsay.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Supplier;

/**
 * A question to many members. It is asked when somebody subscribes, anew for each subscriber.
 *
 * <p>A subscriber gets one {@link Reply} for each member asked, the answers as they come, and at the deadline, or when
 * all live members have replied, the names of the silent ones; then the end. Cancelling ends the question. Bound: of
 * answers that the subscriber has not asked for yet 32 MiB are kept; those beyond come as declined.
 */
public final class Query implements Flow.Publisher<Reply> {
    private final Questions questions;
    private final Supplier<List<String>> members;
    private final Questions.Text text;

    Query(Questions questions, Supplier<List<String>> members, Questions.Text text) {
        this.questions = questions;
        this.members = members;
        this.text = text;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super Reply> subscriber) {
        questions.ask(members.get(), text, subscriber);
    }

    /** Asks now; done at the end with all replies, in the order in which they came. */
    public CompletionStage<List<Reply>> all() {
        Collector collector = new Collector(questions.promise());
        subscribe(collector);
        return collector.all.copy();
    }

    private static final class Collector implements Flow.Subscriber<Reply> {
        final CompletableFuture<List<Reply>> all;
        private final List<Reply> replies = new ArrayList<>();

        Collector(CompletableFuture<List<Reply>> all) {
            this.all = all;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(Reply reply) {
            replies.add(reply);
        }

        @Override
        public void onError(Throwable problem) {
            all.completeExceptionally(problem);
        }

        @Override
        public void onComplete() {
            all.complete(List.copyOf(replies));
        }
    }
}
