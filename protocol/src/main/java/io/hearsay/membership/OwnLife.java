package io.hearsay.membership;

import io.hearsay.Environment;
import io.hearsay.NodeId;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** This node's own life in the view: what it says of itself, and how it answers what is said of it. */
final class OwnLife {
    private final Environment env;
    private final MemberTable table;
    private final Plausibility plausibility;
    private final Consumer<Update> spread;
    private final FlapDamping damping;
    private boolean leaving;
    private long accusedIncarnation;

    OwnLife(
            DampingConfig damping,
            Environment env,
            MemberTable table,
            Plausibility plausibility,
            Consumer<Update> spread) {
        this.env = env;
        this.table = table;
        this.plausibility = plausibility;
        this.spread = spread;
        this.damping = new FlapDamping(damping, env.nowNanos());
    }

    private Row self() {
        return table.self();
    }

    // What it says of itself.

    Update.Left leave() {
        leaving = true;
        Update.Left left = new Update.Left(self().id());
        spread.accept(left);
        return left;
    }

    void restate(UnaryOperator<MemberRecord> change) {
        reintroduce(change.apply(self().record().withIncarnation(self().incarnation() + 1)));
    }

    void raiseEpoch(long epoch) {
        leaving = false;
        reintroduce(self().record().withEpoch(epoch));
        env.emit(new MembershipSignal.EpochRaised(epoch));
    }

    private void reintroduce(MemberRecord record) {
        table.change(self(), () -> self().renew(record));
        spread.accept(new Update.Alive(record));
    }

    // What is said of it.

    void hear(Update update) {
        if (update instanceof Update.Alive alive) hearOfNamesake(alive.record());
        else if (update.isRemoval()) hearOfRemoval(update);
        else if (update.subject().equals(self().id()) && !leaving) hearAccusation(update);
    }

    /** Forgetting this process is an order; whatever else was removed of this name was an earlier life of it. */
    private void hearOfRemoval(Update removal) {
        NodeId subject = removal.subject();
        if (leaving || subject.epoch() < self().id().epoch()) return;
        boolean meant = subject.instance() == self().id().instance();
        if (meant && removal instanceof Update.Forgotten forgotten)
            env.emit(new MemberEvent.SelfForgotten(forgotten.by()));
        else raiseEpoch(subject.epoch() + 1);
    }

    private void hearOfNamesake(MemberRecord record) {
        boolean other = record.id().instance() != self().id().instance();
        if (other && record.id().epoch() >= self().id().epoch()) env.emit(new MembershipSignal.NameClaimed(record));
        else if (record.id().lifeCompare(self().id()) < 0) spread.accept(new Update.Alive(self().record()));
    }

    private void hearAccusation(Update update) {
        long accused = update.incarnation();
        if (accused < self().incarnation() || !plausibility.ofIncarnation(accused, self().incarnation())) return;
        accusedIncarnation = Math.max(accusedIncarnation, accused);
        if (damping.standsBack()) return;
        if (damping.mayRefute(env.nowNanos(), table.others().size())) refute(update.accuser());
        else env.emit(new MemberEvent.StoodBack((int) damping.own()));
    }

    private void refute(String accuser) {
        reintroduce(self().record().withIncarnation(Math.max(accusedIncarnation, self().incarnation()) + 1));
        env.emit(new MemberEvent.Refuted(self().incarnation(), accuser));
    }

    // Whether others reach it.

    void anotherRefuted() {
        damping.anotherRefuted(env.nowNanos());
    }

    void pinged(boolean answered) {
        if (damping.pinged(answered) && !leaving) refute(self().name());
    }

    boolean standsBack() {
        return damping.standsBack();
    }
}
