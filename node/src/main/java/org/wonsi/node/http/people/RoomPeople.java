package org.wonsi.node.http.people;

import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The names of a room, each of one device; kept in memory, and forgotten half an hour after the device was last seen.
 *
 * <p>No two look the same after folding case and compatibility forms, and what nobody sees is no part of a name. A name is never taken over from another device, not even with the
 * same address: who took it could change the address afterwards. For several threads.
 */
final class RoomPeople {
    /** Devices with a name at once. */
    static final int MOST = 300;

    /** Letters of a name; what fits on a button of a phone. */
    static final int LONGEST = 16;

    /** Addresses of a device that are remembered, the newest ones: a wallet takes a new one after each payment to it. */
    static final int MOST_ADDRESSES = 100;

    static final Duration KEPT = Duration.ofMinutes(30);

    /** Letters and digits of any script, with up to three marks each, and between them single spaces, dots, dashes and underscores. */
    private static final Pattern NAME =
            Pattern.compile("(?:[\\p{L}\\p{N}]\\p{M}{0,3})+(?:[ ._-](?:[\\p{L}\\p{N}]\\p{M}{0,3})+)*");

    /** Letters and marks that draw nothing: fillers and variation selectors. Source: Unicode's Default_Ignorable_Code_Point. */
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\u034F\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F\\u3164\\uFFA0"
                    + "\\uFE00-\\uFE0F\\x{E0000}-\\x{E0FFF}]");

    /** What came of a wish for a name. */
    enum Outcome {
        TAKEN_UP,
        NO_NAME,
        TAKEN_BY_ANOTHER,
        ROOM_FULL
    }

    /** The addresses to be paid at are those that this device told first, the oldest first. */
    private record Entry(Person person, String folded, String host, Instant seen, Deque<String> addresses) {}

    private final Map<String, Entry> byDevice = new LinkedHashMap<>();
    private final Map<String, String> deviceByAddress = new HashMap<>();

    /** The name as it is kept: composed, without spaces around it. */
    static String cleaned(String name) {
        return Normalizer.normalize(name.length() > 4 * LONGEST ? "" : name, Normalizer.Form.NFC)
                .strip();
    }

    private static boolean isName(String name) {
        return name.codePointCount(0, name.length()) <= LONGEST
                && NAME.matcher(name).matches()
                && !INVISIBLE.matcher(name).find();
    }

    private static String folded(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    /**
     * Gives a device this name, in place of the one it had.
     *
     * @param host the address that it is asked from, which a whole room may share
     * @param address where the device wants to be paid
     */
    synchronized Outcome name(String device, String wished, String host, String address, Instant now) {
        String name = cleaned(wished);
        if (!isName(name)) {
            return Outcome.NO_NAME;
        }
        forgetUnseen(now);
        String folded = folded(name);
        boolean taken = byDevice.entrySet().stream()
                .anyMatch(e -> !e.getKey().equals(device) && e.getValue().folded.equals(folded));
        if (taken) {
            return Outcome.TAKEN_BY_ANOTHER;
        }
        if (!byDevice.containsKey(device) && byDevice.size() >= MOST && !makeRoom(host)) {
            return Outcome.ROOM_FULL;
        }
        Entry before = byDevice.get(device);
        Deque<String> addresses = before == null ? new ArrayDeque<>() : before.addresses;
        byDevice.put(device, new Entry(new Person(name, address), folded, host, now, addresses));
        // Who said it first keeps it, or anybody could say that another's address is his.
        if (deviceByAddress.putIfAbsent(address, device) == null) {
            addresses.add(address);
        }
        // Too many cost a device its own, and never another's.
        if (addresses.size() > MOST_ADDRESSES) {
            deviceByAddress.remove(addresses.remove());
        }
        return Outcome.TAKEN_UP;
    }

    /** Notes that a device is there. */
    synchronized void seen(String device, Instant now) {
        byDevice.computeIfPresent(
                device, (key, entry) -> new Entry(entry.person, entry.folded, entry.host, now, entry.addresses));
    }

    /** The name of a device. */
    synchronized Optional<Person> of(String device) {
        return Optional.ofNullable(byDevice.get(device)).map(Entry::person);
    }

    /** The name of the device that first said that it wants to be paid at this address. */
    synchronized Optional<String> nameOf(String address) {
        return Optional.ofNullable(deviceByAddress.get(address))
                .flatMap(this::of)
                .map(Person::name);
    }

    /** All who were seen of late, in the order in which they came. */
    synchronized List<Person> all(Instant now) {
        forgetUnseen(now);
        return byDevice.values().stream().map(Entry::person).toList();
    }

    /**
     * Forgets the device that wasn't seen for longest of the host that has most, if that has more than twice as many as this one would have: one
     * machine with three hundred names shuts nobody out.
     */
    private boolean makeRoom(String host) {
        Map<String, List<Map.Entry<String, Entry>>> byHost =
                byDevice.entrySet().stream().collect(Collectors.groupingBy(e -> e.getValue().host));
        List<Map.Entry<String, Entry>> most = byHost.values().stream()
                .max(Comparator.comparingInt(List::size))
                .orElseThrow();
        if (most.size() <= 2 * (byHost.getOrDefault(host, List.of()).size() + 1)) {
            return false;
        }
        Map.Entry<String, Entry> oldest =
                most.stream().min(Comparator.comparing(e -> e.getValue().seen)).orElseThrow();
        deviceByAddress.keySet().removeAll(oldest.getValue().addresses);
        byDevice.remove(oldest.getKey());
        return true;
    }

    private void forgetUnseen(Instant now) {
        byDevice.values().removeIf(entry -> {
            boolean forgotten = entry.seen.plus(KEPT).isBefore(now);
            if (forgotten) {
                deviceByAddress.keySet().removeAll(entry.addresses);
            }
            return forgotten;
        });
    }
}
