package io.hearsay.cluster;

import io.hearsay.dissemination.query.QueryEvent.Asked;
import io.hearsay.dissemination.query.QueryEvent.Noted;
import io.hearsay.dissemination.query.QueryMessage;
import io.hearsay.dissemination.query.Refused;
import io.hearsay.stack.ClusterNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** Who answers what others ask of this node, and who hears what they send to it. Thread-safe. */
final class Handlers {
    private static final int MAX_WAITING = 64;
    private static final long MAX_WAITING_BYTES = 4L << 20;
    private static final int MAX_NOTES = 4_096;
    private static final long MAX_NOTES_BYTES = 16L << 20;

    private final ClusterNode node;
    private final Host host;
    private final Feed<Note> notes;
    private final Map<String, Mailbox<Call>> byName = new ConcurrentSkipListMap<>();

    private record Call(Asked asked, String from) {}

    private record Note(Noted noted, String from) {}

    Handlers(ClusterNode node, Host host) {
        this.node = node;
        this.host = host;
        notes = new Feed<>(
                new Mailbox.Limits<>(
                        MAX_NOTES,
                        MAX_NOTES_BYTES,
                        note -> note.noted().payload().size()),
                host::deliver);
    }

    static void checkName(String name) {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < 1 || bytes > QueryMessage.MAX_HANDLER_BYTES)
            throw new IllegalArgumentException("a query's name must be 1.." + QueryMessage.MAX_HANDLER_BYTES
                    + " bytes of UTF-8, was " + bytes + " bytes: " + name);
    }

    Subscription register(String name, QueryHandler handler) {
        Mailbox<Call> calls = new Mailbox<>(
                new Mailbox.Limits<>(
                        MAX_WAITING,
                        MAX_WAITING_BYTES,
                        call -> call.asked().payload().size()),
                call -> answer(handler, call),
                missed -> {},
                host::deliver,
                closed -> byName.remove(name, closed));
        if (byName.putIfAbsent(name, calls) != null)
            throw new IllegalStateException("'" + name + "' is answered already; close that subscription first");
        return calls;
    }

    Subscription listen(NoteListener listener) {
        return notes.subscribe(
                note -> listener.hear(
                        note.from(), note.noted().payload().bytes().clone()),
                missed -> {});
    }

    /** On the node's thread. */
    void noted(Noted noted) {
        if (!notes.isEmpty()) notes.put(new Note(noted, node.queries().name(noted.by())));
    }

    /** On the node's thread. */
    void asked(Asked asked) {
        Mailbox<Call> calls = byName.get(asked.handler());
        if (calls == null) refuse(asked, Refused.NO_HANDLER, nobody(asked.handler()));
        else if (!calls.put(new Call(asked, node.queries().name(asked.by()))))
            refuse(asked, Refused.BUSY, MAX_WAITING + " questions wait for this handler already");
    }

    private String nobody(String name) {
        if (name.isEmpty()) return "nothing answers what is asked of this member alone";
        return "nothing answers '" + name + "' here; known are "
                + String.join(
                        ", ",
                        byName.keySet().stream()
                                .filter(known -> !known.isEmpty())
                                .toList());
    }

    private void answer(QueryHandler handler, Call call) {
        try {
            byte[] answer =
                    handler.answer(call.from(), call.asked().payload().bytes().clone());
            host.run(() -> node.queries().answer(call.asked(), answer));
        } catch (Exception problem) {
            fail(call, problem);
        } catch (Error problem) {
            fail(call, problem);
            throw problem;
        }
    }

    private void fail(Call call, Throwable problem) {
        String message = problem.getMessage() == null ? "" : ": " + problem.getMessage();
        String text = problem.getClass().getSimpleName() + message;
        refuse(call.asked(), Refused.FAILED, text);
    }

    /** As a command of its own: what an event's listener sends would wait for the next one. */
    private void refuse(Asked asked, Refused why, String text) {
        host.run(() -> node.queries().refuse(asked, why, text));
    }
}
