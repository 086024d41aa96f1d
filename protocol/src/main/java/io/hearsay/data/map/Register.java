package io.hearsay.data.map;

import io.hearsay.data.Crdt;
import io.hearsay.data.LwwMap;
import java.util.Collection;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The maps that a node knows, by name: each has one policy and one rule. Bound: the quota, whoever makes them. */
final class Register {
    private final MapsConfig config;
    private final Company company;
    private final OneMap.Listener listener;
    private final Runnable onTimed;
    private final NavigableMap<String, OneMap<?>> maps = new TreeMap<>();

    /**
     * No maps yet.
     *
     * @param listener hears the changes of each
     * @param onTimed hears that there is one whose entries time may end
     */
    Register(MapsConfig config, Company company, OneMap.Listener listener, Runnable onTimed) {
        this.config = config;
        this.company = company;
        this.listener = listener;
        this.onTimed = onTimed;
    }

    @Nullable
    OneMap<?> get(String name) {
        return maps.get(name);
    }

    Collection<OneMap<?>> all() {
        return Collections.unmodifiableCollection(maps.values());
    }

    /** The states of those whose policy it is that the last write stays. */
    Stream<LwwMap> lastWrites() {
        return maps.values().stream()
                .map(map -> map.state)
                .filter(LwwMap.class::isInstance)
                .map(LwwMap.class::cast);
    }

    /** From this name on. */
    SortedMap<String, OneMap<?>> from(String name) {
        return maps.tailMap(name);
    }

    /** As {@link Maps#open}. */
    @SuppressWarnings("unchecked") // the policy says which
    <C extends Crdt<C>> OneMap<C> open(String name, MapPolicy<C> policy, @Nullable MapRule rule) {
        OneMap<?> known = maps.get(name);
        if (known == null) return make(name, policy, rule == null ? MapRule.ALL : rule);
        if (known.policy != policy)
            throw new IllegalStateException("map '" + name + "' holds " + known.policy + ", and this call asks for "
                    + policy + "; a map has one policy in the whole cluster");
        if (rule != null && !known.rule().equals(rule))
            throw new IllegalStateException("map '" + name + "' is held by " + known.rule()
                    + ", and this call asks for " + rule + "; a map has one rule in the whole cluster");
        known.checkHeld();
        return (OneMap<C>) known;
    }

    private <C extends Crdt<C>> OneMap<C> make(String name, MapPolicy<C> policy, MapRule rule) {
        MapEntry.checkName(name);
        int max = config.quota().maps();
        if (maps.size() >= max) throw new IllegalStateException("there may be " + max + " maps, and there are");
        OneMap<C> map = unregistered(name, policy, rule);
        map.checkHeld();
        if (!rule.equals(MapRule.ALL) && rulesBut(rule) >= Maps.MAX_RULES)
            throw new IllegalStateException(
                    "a member holds maps of at most " + Maps.MAX_RULES + " rules, and this one does; use one of them");
        return add(map);
    }

    /** How many rules there are beside this one, not counting maps that all hold or that this node does not. */
    private long rulesBut(MapRule rule) {
        return maps.values().stream()
                .filter(OneMap::isHeld)
                .map(OneMap::rule)
                .filter(each -> !each.equals(MapRule.ALL) && !each.equals(rule))
                .distinct()
                .count();
    }

    private <C extends Crdt<C>> OneMap<C> unregistered(String name, MapPolicy<C> policy, MapRule rule) {
        OneMap<C> map = new OneMap<>(name, policy, rule, company, config.retention(), listener);
        map.judge(company.tags());
        return map;
    }

    private <C extends Crdt<C>> OneMap<C> add(OneMap<C> map) {
        maps.put(map.name, map);
        if (map.policy == (MapPolicy<?>) MapPolicy.LAST_WRITE) onTimed.run();
        return map;
    }

    /**
     * The map that an entry is in, which is made if need be; one without entries takes on policy and rule of the first.
     * Null if it is no map's, or there are too many maps.
     */
    @Nullable
    OneMap<?> of(MapEntry entry) {
        MapPolicy<?> policy = MapPolicy.of(entry.value());
        OneMap<?> map = maps.get(entry.map());
        if (policy == null || map == null && maps.size() >= config.quota().maps()) return null;
        if (map == null || map.entries == 0 && map.policy != policy)
            return add(unregistered(entry.map(), policy, entry.rule()));
        if (map.entries == 0 && !map.rule().equals(entry.rule())) map.heldBy(entry.rule(), company.tags());
        return map;
    }
}
