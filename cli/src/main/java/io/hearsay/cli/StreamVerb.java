package io.hearsay.cli;

import io.hearsay.agent.api.ErrorReply;
import io.hearsay.agent.api.Json;
import io.hearsay.agent.api.StreamEvent;
import io.hearsay.cli.AgentClient.Reply;
import java.io.IOException;
import java.util.Optional;

/** A verb that prints events as they come, until it has enough, is interrupted, or nobody reads it any more. */
abstract class StreamVerb extends ClientVerb {
    private boolean isEnough;
    private boolean isCut;

    abstract String path();

    /** Prints an event in words. */
    abstract void print(String json) throws IOException;

    /** Called after each event, with it: whether another one is wanted. */
    boolean wantsMore(String json) {
        return true;
    }

    @Override
    final int ask(AgentClient agent) {
        Optional<Reply> refusal = agent.stream(path(), this::take);
        if (refusal.isPresent()) return show(refusal.get(), ErrorReply.class, reply -> {});
        if (isCut) return Errors.NEGATIVE;
        if (isEnough) return 0;
        err().println("hearsay: the agent has ended the stream; it stops or was restarted");
        return Errors.UNREACHABLE;
    }

    private boolean take(String json) {
        isCut = json.startsWith("{\"event\":\"gap\"");
        if (isJson()) out().println(json);
        else if (isCut) sayCut(json);
        else sayWords(json);
        isEnough = !isCut && !wantsMore(json) || out().checkError(); // an error: nobody reads, as behind `head`
        return !isEnough && !isCut;
    }

    private void sayWords(String json) {
        try {
            print(json);
        } catch (IOException e) {
            throw new AgentUnreachableException("the agent sent what is no event: " + e.getMessage(), e);
        }
    }

    private void sayCut(String json) {
        try {
            err().println("hearsay: read too slowly, "
                    + Json.read(json, StreamEvent.Gap.class).missed()
                    + " events or more were missed; start again to go on from now");
        } catch (IOException e) {
            throw new AgentUnreachableException("the agent sent what is no event: " + e.getMessage(), e);
        }
    }
}
