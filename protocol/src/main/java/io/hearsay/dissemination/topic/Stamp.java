package io.hearsay.dissemination.topic;

import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.MalformedMessageException;
import java.util.ArrayList;
import java.util.List;

/**
 * What travels before an event's payload: {@code contract u8}; of an ordered one also {@code number varint}; of a
 * causal one also {@code n × (publisher i64, number varint)}.
 *
 * @param delivery the contract under which it was published
 * @param number the how-manieth event of its publisher in this topic, from 1; 0 where no order is promised
 * @param past of each other publisher the latest event that this one's publisher had delivered; at most
 *     {@value #MAX_PAST}
 */
public record Stamp(Delivery delivery, long number, List<Mark> past) {
    /** How many publishers the past may name. */
    public static final int MAX_PAST = 1_024;

    /** The most bytes of a stamp. */
    public static final int MAX_BYTES = 1 + 9 + 2 + MAX_PAST * (8 + 9);

    /** An event in a topic: its publisher's instance, and its number there. */
    public record Mark(long publisher, long number) {}

    public Stamp {
        past = List.copyOf(past);
        if (delivery.isOrdered() != (number > 0))
            throw new IllegalArgumentException("an event has a number if order is promised, was " + number);
        if (past.size() > MAX_PAST || delivery != Delivery.CAUSAL && !past.isEmpty())
            throw new IllegalArgumentException(
                    "the past is of causal events, at most " + MAX_PAST + " publishers, was " + past.size());
    }

    /** The stamp of an event for which no order is promised. */
    static Stamp unordered(Delivery delivery) {
        return new Stamp(delivery, 0, List.of());
    }

    /** The stamp and the payload as bytes. */
    byte[] before(byte[] payload) {
        ByteWriter out = new ByteWriter(payload.length + 16 + 17 * past.size());
        out.u8(delivery.code());
        if (delivery.isOrdered()) out.varint(number);
        if (delivery == Delivery.CAUSAL) {
            out.varint(past.size());
            for (Mark mark : past) out.i64(mark.publisher()).varint(mark.number());
        }
        return out.raw(payload, 0, payload.length).toByteArray();
    }

    /**
     * Reads a stamp; the payload is what is left.
     *
     * @throws MalformedMessageException if it is none
     */
    static Stamp read(ByteReader in) {
        int code = in.u8();
        if (!Delivery.isCode(code)) throw new MalformedMessageException("no contract has code " + code);
        Delivery delivery = Delivery.of(code);
        if (!delivery.isOrdered()) return unordered(delivery);
        long number = in.varint(Long.MAX_VALUE);
        if (number == 0) throw new MalformedMessageException("events are numbered from 1");
        List<Mark> past = new ArrayList<>();
        int marks = delivery == Delivery.CAUSAL ? in.varint(MAX_PAST) : 0;
        for (; marks > 0; marks--) past.add(new Mark(in.i64(), in.varint(Long.MAX_VALUE)));
        return new Stamp(delivery, number, past);
    }
}
