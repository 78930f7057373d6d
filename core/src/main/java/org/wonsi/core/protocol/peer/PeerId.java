package org.wonsi.core.protocol.peer;

/**
 * A number that names one connection for as long as it lasts; never used again for another.
 *
 * @param number in order of connecting, from 0
 */
public record PeerId(long number) implements Comparable<PeerId> {
    @Override
    public int compareTo(PeerId other) {
        return Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return "#" + number;
    }
}
