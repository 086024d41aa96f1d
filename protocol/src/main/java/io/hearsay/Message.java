package io.hearsay;

/**
 * Something one node says to another.
 *
 * <p>Messages are immutable records that validate themselves when they are built, so that a message in hand is a valid
 * one. Each protocol has one sealed interface of messages; its codec turns them into bytes and back.
 */
public interface Message {}
