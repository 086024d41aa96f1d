package io.hearsay.stack;

import io.hearsay.Peer;
import io.hearsay.dissemination.query.Queries;
import io.hearsay.dissemination.query.QueryEvent;
import io.hearsay.dissemination.query.QueryStats;
import io.hearsay.dissemination.query.Refused;
import io.hearsay.dissemination.query.Target;
import io.hearsay.membership.Membership;
import io.hearsay.membership.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a full node asks of others and they of it. Commands are called like handlers, by the node's own thread; they
 * fail as {@link Queries} says.
 */
public final class NodeQueries {
    private final Queries queries;
    private final Membership membership;
    private final Parts parts;

    NodeQueries(Queries queries, Membership membership, Parts parts) {
        this.queries = queries;
        this.membership = membership;
        this.parts = parts;
    }

    /**
     * Asks the members of these names, this node too if it is among them; those not known are left out, those believed
     * dead are asked and not waited for. {@link QueryEvent}s with the answered number follow.
     */
    public long ask(String handler, byte[] payload, List<String> members, Duration timeout) {
        List<Target> targets = new ArrayList<>();
        for (String name : members) {
            Row row = membership.row(name);
            Peer peer = row == null ? null : peer(row);
            if (row != null && peer != null) targets.add(new Target(name, peer, row.isLive()));
        }
        long number = queries.ask(handler, payload, targets, timeout);
        parts.settle();
        return number;
    }

    private @Nullable Peer peer(Row row) {
        boolean isSelf = row == membership.self();
        return isSelf ? new Peer(row.record().addresses().get(0), row.id().instance()) : membership.peer(row);
    }

    /** Ends a question early. */
    public void cancel(long number) {
        queries.cancel(number);
    }

    /**
     * Sends a note to the member of this name; false if too much waits for it already.
     *
     * @throws IllegalArgumentException if nobody of that name is known
     */
    public boolean tell(String member, byte[] payload) {
        Row row = membership.row(member);
        Peer peer = row == null ? null : peer(row);
        if (peer == null) throw new IllegalArgumentException("nobody named '" + member + "' is known here");
        boolean isSent = queries.tell(peer, payload);
        parts.settle();
        return isSent;
    }

    /** Answers what was asked. */
    public void answer(QueryEvent.Asked asked, byte[] payload) {
        queries.answer(asked.by(), asked.number(), payload);
        parts.settle();
    }

    /** Says why there is no answer. */
    public void refuse(QueryEvent.Asked asked, Refused why, String text) {
        queries.refuse(asked.by(), asked.number(), why, text);
        parts.settle();
    }

    /** The member that is this process; its address where nobody is known by it. */
    public String name(Peer peer) {
        Row row = membership.ofInstance(peer.instance());
        return row == null ? peer.address().toString() : row.name();
    }

    /** What queries have done so far. */
    public QueryStats stats() {
        return queries.stats();
    }
}
