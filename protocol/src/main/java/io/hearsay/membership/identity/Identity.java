package io.hearsay.membership.identity;

import io.hearsay.Address;
import io.hearsay.Environment;
import io.hearsay.Event;
import io.hearsay.NodeId;
import io.hearsay.Peer;
import io.hearsay.Protocol;
import io.hearsay.RecentSet;
import io.hearsay.membership.MemberEvent;
import io.hearsay.membership.MemberRecord;
import io.hearsay.membership.Membership;
import io.hearsay.membership.MembershipSignal.Hearsay;
import io.hearsay.membership.MembershipSignal.NameClaimed;
import io.hearsay.membership.identity.IdentityMessage.Am;
import io.hearsay.membership.identity.IdentityMessage.Ask;
import io.hearsay.membership.identity.IdentityTimer.AskAgain;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells twins from past selves, and strangers from ghosts, by asking them.
 *
 * <p>Promises: two running processes that hold one name and hear of each other both emit one
 * {@link MemberEvent.IdentityConflict} for each other, and exactly one of them is to yield; a process that meets its
 * own past takes a higher epoch. Bounded by its config; {@value #REMEMBERED} twins and past selves are remembered.
 */
public final class Identity implements Protocol<IdentityMessage, IdentityTimer> {
    private static final int REMEMBERED = 256;
    private static final int RISES_OF_THE_LIVING = 3;

    private final IdentityConfig config;
    private final Environment env;
    private final Membership membership;
    private final Map<Long, Question> open = new LinkedHashMap<>();
    private final Map<Long, MemberRecord> strangers = new LinkedHashMap<>();
    private final RecentSet<Long> twins = new RecentSet<>(REMEMBERED);
    /** How often a process that claims our name was silent when asked. */
    private final Map<Long, Integer> silences = new LinkedHashMap<>();

    private record Question(MemberRecord about, Peer peer) {}

    /** Creates the protocol over a view that it shares with the other parts of membership. */
    public Identity(IdentityConfig config, Environment env, Membership membership) {
        this.config = config;
        this.env = env;
        this.membership = membership;
    }

    @Override
    public void start() {}

    @Override
    public void receive(Peer from, IdentityMessage message) {
        if (message instanceof Ask ask) onAsk(from, ask);
        else if (message instanceof Am am) onAm(from, am.record());
        else throw new AssertionError(message);
    }

    @Override
    public void expire(IdentityTimer timer) {
        if (timer instanceof AskAgain again) onAskAgain(again);
        else throw new AssertionError(timer);
    }

    /** Hears what the view reports. */
    @Override
    public void onEvent(Event event) {
        if (event instanceof NameClaimed claimed) onNameClaimed(claimed.by());
        else if (event instanceof Hearsay hearsay) onHearsay(hearsay.record());
    }

    // Our own name, held by another process.

    private void onNameClaimed(MemberRecord by) {
        NodeId id = by.id();
        if (twins.contains(id.instance()) || id.epoch() < ownId().epoch()) return;
        // The past does not rise: one that overtakes us again and again is alive and out of our reach.
        if (silences.getOrDefault(id.instance(), 0) >= RISES_OF_THE_LIVING) conflict(id);
        else ask(by);
    }

    private NodeId ownId() {
        return membership.self().id();
    }

    private void conflict(NodeId other) {
        if (!twins.add(other.instance())) return;
        env.emit(new MemberEvent.IdentityConflict(other, ownId().lifeCompare(other) < 0));
    }

    private void onPastSelf(NodeId past) {
        silences.merge(past.instance(), 1, Integer::sum);
        if (silences.size() > REMEMBERED)
            silences.remove(silences.keySet().iterator().next());
        if (past.epoch() >= ownId().epoch()) membership.raiseEpoch(past.epoch() + 1);
    }

    // Strangers.

    private void onHearsay(MemberRecord record) {
        if (open.size() < config.atOnce()) ask(record);
        else if (strangers.size() < config.queue()
                || strangers.containsKey(record.id().instance()))
            strangers.put(record.id().instance(), record);
    }

    private void askNextStranger() {
        if (strangers.isEmpty() || open.size() >= config.atOnce()) return;
        MemberRecord next = strangers.values().iterator().next();
        strangers.remove(next.id().instance());
        if (membership.row(next.name()) == null) ask(next);
        else askNextStranger();
    }

    // Asking.

    private void ask(MemberRecord about) {
        long instance = about.id().instance();
        if (open.containsKey(instance)) return;
        Question question = new Question(about, new Peer(addressOf(about), instance));
        open.put(instance, question);
        env.links().open(question.peer());
        ask(question, 0);
    }

    private void ask(Question question, int asked) {
        env.send(question.peer(), new Ask(ownId()));
        long share = config.timeout().toNanos() / config.asks();
        env.schedule(share, new AskAgain(question.peer().instance(), asked + 1, env.nowNanos() + share));
    }

    /** An address of a family that this node has, if there is one. */
    private Address addressOf(MemberRecord record) {
        Address address = record.addressFor(membership.self().record());
        return address == null ? record.addresses().get(0) : address;
    }

    private void onAskAgain(AskAgain again) {
        Question question = open.get(again.instance());
        if (question == null) return;
        boolean away = env.nowNanos() - again.dueNanos() > config.timeout().toNanos() / config.asks();
        if (away) ask(question, 0);
        else if (again.asked() < config.asks()) ask(question, again.asked());
        else onSilence(question);
    }

    private void onSilence(Question question) {
        end(question);
        if (isNamesake(question.about().id())) onPastSelf(question.about().id());
        askNextStranger();
    }

    private boolean isNamesake(NodeId id) {
        return id.name().equals(ownId().name()) && id.instance() != ownId().instance();
    }

    private void end(Question question) {
        open.remove(question.peer().instance());
        env.links().close(question.peer(), "asked");
    }

    @Override
    public void linkUp(Peer peer) {
        if (open.containsKey(peer.instance())) env.links().send(peer, new Ask(ownId()));
    }

    // Answers.

    private void onAsk(Peer from, Ask ask) {
        Am answer = new Am(membership.self().record());
        env.send(from, answer);
        env.links().send(from, answer);
        if (isNamesake(ask.asker()) && ask.asker().instance() == from.instance()) conflict(ask.asker());
    }

    private void onAm(Peer from, MemberRecord record) {
        @Nullable Question question = open.get(from.instance());
        if (question == null || record.id().instance() != from.instance()) return;
        end(question);
        if (isNamesake(record.id())) conflict(record.id());
        else membership.admit(record, ownId().name());
        askNextStranger();
    }
}
