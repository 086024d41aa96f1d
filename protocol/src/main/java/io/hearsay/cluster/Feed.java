package io.hearsay.cluster;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Those who listen to one kind of thing; each has a queue of its own. Thread-safe. */
final class Feed<E> {
    private final Mailbox.Limits<E> limits;
    private final Consumer<Runnable> threads;
    private final List<Mailbox<E>> mailboxes = new CopyOnWriteArrayList<>();

    Feed(Mailbox.Limits<E> limits, Consumer<Runnable> threads) {
        this.limits = limits;
        this.threads = threads;
    }

    Subscription subscribe(Consumer<? super E> listener, LongConsumer onMissed) {
        Mailbox<E> mailbox = new Mailbox<>(limits, listener, onMissed, threads, mailboxes::remove);
        mailboxes.add(mailbox);
        return mailbox;
    }

    void put(E item) {
        for (Mailbox<E> mailbox : mailboxes) mailbox.put(item);
    }

    boolean isEmpty() {
        return mailboxes.isEmpty();
    }

    long missed() {
        long missed = 0;
        for (Mailbox<E> mailbox : mailboxes) missed += mailbox.missed();
        return missed;
    }
}
