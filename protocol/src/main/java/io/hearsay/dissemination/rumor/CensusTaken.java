package io.hearsay.dissemination.rumor;

import io.hearsay.Event;
import java.util.List;

/**
 * A census is over.
 *
 * @param number the one that {@link Census#take} answered
 * @param asked how many members there are, this one included
 * @param answered how many of them are counted, this one included
 */
public record CensusTaken(long number, int asked, int answered, List<Count> counts) implements Event {

    /**
     * What a rumor is to those who answered; the three add up to them.
     *
     * @param susceptible have not heard it
     * @param infective pass it on
     * @param removed have heard it, and pass it on no more
     */
    public record Count(RumorId rumor, int susceptible, int infective, int removed) {}

    public CensusTaken {
        counts = List.copyOf(counts);
    }
}
