package io.hearsay.agent.api;

import io.hearsay.Peer;
import io.hearsay.antientropy.audit.AuditCounts;
import io.hearsay.antientropy.audit.AuditReport;
import io.hearsay.antientropy.audit.Finding;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/audit}, and what {@code POST /v1/audit} answers: entries whose data in memory are no longer what was
 * written.
 *
 * @param latest the audit that was asked for last, as far as it has come; null if none was
 * @param sinceStart what audits have done since the agent started, those in the background included
 */
public record AuditView(String self, @Nullable Report latest, AuditCounts sinceStart) {

    /**
     * One audit; numbers as in {@link AuditReport}.
     *
     * @param more how many further findings there are
     */
    public record Report(
            long audit,
            boolean done,
            long items,
            long slices,
            long asked,
            long answered,
            long unwitnessed,
            List<Entry> findings,
            long more) {}

    /**
     * One entry that has rotted.
     *
     * @param entry map and key
     * @param member whose copy it is
     * @param outcome one of {@link Finding.Outcome}, in lower case
     */
    public record Entry(String entry, String member, String outcome) {}

    /** As it is shown, with names for processes. */
    public static AuditView of(
            String self, Optional<AuditReport> latest, AuditCounts counts, Function<Peer, String> names) {
        return new AuditView(
                self, latest.map(report -> report(self, report, names)).orElse(null), counts);
    }

    private static Report report(String self, AuditReport report, Function<Peer, String> names) {
        return new Report(
                report.audit(),
                report.done(),
                report.items(),
                report.slices(),
                report.asked(),
                report.answered(),
                report.unwitnessed(),
                report.findings().stream()
                        .map(finding -> entry(self, finding, names))
                        .toList(),
                report.unnamed());
    }

    private static Entry entry(String self, Finding finding, Function<Peer, String> names) {
        Peer peer = finding.peer();
        return new Entry(
                finding.entry(),
                peer == null ? self : names.apply(peer),
                finding.outcome().name().toLowerCase(Locale.ROOT));
    }
}
