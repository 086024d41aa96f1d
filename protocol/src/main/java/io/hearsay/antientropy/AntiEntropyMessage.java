package io.hearsay.antientropy;

import io.hearsay.Message;

/** What two nodes that reconcile say to each other: about the session itself, or a method's own words. */
public sealed interface AntiEntropyMessage extends Message permits ReconcilerMessage, SearchMessage {

    /** The number that the opening side has drawn. */
    long session();

    /** About how many bytes its body takes: right within an eighth and ten bytes. Frames and seals come on top. */
    int sizeBytes();
}
