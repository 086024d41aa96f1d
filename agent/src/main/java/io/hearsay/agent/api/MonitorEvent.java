package io.hearsay.agent.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.hearsay.cluster.TopicMessage;
import io.hearsay.membership.Member;
import io.hearsay.membership.MemberEvent;
import io.hearsay.membership.Verdict;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A change in the life of the cluster, as one node sees it: {@code GET /v1/monitor}.
 *
 * @param event {@code joined}, {@code suspected}, {@code recovered}, {@code died}, {@code returned}, {@code changed},
 *     {@code left}, {@code forgotten}, {@code partition}, {@code views-merged}, {@code identity-conflict},
 *     {@code self-forgotten}, {@code refuted}, {@code stood-back}, {@code only-by-stream}
 * @param at when it was seen here
 * @param text the change in a sentence
 * @param member whom it is about, if about one
 * @param why the grounds, for verdicts
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MonitorEvent(
        String event, String at, String text, @Nullable MemberView member, Why.@Nullable Entry why)
        implements StreamEvent {

    /** A member event, seen just now. */
    public static MonitorEvent of(MemberEvent event, long nowNanos, Calendar calendar) {
        Subject subject = Subject.of(event);
        return new MonitorEvent(
                kind(event),
                calendar.at(nowNanos),
                sentence(event),
                subject.member() == null ? null : MemberView.of(subject.member(), null, calendar),
                subject.why() == null ? null : Why.Entry.of(subject.why(), calendar));
    }

    /** An event of a topic, heard just now. */
    public static MonitorEvent heard(TopicMessage message, String from, String at) {
        String hops = message.hops() == 1 ? "1 hop" : message.hops() + " hops";
        String text = message.topic() + ": " + message.sizeBytes() + " B from " + from + ", " + hops + " away";
        return new MonitorEvent("heard", at, text, null, null);
    }

    /** The record's name with dashes: {@code ViewsMerged} becomes {@code views-merged}. */
    private static String kind(MemberEvent event) {
        return event.getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }

    private static String sentence(MemberEvent event) {
        if (event instanceof MemberEvent.Joined e)
            return e.member().name() + " joined at " + e.member().address();
        if (event instanceof MemberEvent.Suspected e) return e.member().name() + " is suspected";
        if (event instanceof MemberEvent.Recovered e) return e.member().name() + " answered, it lives";
        if (event instanceof MemberEvent.Died e) return e.member().name() + " is dead";
        if (event instanceof MemberEvent.Returned e) return e.member().name() + " is back: it had not died";
        if (event instanceof MemberEvent.Changed e) return e.member().name() + " changed its tags or addresses";
        if (event instanceof MemberEvent.Left e) return e.member().name() + " left";
        if (event instanceof MemberEvent.Forgotten e) return e.member().name() + " was forgotten, by " + e.by();
        if (event instanceof MemberEvent.Partition e) return e.toString();
        if (event instanceof MemberEvent.ViewsMerged e)
            return "two parts found each other again: " + e.returned() + " are back";
        if (event instanceof MemberEvent.IdentityConflict e)
            return "another process is called " + e.other().name() + " too; "
                    + (e.iYield() ? "this one stops" : "the other one stops");
        if (event instanceof MemberEvent.SelfForgotten e) return "this node was forgotten, by " + e.by() + "; it stops";
        if (event instanceof MemberEvent.Refuted e)
            return "refuted " + e.accuser() + "'s suspicion as incarnation " + e.incarnation();
        if (event instanceof MemberEvent.StoodBack e)
            return "others hardly reach this node: suspected " + e.refutations()
                    + " times in the last minutes, it stands back until its pings are answered again";
        if (event instanceof MemberEvent.OnlyByStream e)
            return e.member().name() + " answers by TCP and not by UDP: look at the firewall";
        if (event instanceof MemberEvent.BiasRefused e) return e.toString();
        if (event instanceof MemberEvent.InView e) return e.member().name() + " is a neighbour";
        if (event instanceof MemberEvent.OutOfView e)
            return e.member().name() + " is no neighbour any more" + (e.isLost() ? ": its link broke" : "");
        throw new AssertionError(event);
    }

    /** Whom an event is about. */
    private record Subject(
            @Nullable Member member, @Nullable Verdict why) {
        private static final Subject NOBODY = new Subject(null, null);

        static Subject of(MemberEvent event) {
            if (event instanceof MemberEvent.Joined e) return new Subject(e.member(), null);
            if (event instanceof MemberEvent.Suspected e) return new Subject(e.member(), e.why());
            if (event instanceof MemberEvent.Recovered e) return new Subject(e.member(), null);
            if (event instanceof MemberEvent.Died e) return new Subject(e.member(), e.why());
            if (event instanceof MemberEvent.Returned e) return new Subject(e.member(), null);
            if (event instanceof MemberEvent.Changed e) return new Subject(e.member(), null);
            if (event instanceof MemberEvent.Left e) return new Subject(e.member(), null);
            if (event instanceof MemberEvent.Forgotten e) return new Subject(e.member(), null);
            if (event instanceof MemberEvent.InView e) return new Subject(e.member(), null);
            if (event instanceof MemberEvent.OutOfView e) return new Subject(e.member(), null);
            if (event instanceof MemberEvent.OnlyByStream e) return new Subject(e.member(), null);
            return NOBODY;
        }
    }
}
