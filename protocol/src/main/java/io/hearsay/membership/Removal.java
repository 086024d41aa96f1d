package io.hearsay.membership;

/**
 * A removal that somebody has not acknowledged yet.
 *
 * @param update LEFT or FORGOTTEN
 * @param number tombstones are numbered as they come in: who acknowledges one has been told all earlier ones it lacked
 */
public record Removal(Update update, long number) {}
