package org.wonsi.columns.lake;

import java.io.IOException;

/** A failure to read or write a directory of Parquet files; the message tells a person why, and what to do. */
public final class LakeException extends IOException {
    private static final long serialVersionUID = 1;

    public LakeException(String message) {
        super(message);
    }

    public LakeException(String message, Throwable cause) {
        super(message, cause);
    }
}
