package io.hearsay.dissemination.rumor;

/**
 * What one node has done since its start.
 *
 * @param published rumors started here
 * @param heard rumors heard for the first time, own ones included
 * @param copiesSent whole rumors sent, by push, on request or by link
 * @param copiesReceived whole rumors received
 * @param uselessReceived those of them that were known already
 * @param offersSent announcements of rumors too large for a datagram
 * @param digestsSent comparisons asked for
 * @param pullsSent requests for what is missing
 * @param givenUp rumors never had and no longer waited for
 * @param rejected messages that made no sense: beyond a limit, or out of all order
 * @param infective rumors that are being passed on now
 * @param remembered rumors whose payload is kept now
 * @param rememberedBytes their payloads
 * @param missing rumors known to exist and not had, now
 */
public record RumorStats(
        long published,
        long heard,
        long copiesSent,
        long copiesReceived,
        long uselessReceived,
        long offersSent,
        long digestsSent,
        long pullsSent,
        long givenUp,
        long rejected,
        int infective,
        int remembered,
        long rememberedBytes,
        long missing) {}
