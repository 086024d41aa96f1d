package io.hearsay.dissemination.bimodal;

/**
 * What one node has done so far.
 *
 * @param delivered messages, own ones included
 * @param duplicates copies of what was known or given up
 * @param lost messages given up
 * @param mails copies sent in the first phase
 * @param solicits requests sent
 * @param repairs copies sent because somebody asked
 * @param refusedStale requests about a round that is over
 * @param refusedOften messages not sent again to who had asked in the same round
 * @param refusedBudget messages not sent because the round's budget was used up
 * @param collectedEarly messages dropped before their rounds were over, for want of room
 * @param buffered messages kept now
 * @param bufferedBytes their payloads
 */
public record BimodalStats(
        long delivered,
        long duplicates,
        long lost,
        long mails,
        long solicits,
        long repairs,
        long refusedStale,
        long refusedOften,
        long refusedBudget,
        long collectedEarly,
        int buffered,
        long bufferedBytes) {}
