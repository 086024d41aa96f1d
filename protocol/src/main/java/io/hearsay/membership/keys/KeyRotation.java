package io.hearsay.membership.keys;

import io.hearsay.Batch;
import io.hearsay.Environment;
import io.hearsay.Event;
import io.hearsay.Peer;
import io.hearsay.Protocol;
import io.hearsay.membership.MemberEvent;
import io.hearsay.membership.Membership;
import io.hearsay.membership.Row;
import io.hearsay.membership.keys.KeyEvent.KeyReport;
import io.hearsay.membership.keys.KeyEvent.RingChanged;
import io.hearsay.membership.keys.KeyMessage.Ordered;
import io.hearsay.membership.keys.KeyTimer.ReportDue;
import io.hearsay.membership.keys.KeyTimer.Round;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.MalformedMessageException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Changes the keys of a whole cluster while it runs.
 *
 * <p>Promises: an order that one live member has stored reaches all that can be reached, whether or not the one at
 * which it was given lives on; a member confirms only what it has stored; each order may be given again, and goes on
 * where it was. Does not promise that a member which keeps nothing on disk knows of an order after its restart: it is
 * told again as long as it can make itself heard with a key of its file. Bounded by {@link KeyOrders}; orders that wait
 * for their report: {@value #MAX_COMMANDS}.
 */
public final class KeyRotation implements Protocol<KeyMessage, KeyTimer> {
    /** Under this key the orders are stored. */
    public static final String KEYS_KEY = "keys";

    private static final int MAX_COMMANDS = 64;
    private static final int MAX_SLOWER = 50;

    private final KeyRotationConfig config;
    private final Environment env;
    private final Membership membership;
    private final KeyRing ring;
    private final Map<Long, Command> commands = new LinkedHashMap<>();
    private KeyOrders orders;
    private long commandNumber;
    private long token;
    private boolean storeFailed;
    private boolean isTelling;
    private int behind;
    private long delayNanos;

    /** An order given here, and by what one knows that a member has done it. */
    private record Command(int key, long sinceNanos, Predicate<List<Integer>> done, List<String> lockedOut) {}

    /**
     * Creates the protocol over a ring that seals and opens what this node says and hears.
     *
     * @param orders what earlier lives have stored, see {@link #restore}
     */
    public KeyRotation(
            KeyRotationConfig config, Environment env, Membership membership, KeyRing ring, KeyOrders orders) {
        this.config = config;
        this.env = env;
        this.membership = membership;
        this.ring = ring;
        this.orders = orders;
        this.delayNanos = config.round().toNanos();
    }

    /**
     * Brings a ring that holds the keys of this node's file to what was ordered in earlier lives. The file was there
     * first, so orders win; but a key that heads it and that no earlier life has seen is an operator's newer word, and
     * seals until the cluster says otherwise.
     *
     * @param stored what was found under {@link #KEYS_KEY}, null if nothing
     * @return what was ordered
     */
    public static KeyOrders restore(KeyRing ring, byte @Nullable [] stored) {
        if (stored == null || !ring.isSecure()) return KeyOrders.NONE;
        try {
            ByteReader in = new ByteReader(stored);
            KeyOrders orders = KeyOrders.decode(in);
            boolean isNew = orders.of(ring.current()) == null;
            for (int seen = in.varint(KeyRing.MAX_KEYS); seen > 0; seen--)
                isNew &= KeyOrders.readId(in) != ring.current();
            KeyOrders valid = isNew ? orders.unused() : orders;
            valid.applyTo(ring);
            return valid;
        } catch (MalformedMessageException damaged) {
            return KeyOrders.NONE;
        }
    }

    @Override
    public void start() {
        if (!orders.isEmpty()) tellSoon();
    }

    // Orders given here.

    /**
     * Has all members open what is sealed with one more key.
     *
     * @param key 32 bytes
     * @return the number under which a {@link KeyReport} follows
     * @throws IllegalStateException if there are no keys, or too many; nothing has changed then
     */
    public long install(byte[] key) {
        refuseWithoutKeys();
        if (key.length != KeyRing.KEY_BYTES)
            throw new IllegalArgumentException("a key has " + KeyRing.KEY_BYTES + " bytes, this one has " + key.length);
        int id = KeyRing.number(key);
        if (!orders.installs(id)) refuseFullRing(id);
        return order(orders.install(id, key), id, keys -> keys.contains(id), List.of());
    }

    /**
     * Has all members seal with this key, which all live ones hold.
     *
     * @return as {@link #install}
     * @throws IllegalArgumentException if this node does not hold it
     * @throws IllegalStateException if somebody alive has not confirmed that it does; nothing has changed then
     */
    public long use(int id) {
        byte[] key = held(id);
        List<String> without = names(row -> row.isLive() && !row.record().keys().contains(id));
        if (!without.isEmpty())
            throw new IllegalStateException(String.join(", ", without) + " has not confirmed that it holds key "
                    + KeyRing.fingerprint(id) + " and would be cut off; install it, and look again in a moment");
        return order(orders.install(id, key).use(id), id, keys -> !keys.isEmpty() && keys.get(0) == id, List.of());
    }

    /**
     * Has all members drop a key that none of them seals with any longer.
     *
     * @param force whether to remove it although somebody still needs it, who is then locked out
     * @return as {@link #install}
     * @throws IllegalArgumentException if nobody here knows it
     * @throws IllegalStateException if it is the one that seals, or a member that is not removed has not confirmed that
     *     it seals with another one; nothing has changed then
     */
    public long remove(int id, boolean force) {
        refuseWithoutKeys();
        if (!orders.removes(id)) {
            byte[] unused = held(id);
        }
        if (id == ring.current())
            throw new IllegalStateException(
                    "key " + KeyRing.fingerprint(id) + " is the one that seals; use another one first");
        List<String> needing = names(row -> needs(row.record().keys(), id));
        if (!needing.isEmpty() && !force)
            throw new IllegalStateException(String.join(", ", needing)
                    + " has not confirmed key " + KeyRing.fingerprint(ring.current())
                    + " and would be locked out; wait for it, forget it, or force the removal");
        return order(
                orders.install(ring.current(), held(ring.current())).remove(id),
                id,
                keys -> !keys.contains(id),
                needing);
    }

    /** One that still seals with the key, or could not hear those who seal with ours. */
    private boolean needs(List<Integer> keys, int id) {
        return keys.isEmpty() || keys.get(0) == id || !keys.contains(ring.current());
    }

    private void refuseWithoutKeys() {
        if (!ring.isSecure())
            throw new IllegalStateException(
                    "this cluster runs without keys (security: insecure); start its members with a key file first");
    }

    private void refuseFullRing(int id) {
        if (orders.installed() >= KeyRing.MAX_KEYS
                || (!ring.has(id) && ring.ids().size() >= KeyRing.MAX_KEYS))
            throw new IllegalStateException("a ring holds " + KeyRing.MAX_KEYS + " keys; remove one first");
    }

    private byte[] held(int id) {
        refuseWithoutKeys();
        byte[] key = ring.key(id);
        if (key == null)
            throw new IllegalArgumentException("this node holds no key " + KeyRing.fingerprint(id) + "; it holds "
                    + String.join(", ", fingerprints(ring.sealingFirst())));
        return key;
    }

    private long order(KeyOrders next, int key, Predicate<List<Integer>> done, List<String> lockedOut) {
        if (commands.size() == MAX_COMMANDS)
            throw new IllegalStateException(MAX_COMMANDS + " orders wait for their report; nothing has changed");
        long number = ++commandNumber;
        commands.put(number, new Command(key, env.nowNanos(), done, lockedOut));
        env.schedule(0, new ReportDue(number));
        if (!next.equals(orders)) adopt(next);
        return number;
    }

    private void onReportDue(ReportDue due) {
        Command command = commands.get(due.command());
        if (command == null) return;
        List<String> awaited = names(row -> !command.done().test(row.record().keys()));
        boolean isOver =
                env.nowNanos() - command.sinceNanos() >= config.patience().toNanos();
        if (!isOver && awaited.stream().anyMatch(this::isLive)) {
            env.schedule(config.round(), due);
            return;
        }
        commands.remove(due.command());
        List<String> confirmed =
                names(row -> row.isLive() && command.done().test(row.record().keys()));
        env.emit(new KeyReport(
                due.command(), KeyRing.fingerprint(command.key()), confirmed, awaited, command.lockedOut()));
    }

    private List<String> names(Predicate<Row> which) {
        return membership.rows().stream().filter(which).map(Row::name).sorted().toList();
    }

    private boolean isLive(String name) {
        Row row = membership.row(name);
        return row != null && row.isLive();
    }

    /**
     * Who holds which keys, this node and the dead included.
     *
     * @throws IllegalStateException if there are no keys
     */
    public List<MemberKeys> members() {
        refuseWithoutKeys();
        return membership.rows().stream()
                .map(row -> new MemberKeys(
                        row.name(), row.state(), fingerprints(row.record().keys())))
                .toList();
    }

    private static List<String> fingerprints(List<Integer> ids) {
        return ids.stream().map(KeyRing::fingerprint).toList();
    }

    // What was ordered, here or elsewhere.

    @Override
    public void receive(Peer from, KeyMessage message) {
        if (message instanceof Ordered ordered) onOrdered(from, ordered.orders());
        else throw new AssertionError(message);
    }

    private void onOrdered(Peer from, KeyOrders heard) {
        if (!ring.isSecure()) return;
        KeyOrders merged = orders.merged(heard);
        if (!merged.equals(heard)) env.send(from, new Ordered(merged));
        if (!merged.equals(orders)) adopt(merged);
    }

    private void adopt(KeyOrders next) {
        List<Integer> before = ring.sealingFirst();
        orders = next;
        orders.applyTo(ring);
        store();
        List<String> now = fingerprints(ring.sealingFirst());
        if (!ring.sealingFirst().equals(before)) env.emit(new RingChanged(now.get(0), now));
        tell(behind());
        tellSoon();
    }

    /** The numbers of the keys held go with the orders, so that a later life knows which it has seen. */
    private void store() {
        storeFailed = false;
        ByteWriter out = new ByteWriter(512);
        orders.encode(out);
        out.varint(ring.ids().size());
        for (int id : ring.ids()) KeyOrders.writeId(out, id);
        env.persist(Batch.of(KEYS_KEY, out.toByteArray()), ++token);
    }

    /** Only now: what this node says it holds, it holds after a crash as well. */
    @Override
    public void persisted(long stored) {
        if (stored != token) return;
        List<Integer> held = ring.sealingFirst();
        if (!held.equals(membership.self().record().keys())) membership.restate(record -> record.withKeys(held));
    }

    @Override
    public void persistFailed(long failed, String why) {
        if (failed != token) return;
        storeFailed = true;
        tellSoon();
    }

    // Telling those who are behind.

    /** Hears what the other parts of membership report. */
    @Override
    public void onEvent(Event event) {
        if (event instanceof MemberEvent && !orders.isEmpty()) tellSoon();
    }

    /** First on the link: until it knows the key that seals, it hears nothing else that we say. */
    @Override
    public void linkUp(Peer peer) {
        Row row = membership.ofInstance(peer.instance());
        if (!orders.isEmpty() && (row == null || isBehind(row))) env.links().send(peer, new Ordered(orders));
    }

    @Override
    public void expire(KeyTimer timer) {
        if (timer instanceof Round) onRound();
        else if (timer instanceof ReportDue due) onReportDue(due);
        else throw new AssertionError(timer);
    }

    private void tellSoon() {
        if (isTelling) return;
        isTelling = true;
        env.schedule(delayNanos, new Round());
    }

    private void onRound() {
        isTelling = false;
        if (storeFailed) store();
        List<Row> late = behind();
        boolean helps = late.isEmpty() || late.size() != behind;
        behind = late.size();
        long roundNanos = config.round().toNanos();
        delayNanos = helps ? roundNanos : Math.min(2 * delayNanos, MAX_SLOWER * roundNanos);
        if (late.isEmpty()) return;
        tell(late);
        tellSoon();
    }

    private List<Row> behind() {
        List<Row> late = new ArrayList<>();
        for (Row row : membership.others()) if (isBehind(row)) late.add(row);
        return late;
    }

    private boolean isBehind(Row row) {
        return !orders.areMetBy(row.record().keys());
    }

    private void tell(List<Row> late) {
        for (int i = 0; i < config.fanout() && !late.isEmpty(); i++) {
            Row row = late.remove(env.random().nextInt(late.size()));
            Peer peer = membership.peer(row);
            if (peer != null) env.send(peer, new Ordered(orders));
        }
    }
}
