package io.hearsay.dissemination.query;

/**
 * What queries have done since the start.
 *
 * @param asked members asked, each once for a question
 * @param answered of them, those that answered
 * @param declined of them, those that refused
 * @param silent of them, those that had not answered at the end
 * @param questions questions of others that were handed up
 * @param refused of them, and of those not handed up, refused here
 * @param outdated of those handed up, those not answered within their time
 * @param notes notes that came in
 * @param dropped messages dropped: no room for what waits for a link or comes in on it, or pieces out of all order
 */
public record QueryStats(
        long asked,
        long answered,
        long declined,
        long silent,
        long questions,
        long refused,
        long outdated,
        long notes,
        long dropped) {
    /** Of a node that asks nobody. */
    public static final QueryStats NONE = new QueryStats(0, 0, 0, 0, 0, 0, 0, 0, 0);
}
