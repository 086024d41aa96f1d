package io.hearsay;

/**
 * What a protocol wants to be reminded of.
 *
 * <p>A timer is a value and is never cancelled: it carries what it was about (a sequence number, an incarnation) and
 * the handler ignores it when that is no longer true. So timers print, compare, count and replay.
 */
public interface Timer {}
