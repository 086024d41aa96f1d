package io.hearsay.antientropy;

import io.hearsay.Message;

/** What two nodes that reconcile say to each other: about the session itself, or a method's own words. */
public sealed interface AntiEntropyMessage extends Message permits ReconcilerMessage, SearchMessage {

    /** The number that the opening side has drawn. */
    long session();

    /** How many bytes its body takes; frames and seals come on top. */
    int sizeBytes();
}
