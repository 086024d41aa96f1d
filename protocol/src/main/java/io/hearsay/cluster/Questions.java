package io.hearsay.cluster;

import io.hearsay.dissemination.query.QueryEvent;
import io.hearsay.membership.Member;
import io.hearsay.membership.MemberState;
import io.hearsay.stack.ClusterNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** What this node asks, and who waits for the replies. */
final class Questions {
    /** The handler that answers what is asked of one member alone. */
    static final String DIRECT = "";

    private final ClusterNode node;
    private final Host host;
    private final Awaited awaited;
    private final Roster roster;
    private final Map<Long, Sink> open = new TreeMap<>(); // the node's thread alone

    /**
     * What is asked.
     *
     * @param payload nobody writes to it
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Text(String handler, byte[] payload, Duration timeout) {}

    /** Who waits for replies; called by the node's thread. */
    private interface Sink {
        void put(Reply reply);

        void end();
    }

    Questions(ClusterNode node, Host host, Awaited awaited, Roster roster) {
        this.node = node;
        this.host = host;
        this.awaited = awaited;
        this.roster = roster;
    }

    <T> CompletableFuture<T> promise() {
        return awaited.answer();
    }

    /** Asks these members for a subscriber. */
    void ask(List<String> members, Text text, Flow.Subscriber<? super Reply> subscriber) {
        CompletableFuture<Void> over = awaited.answer();
        ReplyStream stream = new ReplyStream(subscriber, host::deliver, () -> over.complete(null));
        stream.start();
        CompletableFuture<Void> unused = over.whenComplete((nothing, problem) -> {
            if (problem != null) stream.fail(problem);
        });
        host.run(() -> ask(members, text, new StreamSink(stream, over), over));
    }

    private record StreamSink(ReplyStream stream, CompletableFuture<Void> over) implements Sink {
        @Override
        public void put(Reply reply) {
            stream.put(reply);
        }

        @Override
        public void end() {
            stream.complete();
            over.complete(null);
        }
    }

    /** Asks one member. */
    CompletionStage<byte[]> ask(String member, byte[] payload, Duration timeout) {
        CompletableFuture<byte[]> answer = awaited.answer();
        Sink sink = new Sink() {
            @Override
            public void put(Reply reply) {
                host.deliver(() -> complete(answer, reply, timeout));
            }

            @Override
            public void end() {}
        };
        host.run(() -> {
            if (roster.member(member) == null)
                host.deliver(() -> answer.completeExceptionally(
                        new IllegalArgumentException("nobody named '" + member + "' is known here")));
            else ask(List.of(member), new Text(DIRECT, payload, timeout), sink, answer);
        });
        return answer.copy();
    }

    private static void complete(CompletableFuture<byte[]> answer, Reply reply, Duration timeout) {
        if (reply instanceof Reply.Answered answered) answer.complete(answered.payload());
        else answer.completeExceptionally(new UnansweredException(reply.member(), why(reply, timeout)));
    }

    private static String why(Reply reply, Duration timeout) {
        if (reply instanceof Reply.Declined declined) return "refused: " + declined.text();
        boolean isDead = reply instanceof Reply.Silent silent && silent.isDead();
        return isDead ? "is believed dead" : "did not answer within " + timeout.toMillis() + " ms";
    }

    /** On the node's thread; {@code over} fails if the question cannot be asked, and ends it when it is done early. */
    private void ask(List<String> members, Text text, Sink sink, CompletableFuture<?> over) {
        try {
            long number = node.queries().ask(text.handler(), text.payload(), members, text.timeout());
            open.put(number, sink);
            CompletableFuture<?> unused = over.whenComplete((nothing, problem) -> host.run(() -> cancel(number)));
        } catch (IllegalArgumentException | IllegalStateException refused) {
            host.deliver(() -> over.completeExceptionally(refused));
        }
    }

    private void cancel(long number) {
        if (open.remove(number) != null) node.queries().cancel(number);
    }

    /** On the node's thread. */
    void report(QueryEvent event) {
        if (event instanceof QueryEvent.Answered answer)
            put(
                    answer.number(),
                    new Reply.Answered(
                            answer.member(), answer.payload().bytes().clone(), Duration.ofNanos(answer.tookNanos())));
        else if (event instanceof QueryEvent.Declined declined)
            put(
                    declined.number(),
                    new Reply.Declined(
                            declined.member(),
                            declined.why(),
                            declined.text(),
                            Duration.ofNanos(declined.tookNanos())));
        else if (event instanceof QueryEvent.Silent silent)
            put(silent.number(), new Reply.Silent(silent.member(), isDead(silent.member())));
        else if (event instanceof QueryEvent.Ended ended) end(ended.number());
    }

    private boolean isDead(String name) {
        Member member = roster.member(name);
        return member == null || member.state() == MemberState.DEAD;
    }

    private void put(long number, Reply reply) {
        Sink sink = open.get(number);
        if (sink != null) sink.put(reply);
    }

    private void end(long number) {
        Sink sink = open.remove(number);
        if (sink != null) sink.end();
    }
}
