package io.hearsay.agent.api;

import io.hearsay.antientropy.Exchange;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/exchanges}: comparisons of maps with other members, those that run first, then the latest. */
public record ExchangeList(String cluster, String self, List<Entry> exchanges) {

    /**
     * One comparison of all maps.
     *
     * @param id the same on both sides
     * @param begunBy which of the two members began it
     * @param since when it began
     * @param differing entries found on one side only; a changed one counts twice
     * @param outcome one of {@link Exchange.Outcome}, in lower case with hyphens
     * @param cause why it failed, in the words of {@link io.hearsay.antientropy.ReconcilerEvent.Cause}
     */
    public record Entry(
            String id,
            String with,
            String begunBy,
            String method,
            String since,
            double tookMillis,
            long bytesIn,
            long bytesOut,
            long sent,
            long received,
            long differing,
            String outcome,
            @Nullable String cause) {

        /** As it is shown: times on the calendar, the number in hexadecimal digits. */
        public static Entry of(Exchange exchange, String self, String with, Calendar calendar) {
            Exchange.Volume volume = exchange.volume();
            return new Entry(
                    Long.toHexString(exchange.id()),
                    with,
                    exchange.isOurs() ? self : with,
                    exchange.method(),
                    calendar.at(exchange.beganNanos()),
                    Math.round(exchange.tookNanos() / 1e4) / 1e2,
                    volume.bytesIn(),
                    volume.bytesOut(),
                    volume.sent(),
                    volume.received(),
                    volume.differing(),
                    exchange.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    exchange.cause() == null ? null : exchange.cause().name());
        }
    }
}
