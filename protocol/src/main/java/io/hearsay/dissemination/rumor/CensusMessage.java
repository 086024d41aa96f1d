package io.hearsay.dissemination.rumor;

import io.hearsay.Message;
import java.util.List;

/** What is said to count who has heard a rumor. */
public sealed interface CensusMessage extends Message {

    /** What are these rumors to you? Sent to every member; answered by {@link Ballot}. */
    record Poll(long number, List<RumorId> rumors) implements CensusMessage {
        public Poll {
            rumors = List.copyOf(rumors);
            Census.checkCount(rumors.size());
        }
    }

    /** This is what they are to me, in the order of the question. Answers {@link Poll}, and is smaller. */
    record Ballot(long number, List<RumorState> states) implements CensusMessage {
        public Ballot {
            states = List.copyOf(states);
            Census.checkCount(states.size());
        }
    }
}
