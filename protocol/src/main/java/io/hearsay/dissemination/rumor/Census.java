package io.hearsay.dissemination.rumor;

import io.hearsay.Environment;
import io.hearsay.Peer;
import io.hearsay.Peers;
import io.hearsay.Protocol;
import io.hearsay.dissemination.rumor.CensusMessage.Ballot;
import io.hearsay.dissemination.rumor.CensusMessage.Poll;
import io.hearsay.dissemination.rumor.CensusTaken.Count;
import io.hearsay.dissemination.rumor.CensusTimer.AskAgain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Counts, on command, to how many members a rumor is what: S + I + R of the whole cluster, which a single node cannot
 * know.
 *
 * <p>For an operator who looks, not for machines: it asks every member, n datagrams and n answers, again those that
 * have not answered, and ends after about a second with those that have. Members answer at slightly different times, so
 * a count of a rumor on its way is a blurred picture. Bounds: {@value #MAX_RUMORS} rumors at once, {@value #MAX_OPEN}
 * counts at once.
 */
public final class Census implements Protocol<CensusMessage, CensusTimer> {
    /** How many rumors one census counts at most: a poll fits any datagram. */
    public static final int MAX_RUMORS = 24;

    private static final int MAX_OPEN = 16;
    private static final int ASKS = 3;
    private static final Duration PAUSE = Duration.ofMillis(400); // guess: above most round trips

    private final Environment env;
    private final Peers peers;
    private final Function<RumorId, RumorState> here;
    private final Map<Long, Open> open = new LinkedHashMap<>();

    /** A census that is being taken: the members that have not answered yet, and the answers. */
    private record Open(List<RumorId> rumors, Map<Long, Peer> silent, List<List<RumorState>> ballots) {}

    /**
     * Creates a census.
     *
     * @param here what a rumor is to this node
     */
    public Census(Environment env, Peers peers, Function<RumorId, RumorState> here) {
        this.env = env;
        this.peers = peers;
        this.here = here;
    }

    static void checkCount(int rumors) {
        if (rumors < 1 || rumors > MAX_RUMORS)
            throw new IllegalArgumentException("a census is of 1.." + MAX_RUMORS + " rumors, was " + rumors);
    }

    @Override
    public void start() {}

    /**
     * Begins to count; {@link CensusTaken} follows.
     *
     * @return the number by which the event can be told
     * @throws IllegalStateException if too many are being taken; nothing has changed then
     */
    public long take(List<RumorId> rumors) {
        if (open.size() == MAX_OPEN)
            throw new IllegalStateException(MAX_OPEN + " counts are being taken already; ask again in a second");
        long number = env.random().nextLong();
        Map<Long, Peer> silent = new LinkedHashMap<>();
        for (Peer peer : peers.sample(peers.size(), env.random())) silent.put(peer.instance(), peer);
        Open census = new Open(List.copyOf(rumors), silent, new ArrayList<>());
        census.ballots().add(states(rumors));
        open.put(number, census);
        ask(number, census, 0);
        return number;
    }

    private void ask(long number, Open census, int asked) {
        Poll poll = new Poll(number, census.rumors());
        for (Peer peer : census.silent().values()) env.send(peer, poll);
        env.schedule(census.silent().isEmpty() ? Duration.ZERO : PAUSE, new AskAgain(number, asked + 1));
    }

    private List<RumorState> states(List<RumorId> rumors) {
        return rumors.stream().map(here).toList();
    }

    @Override
    public void receive(Peer from, CensusMessage message) {
        if (message instanceof Poll poll) env.send(from, new Ballot(poll.number(), states(poll.rumors())));
        else if (message instanceof Ballot ballot) onBallot(from, ballot);
        else throw new AssertionError(message);
    }

    private void onBallot(Peer from, Ballot ballot) {
        Open census = open.get(ballot.number());
        if (census == null || ballot.states().size() != census.rumors().size()) return;
        if (census.silent().remove(from.instance()) == null) return;
        census.ballots().add(ballot.states());
        if (census.silent().isEmpty()) end(ballot.number(), census);
    }

    @Override
    public void expire(CensusTimer timer) {
        if (timer instanceof AskAgain again) onAskAgain(again);
        else throw new AssertionError(timer);
    }

    private void onAskAgain(AskAgain again) {
        Open census = open.get(again.number());
        if (census == null) return;
        if (census.silent().isEmpty() || again.asked() == ASKS) end(again.number(), census);
        else ask(again.number(), census, again.asked());
    }

    private void end(long number, Open census) {
        open.remove(number);
        List<Count> counts = new ArrayList<>();
        for (int i = 0; i < census.rumors().size(); i++) counts.add(count(census, i));
        int answered = census.ballots().size();
        env.emit(new CensusTaken(number, answered + census.silent().size(), answered, counts));
    }

    private static Count count(Open census, int rumor) {
        return new Count(
                census.rumors().get(rumor),
                count(census, rumor, RumorState.SUSCEPTIBLE),
                count(census, rumor, RumorState.INFECTIVE),
                count(census, rumor, RumorState.REMOVED));
    }

    private static int count(Open census, int rumor, RumorState state) {
        int count = 0;
        for (List<RumorState> ballot : census.ballots()) if (ballot.get(rumor) == state) count++;
        return count;
    }
}
