package io.hearsay.dissemination.rumor;

/** What a mill has done so far; see {@link RumorStats}. */
final class Counts {
    long published;
    long heard;
    long copiesSent;
    long copiesReceived;
    long uselessReceived;
    long offersSent;
    long digestsSent;
    long pullsSent;
    long givenUp;
    long rejected;
}
