package org.wonsi.core.pow;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A target in the four bytes a header has for it: a base-256 floating point number.
 *
 * <pre>
 *   1d 00ffff   size 0x1d = 29 bytes, mantissa 0x00ffff: 0xffff * 256^(29-3)
 *      ^ the mantissa's highest bit is a sign, so a positive mantissa stays below 0x800000
 * </pre>
 *
 * <p>Every number of 32 bits is such a value; negative, zero and oversized ones are no target. Source: Bitcoin Core,
 * {@code arith_uint256::SetCompact} and {@code GetCompact}.
 *
 * <pre>
 *    bits        size   mantissa   target
 *    1d00ffff    29     00ffff     00000000ffff 0000... (26 zero bytes)      Bitcoin's easiest
 *    1b0404cb    27     0404cb     00000000000404cb 0000...                  16,307 times as hard
 *    04923456     4     -123456    negative: the first version read numbers as OpenSSL writes them
 * </pre>
 *
 * <p>A target is a number of 256 bits, and a header has 32 bits for it. Three significant bytes are precise enough
 * to adjust difficulty by less than a thousandth. What matters is that everybody rounds alike: a node that rounded
 * otherwise would demand other bits, and refuse everybody's blocks.
 *
 * @param bits 0 to 2^32-1, the header's {@code bits}
 */
public record CompactTarget(long bits) {
    private static final int SIGN = 0x0080_0000;

    public CompactTarget {
        if (bits < 0 || bits > 0xffff_ffffL) {
            throw new IllegalArgumentException("compact target out of range: " + bits);
        }
    }

    /**
     * Rounds a target down to the three significant bytes that the compact form keeps.
     *
     * <p>Down, so that rounding never makes a block easier than it was meant to be.
     */
    public static CompactTarget encode(Target target) {
        BigInteger number = target.toNumber();
        int size = (number.bitLength() + 7) / 8;
        long mantissa = size <= 3
                ? number.longValue() << (8 * (3 - size))
                : number.shiftRight(8 * (size - 3)).longValue();
        if ((mantissa & SIGN) != 0) {
            // The bit would be read as a sign: one byte more, one digit less.
            mantissa >>= 8;
            size++;
        }
        return new CompactTarget(mantissa | ((long) size << 24));
    }

    private int size() {
        return (int) (bits >> 24);
    }

    private long mantissa() {
        long mantissa = bits & 0x007f_ffff;
        return size() <= 3 ? mantissa >> (8 * (3 - size())) : mantissa;
    }

    /** Whether the sign bit is set on a number other than zero. */
    public boolean isNegative() {
        return mantissa() != 0 && (bits & SIGN) != 0;
    }

    /** Whether the number needs more than 256 bits. */
    public boolean isOverflow() {
        long mantissa = mantissa();
        return mantissa != 0 && (size() > 34 || (mantissa > 0xff && size() > 33) || (mantissa > 0xffff && size() > 32));
    }

    /**
     * The target this stands for; empty if it is negative, zero or too large to be one.
     *
     * <p>A negative or oversized one must not be taken for its lower bits: a header could then claim a target that
     * is none, and any hash would meet it.
     */
    public Optional<Target> target() {
        if (isNegative() || isOverflow() || mantissa() == 0) {
            return Optional.empty();
        }
        return Optional.of(Target.of(BigInteger.valueOf(mantissa()).shiftLeft(8 * Math.max(0, size() - 3))));
    }

    /** The expected tries to meet it; none if it is no target. */
    public Work work() {
        return target().map(Target::work).orElse(Work.ZERO);
    }

    /** Eight hex digits, as explorers print it: "1d00ffff". */
    public String toDisplay() {
        return HexFormat.of().toHexDigits(bits, 8);
    }

    @Override
    public String toString() {
        return toDisplay();
    }
}
