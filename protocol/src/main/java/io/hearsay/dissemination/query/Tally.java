package io.hearsay.dissemination.query;

/** What {@link QueryStats} shows. */
final class Tally {
    long asked;
    long answered;
    long declined;
    long silent;
    long questions;
    long refused;
    long outdated;
    long notes;
    long dropped;

    QueryStats snapshot() {
        return new QueryStats(asked, answered, declined, silent, questions, refused, outdated, notes, dropped);
    }
}
