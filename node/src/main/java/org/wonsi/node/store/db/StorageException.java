package org.wonsi.node.store.db;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Locale;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.wonsi.core.block.BlockHash;

/** A failure of the data directory or the disk; the message tells a person what happened and what to do. */
public final class StorageException extends IOException {
    private static final long serialVersionUID = 1;

    /** The kinds of failures, for a program to tell apart. */
    public enum Kind {
        /** No space left. */
        DISK_FULL,
        /** The directory or file can't be written. */
        NOT_WRITABLE,
        /** The database's bytes make no sense. */
        DAMAGED,
        /** The bytes of one block are wrong. */
        DAMAGED_BLOCK,
        /** There was a chain, and its database is gone. */
        LOST,
        /** Another process uses it. */
        IN_USE,
        /** It belongs to another network or genesis. */
        OTHER_CHAIN,
        /** A newer version of the program wrote it. */
        NEWER_SCHEMA,
        /** An older version of the program wrote it, and only a node may change it. */
        OLDER_SCHEMA,
        /** Any other failure of the disk or database. */
        FAILED
    }

    private final Kind kind;

    public StorageException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    private StorageException(Kind kind, String message, Exception cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** What happened. */
    public Kind kind() {
        return kind;
    }

    /** This failure as an unchecked exception, for code that can't declare it. */
    public UncheckedIOException unchecked() {
        return new UncheckedIOException(getMessage(), this);
    }

    /** A damaged database, named with the command that repairs it. */
    public static StorageException damaged(Path file, String detail) {
        return new StorageException(Kind.DAMAGED, damagedMessage(file, detail));
    }

    /** Why a file couldn't be used, in words: what Java says is often the file's name alone. */
    public static String reason(IOException e) {
        if (e instanceof CharacterCodingException) {
            return "it is no UTF-8 text";
        }
        if (e.getClass() == IOException.class) {
            return String.valueOf(e.getMessage());
        }
        String name = e.getClass().getSimpleName().replaceAll("Exception$", "");
        String words = name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        String detail = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
        return detail == null ? words : e instanceof FileSystemException ? detail : words + ": " + detail;
    }

    /** A damaged block, with both ways to mend it. */
    static StorageException damagedBlock(BlockHash block, Path file, String detail) {
        return new StorageException(
                Kind.DAMAGED_BLOCK,
                "block " + block + " in " + file + " is damaged (" + detail
                        + "). It isn't given out. A running node asks"
                        + " its peers for it again; without peers, or if that fails, rebuild from the blocks that are"
                        + " sound: " + reindexCommand(file));
    }

    /** The command that rebuilds the database of this file. */
    public static String reindexCommand(Path file) {
        return "./wonsi node --data-dir " + file.toAbsolutePath().getParent() + " --reindex";
    }

    private static String damagedMessage(Path file, String detail) {
        return "the database " + file + " is damaged (" + detail + "). Its blocks can be read again and everything else"
                + " rebuilt from them: " + reindexCommand(file);
    }

    /** No space is left for a database. */
    static StorageException full(Path file, Exception e) {
        return new StorageException(
                Kind.DISK_FULL,
                "the disk is full, " + file
                        + " can't grow. Nothing that was announced is lost; free some space and start" + " again",
                e);
    }

    /** What a row of a database says that this program never writes. */
    public static SQLException damagedRow(String detail) {
        return new SQLException(detail, "", SQLiteErrorCode.SQLITE_CORRUPT.code);
    }

    /** What a failure of the database engine means for a person. */
    public static StorageException of(SQLException e, Path file) {
        int code = e instanceof SQLiteException s ? s.getResultCode().code & 0xff : e.getErrorCode() & 0xff;
        if (code == SQLiteErrorCode.SQLITE_FULL.code) {
            return full(file, e);
        }
        if (code == SQLiteErrorCode.SQLITE_CORRUPT.code || code == SQLiteErrorCode.SQLITE_NOTADB.code) {
            return new StorageException(Kind.DAMAGED, damagedMessage(file, String.valueOf(e.getMessage())), e);
        }
        if (code == SQLiteErrorCode.SQLITE_READONLY.code
                || code == SQLiteErrorCode.SQLITE_CANTOPEN.code
                || code == SQLiteErrorCode.SQLITE_PERM.code) {
            return new StorageException(
                    Kind.NOT_WRITABLE,
                    file
                            + " can't be opened for writing; check that the directory and the file belong to you, or choose"
                            + " another with --data-dir",
                    e);
        }
        if (code == SQLiteErrorCode.SQLITE_BUSY.code || code == SQLiteErrorCode.SQLITE_LOCKED.code) {
            return new StorageException(
                    Kind.IN_USE, file + " is locked by another program; close that program's connection", e);
        }
        return new StorageException(Kind.FAILED, file + ": " + e.getMessage(), e);
    }
}
