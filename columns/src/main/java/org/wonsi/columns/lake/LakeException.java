package org.wonsi.columns.lake;

import java.io.IOException;

/** A directory of Parquet files can't be read or written; the message tells a person why, and what to do. */
public final class LakeException extends IOException {
    private static final long serialVersionUID = 1;

    public LakeException(String message) {
        super(message);
    }

    public LakeException(String message, Throwable cause) {
        super(message, cause);
    }
}
