package org.wonsi.core.protocol.peer;

import java.time.Duration;

/**
 * The times that a node waits for its peers.
 *
 * @param handshake from connecting until both sides have said verack; then the peer is dropped
 * @param pingInterval between pings
 * @param silence for any message at all after a ping; then the connection is taken for dead and closed. A cable that was
 *     pulled closes nothing: TCP alone would go on trying for a quarter of an hour
 * @param pong for the answer to a ping, of a peer that says other things; then the peer is dropped
 * @param headers for the answer to getheaders; then another peer is asked
 * @param blockStall for a block that holds up all others; then another peer is asked for it
 * @param block for a block in any case; then the peer is dropped
 * @param transaction for a transaction asked for; then another peer that has it is asked
 * @param ban how long a peer that misbehaved stays away
 */
public record Timeouts(
        Duration handshake,
        Duration pingInterval,
        Duration silence,
        Duration pong,
        Duration headers,
        Duration blockStall,
        Duration block,
        Duration transaction,
        Duration ban) {
    /** What a node uses unless told otherwise; shorter than Bitcoin Core's, because rooms are smaller than the world. */
    public static final Timeouts DEFAULT = new Timeouts(
            Duration.ofSeconds(20),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofSeconds(20),
            Duration.ofSeconds(5),
            Duration.ofSeconds(60),
            Duration.ofSeconds(15),
            Duration.ofHours(24));

    /** Bitcoin Core's {@code PING_INTERVAL}. */
    private static final Duration LONGEST_PING_INTERVAL = Duration.ofMinutes(2);

    /** The same, with so long to shake hands. */
    public Timeouts withHandshake(Duration longest) {
        return new Timeouts(longest, pingInterval, silence, pong, headers, blockStall, block, transaction, ban);
    }

    /** The same where the clock goes so many times faster, and the others don't: all but how long a peer stays away. */
    public Timeouts longer(int times) {
        return new Timeouts(
                handshake.multipliedBy(times),
                pingInterval.multipliedBy(times),
                silence.multipliedBy(times),
                pong.multipliedBy(times),
                headers.multipliedBy(times),
                blockStall.multipliedBy(times),
                block.multipliedBy(times),
                transaction.multipliedBy(times),
                ban);
    }

    /**
     * The same, with a connection taken for dead after so long a silence, three pings in that time but one every two
     * minutes at least, and no less time for the pong. With 20 minutes all three are as Bitcoin Core has them.
     */
    public Timeouts withSilence(Duration longest) {
        Duration third = longest.dividedBy(3);
        Duration interval = third.compareTo(LONGEST_PING_INTERVAL) > 0 ? LONGEST_PING_INTERVAL : third;
        Duration answer = longest.compareTo(pong) > 0 ? longest : pong;
        return new Timeouts(handshake, interval, longest, answer, headers, blockStall, block, transaction, ban);
    }
}
