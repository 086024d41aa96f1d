package io.hearsay.cli;

import io.hearsay.agent.api.AuditView;
import io.hearsay.cli.AgentClient.Reply;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;

/** {@code hearsay audit}. */
@Command(
        name = "audit",
        description = {
            "Read all entries of the agent's maps anew, and have other members do so with theirs: what has changed in memory"
                    + " since it was written, which no comparison sees.",
            "What has rotted at the agent is replaced by a right copy; a member that holds other data is named, and repairs"
                    + " itself."
        },
        footer = {"", "Exit code 1 if anything had rotted, here or elsewhere."})
final class AuditVerb extends ClientVerb {
    private static final int POLL_MILLIS = 100;

    @Override
    int ask(AgentClient agent) {
        Reply reply = agent.post("/v1/audit", Map.of());
        while (reply.isOk() && !isDone(reply)) {
            pause();
            reply = agent.get("/v1/audit");
        }
        int code = show(reply, AuditView.class, this::print);
        return code == 0 && isSound(reply) ? 0 : Errors.NEGATIVE;
    }

    private static boolean isDone(Reply reply) {
        AuditView.Report latest = reply.as(AuditView.class).latest();
        return latest == null || latest.done();
    }

    private static boolean isSound(Reply reply) {
        AuditView.Report latest = reply.as(AuditView.class).latest();
        return latest != null && latest.findings().isEmpty();
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted; the audit goes on", e);
        }
    }

    private void print(AuditView view) {
        AuditView.Report audit = view.latest();
        if (audit == null) return;
        Table table = new Table(ink(), "ENTRY", "AT", "OUTCOME");
        for (AuditView.Entry found : audit.findings()) table.row(found.entry(), found.member(), found.outcome());
        if (!audit.findings().isEmpty()) table.lines().forEach(out()::println);
        if (audit.more() > 0) out().println("and " + audit.more() + " more");
        String alone = audit.unwitnessed() == 0 ? "" : ", " + audit.unwitnessed() + " without a witness";
        out().println(audit.items() + " entries read in " + audit.slices() + " slices" + alone + "; " + audit.answered()
                + " of " + audit.asked() + " challenges answered"
                + (audit.findings().isEmpty() ? "; nothing has rotted" : ""));
    }
}
