package org.standwith.canary;

import java.util.Collection;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A made-up supporter, who is recognised wherever anything of theirs turns up. */
final class Person {

    private static final String ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 20;
    private static final int KINDS_BY_TURNS = 12;

    private final int number;
    private final String local;
    private final String given;
    private final String house;
    private final String browser;
    private final String tail;
    private final String words;
    private final String staffName;
    private final String fieldName;
    private final String noRequest;
    private final Collection<Marker> markers = new ConcurrentLinkedQueue<>();

    /** @param number from 1 to 254 */
    Person(int number, Random random) {
        this.number = number;
        local = alphanumeric(random);
        given = alphanumeric(random);
        house = alphanumeric(random);
        browser = alphanumeric(random);
        tail = tail(random);
        words = alphanumeric(random);
        staffName = alphanumeric(random);
        fieldName = alphanumeric(random);
        noRequest = alphanumeric(random);
        mark(Field.EMAIL, local, email());
        mark(Field.NAME, given, name());
        mark(Field.STREET, house, street());
        mark(Field.USER_AGENT, browser, userAgent());
        mark(Field.ADDRESS, tail, address());
        mark(Field.ADDRESS, olderAddress(), olderAddress());
        learn(Field.MESSAGE, words);
        learn(Field.STAFF_NAME, staffName);
        learn(Field.FIELD_NAME, fieldName);
        learn(Field.NO_REQUEST, noRequest);
    }

    int number() {
        return number;
    }

    String email() {
        return local + "@canary.example";
    }

    String name() {
        return given + " Vzorová";
    }

    String street() {
        return house + " Street 7";
    }

    String userAgent() {
        return "Mozilla/5.0 (" + browser + ") Canary/1.0";
    }

    /** Of documentation's own network, so that it is nobody's. */
    String address() {
        return "2001:db8:" + tail;
    }

    /** There are too few of these to be a person's own, so it is not known whose one is that turns up. */
    String olderAddress() {
        return "203.0.113." + number;
    }

    String message() {
        return words;
    }

    String staffName() {
        return staffName;
    }

    String fieldName() {
        return fieldName;
    }

    String noRequest() {
        return noRequest;
    }

    /** Whether this one of many kinds is this person's to try. Every kind is tried by a few. */
    boolean tries(int kind) {
        return kind % KINDS_BY_TURNS == number % KINDS_BY_TURNS;
    }

    /** From now on this is theirs, too. */
    void learn(Field field, String text) {
        mark(field, text, text);
    }

    Collection<Marker> markers() {
        return markers;
    }

    private void mark(Field field, String text, String value) {
        markers.add(new Marker("person " + number, field, text, value));
    }

    static String alphanumeric(Random random) {
        return random.ints(LENGTH, 0, ALPHANUMERIC.length())
                .mapToObj(i -> ALPHANUMERIC.substring(i, i + 1))
                .collect(Collectors.joining());
    }

    /** Groups without zeros in front, so that it is written in one way only. */
    private static String tail(Random random) {
        return IntStream.range(0, 6)
                .mapToObj(group -> HexFormat.of().toHexDigits((short) (0x1000 + random.nextInt(0xf000))))
                .collect(Collectors.joining(":"));
    }
}
