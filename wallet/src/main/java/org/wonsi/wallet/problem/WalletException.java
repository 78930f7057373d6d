package org.wonsi.wallet.problem;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A {@link Failure} on its way to the command line, which words it in the reader's language and ends. */
public final class WalletException extends RuntimeException {
    private static final long serialVersionUID = 2;

    private final transient Failure failure;

    /** Ends what is being done for this reason. */
    public WalletException(Failure failure) {
        super(failure.code() + ": " + failure);
        this.failure = failure;
    }

    /** A file or directory that can't be read or written. */
    public static WalletException disk(Path file, IOException e) {
        return disk(file, fault(e));
    }

    /** A file or directory that can't be used. */
    public static WalletException disk(Path file, DiskFault fault) {
        return new WalletException(new Failure.Disk(file.toString(), fault));
    }

    private static DiskFault fault(IOException e) {
        if (e instanceof AccessDeniedException) {
            return new DiskFault.Denied();
        }
        return e instanceof NoSuchFileException
                ? new DiskFault.Missing()
                : new DiskFault.Other(String.valueOf(e.getMessage()));
    }

    /** The failure: what went wrong, with its values. */
    public Failure failure() {
        return failure;
    }

    /** Whether the failure is of this kind. */
    public boolean is(Class<? extends Failure> kind) {
        return kind.isInstance(failure);
    }
}
