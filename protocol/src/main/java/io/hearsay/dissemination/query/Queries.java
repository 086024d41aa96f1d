package io.hearsay.dissemination.query;

import io.hearsay.Environment;
import io.hearsay.LinkCause;
import io.hearsay.Peer;
import io.hearsay.Protocol;
import io.hearsay.dissemination.query.QueryMessage.Answer;
import io.hearsay.dissemination.query.QueryMessage.Note;
import io.hearsay.dissemination.query.QueryMessage.Piece;
import io.hearsay.dissemination.query.QueryMessage.Question;
import io.hearsay.dissemination.query.QueryMessage.Refusal;
import io.hearsay.dissemination.query.QueryTimer.AskSilent;
import io.hearsay.dissemination.query.QueryTimer.Deadline;
import io.hearsay.dissemination.query.QueryTimer.Outdated;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.MalformedMessageException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks members and hears their answers, hands up what others ask and carries the answers back.
 *
 * <p>Promises: of an own question every member asked is reported exactly once, as answered, declined or silent, and
 * then its end, at its deadline at the latest; a question of another is handed up at most once. A note may be lost, and
 * nobody says so. No order is promised. All memory is bounded by {@link QueryConfig.Bounds}. Not thread-safe, as every
 * protocol.
 */
public final class Queries implements Protocol<QueryMessage, QueryTimer> {
    /** So many members are asked in one step, so that no handler runs long and answers do not come all at once. */
    private static final int STEP = 64;

    private static final Duration STEP_PAUSE = Duration.ofMillis(1);
    private static final int MAX_PAUSES = 16;

    private final QueryConfig config;
    private final Environment env;
    private final Peer self;
    private final Tally tally = new Tally();
    private final Parcels parcels;
    private final Desk desk;
    private final Map<Long, Inquiry> open = new LinkedHashMap<>();
    private final ByteWriter scratch = new ByteWriter(1_024);
    private long lastNumber;

    /**
     * Creates one that has asked nothing.
     *
     * @param self this node; asked, it answers without a network
     */
    public Queries(QueryConfig config, Environment env, Peer self) {
        this.config = config;
        this.env = env;
        this.self = self;
        parcels = new Parcels(config, env, tally);
        desk = new Desk(config.bounds());
    }

    @Override
    public void start() {}

    // Commands

    /**
     * Asks members; a {@link QueryEvent} with the answered number follows for each of them, and
     * {@link QueryEvent.Ended}.
     *
     * @param handler empty for the one that answers what is asked of one member alone
     * @param payload belongs to the question from now on
     * @param timeout 1 ms..5 min
     * @throws IllegalArgumentException if the handler's name, the payload or the time-out is none
     * @throws IllegalStateException if too many questions are open; nothing has changed then
     */
    public long ask(String handler, byte[] payload, List<Target> targets, Duration timeout) {
        checkSize(payload);
        int millis = (int) Math.min(Integer.MAX_VALUE, timeout.toMillis());
        Question question = new Question(lastNumber + 1, millis, handler, new Content(payload));
        if (open.size() >= config.bounds().open())
            throw new IllegalStateException(open.size() + " questions are open, at most "
                    + config.bounds().open() + " are allowed");
        long number = ++lastNumber;
        Inquiry inquiry = new Inquiry(question, targets, env.nowNanos());
        open.put(number, inquiry);
        tally.asked += inquiry.silent().size();
        env.schedule(Duration.ofMillis(millis), new Deadline(number));
        askSilent(new AskSilent(number, 0, 0));
        endIfComplete(inquiry);
        return number;
    }

    /** Ends an own question early, without a word about those that are silent. */
    public void cancel(long number) {
        open.remove(number);
    }

    /**
     * Sends a note; false if too much waits for that member's link already.
     *
     * @param payload belongs to the note from now on
     * @throws IllegalArgumentException if it is too large
     */
    public boolean tell(Peer to, byte[] payload) {
        checkSize(payload);
        return send(to, new Note(++lastNumber, new Content(payload)));
    }

    /** Answers what was asked; without effect if nobody waits for it any longer. */
    public void answer(Peer asker, long number, byte[] payload) {
        if (payload.length > config.maxBytes())
            refuse(asker, number, Refused.TOO_LARGE, payload.length + " bytes, at most " + config.maxBytes());
        else reply(asker, new Answer(number, new Content(payload)));
    }

    /** Says why there is no answer, in at most 512 bytes; what is longer is cut. */
    public void refuse(Peer asker, long number, Refused why, String text) {
        if (reply(asker, new Refusal(number, why, cut(text)))) tally.refused++;
    }

    private boolean reply(Peer asker, QueryMessage reply) {
        Desk.Id id = new Desk.Id(asker.instance(), reply.number());
        if (!desk.end(id)) return false;
        desk.keep(id, reply);
        send(asker, reply);
        return true;
    }

    private void checkSize(byte[] payload) {
        if (payload.length > config.maxBytes())
            throw new IllegalArgumentException(
                    "a payload has at most " + config.maxBytes() + " bytes, this one has " + payload.length);
    }

