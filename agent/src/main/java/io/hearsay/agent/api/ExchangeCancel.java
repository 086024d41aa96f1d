package io.hearsay.agent.api;

/**
 * {@code POST /v1/exchanges/cancel}, and its answer: which comparison is to end.
 *
 * @param id as {@code GET /v1/exchanges} says it
 */
public record ExchangeCancel(String id) {

    public ExchangeCancel {
        if (id == null) throw new IllegalArgumentException("'id' is missing: which exchange is to end");
    }

    /** The number behind the digits. */
    public long number() {
        try {
            return Long.parseUnsignedLong(id, 16);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "an exchange's id is 1 to 16 hexadecimal digits, was '" + id + "'; list them first", e);
        }
    }
}
