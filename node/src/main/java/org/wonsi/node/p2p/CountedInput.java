package org.wonsi.node.p2p;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A socket's input whose bytes are counted as they come, whole messages or not. */
final class CountedInput extends FilterInputStream {
    private final TrafficMeter meter;

    CountedInput(InputStream in, TrafficMeter meter) {
        super(in);
        this.meter = meter;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        if (value >= 0) {
            meter.receivedBytes(1);
        }
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        if (count > 0) {
            meter.receivedBytes(count);
        }
        return count;
    }
}