    private static String cut(String text) {
        String cut =
                text.length() <= QueryMessage.MAX_TEXT_BYTES ? text : text.substring(0, QueryMessage.MAX_TEXT_BYTES);
        String clean = cut.codePoints()
                .map(c -> c == 0xfffd || Character.getType(c) == Character.SURROGATE ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        while (clean.getBytes(StandardCharsets.UTF_8).length > QueryMessage.MAX_TEXT_BYTES)
            clean = clean.substring(0, clean.offsetByCodePoints(clean.length(), -1));
        return clean;
    }

    // Inputs

    @Override
    public void receive(Peer from, QueryMessage message) {
        if (message instanceof Question question) onQuestion(from, question);
        else if (message instanceof Answer answer) onAnswer(from, answer);
        else if (message instanceof Refusal refusal) onRefusal(from, refusal);
        else if (message instanceof Note note) onNote(from, note);
        else if (message instanceof Piece piece) onPiece(from, piece);
        else throw new AssertionError(message);
    }

    @Override
    public void expire(QueryTimer timer) {
        if (timer instanceof AskSilent again) askSilent(again);
        else if (timer instanceof Deadline deadline) onDeadline(deadline);
        else if (timer instanceof Outdated outdated) onOutdated(outdated);
        else throw new AssertionError(timer);
    }

    @Override
    public void linkUp(Peer peer) {
        parcels.linkReady(peer);
    }

    @Override
    public void linkWritable(Peer peer) {
        parcels.linkReady(peer);
    }

    @Override
    public void linkDown(Peer peer, LinkCause cause) {
        parcels.linkDown(peer);
    }

    // Asking

    private void askSilent(AskSilent asking) {
        Inquiry inquiry = open.get(asking.number());
        if (inquiry == null) return;
        int end = inquiry.nextSilent(asking.from(), STEP, target -> send(target.peer(), inquiry.question));
        if (inquiry.isLast(end)) {
            int pauses = Math.max(1, Math.min(asking.pass() / 4, MAX_PAUSES));
            env.schedule(config.again().multipliedBy(pauses), new AskSilent(asking.number(), asking.pass() + 1, 0));
        } else env.schedule(STEP_PAUSE, new AskSilent(asking.number(), asking.pass(), end));
    }

    private void onAnswer(Peer from, Answer answer) {
        Inquiry inquiry = open.get(answer.number());
        Target target = inquiry == null ? null : inquiry.heardFrom(from.instance());
        if (inquiry == null || target == null) return;
        tally.answered++;
        long took = env.nowNanos() - inquiry.sinceNanos;
        env.emit(new QueryEvent.Answered(answer.number(), target.name(), answer.payload(), took));
        endIfComplete(inquiry);
    }

    private void onRefusal(Peer from, Refusal refusal) {
        Inquiry inquiry = open.get(refusal.number());
        Target target = inquiry == null ? null : inquiry.heardFrom(from.instance());
        if (inquiry == null || target == null) return;
        tally.declined++;
        long took = env.nowNanos() - inquiry.sinceNanos;
        env.emit(new QueryEvent.Declined(refusal.number(), target.name(), refusal.why(), refusal.text(), took));
        endIfComplete(inquiry);
    }

    private void onDeadline(Deadline deadline) {
        Inquiry inquiry = open.get(deadline.number());
        if (inquiry != null) end(inquiry);
    }

    private void endIfComplete(Inquiry inquiry) {
        if (inquiry.isComplete()) end(inquiry);
    }

    private void end(Inquiry inquiry) {
        long number = inquiry.question.number();
        if (open.remove(number) == null) return;
        tally.silent += inquiry.silent().size();
        for (Target target : inquiry.silent()) env.emit(new QueryEvent.Silent(number, target.name()));
        env.emit(new QueryEvent.Ended(number));
    }

    // Answering

    private void onQuestion(Peer from, Question question) {
        Desk.Id id = new Desk.Id(from.instance(), question.number());
        QueryMessage kept = desk.kept(id);
        if (kept != null) send(from, kept);
        if (kept != null || !desk.isNew(id)) return;
        if (!desk.admit(id)) {
            tally.refused++;
            send(from, new Refusal(question.number(), Refused.BUSY, "too many questions are being answered here"));
            return;
        }
        tally.questions++;
        env.schedule(Duration.ofMillis(question.timeoutMillis()), new Outdated(id.asker(), id.number()));
        env.emit(new QueryEvent.Asked(from, question.number(), question.handler(), question.payload()));
    }

    private void onOutdated(Outdated outdated) {
        Desk.Id id = new Desk.Id(outdated.asker(), outdated.number());
        if (desk.end(id)) tally.outdated++;
        desk.forget(id);
    }

    private void onNote(Peer from, Note note) {
        Desk.Id id = new Desk.Id(from.instance(), note.number());
        if (!desk.isNew(id)) return;
        desk.see(id);
        tally.notes++;
        env.emit(new QueryEvent.Noted(from, note.payload()));
    }

    // Sending

    /** By datagram, or by link if no datagram holds it, or at once to this node itself. */
    private boolean send(Peer to, QueryMessage message) {
        if (to.instance() == self.instance()) {
            receive(self, message);
            return true;
        }
        scratch.reset();
        new QueryCodec().encode(message, scratch);
        if (scratch.position() > config.roomBytes()) return parcels.post(to, message, scratch.toByteArray());
        env.send(to, message);
        return true;
    }

    private void onPiece(Peer from, Piece piece) {
        QueryMessage whole = null;
        try {
            whole = parcels.onPiece(from, piece);
        } catch (MalformedMessageException e) {
            tally.dropped++;
        }
        if (whole != null) receive(from, whole);
    }

    /** What it has done so far. */
    public QueryStats stats() {
        return tally.snapshot();
    }
}
