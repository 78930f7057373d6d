package org.wonsi.node.store.db;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.wonsi.core.block.BlockHash;

/**
 * A stored block whose bytes are no longer those that were stored: the disk, the memory or a person changed them.
 *
 * <p>Such a block is given to nobody. A peer that got it would take it for an invalid block and ban this node.
 */
public final class DamagedBlockException extends UncheckedIOException {
    private static final long serialVersionUID = 1;

    private final transient BlockHash block;
    private final boolean rewritable;
    private final String detail;
    private final String advice;

    private DamagedBlockException(BlockHash block, boolean rewritable, Path file, String detail) {
        this(block, rewritable, detail, StorageException.damagedBlock(block, file, detail));
    }

    private DamagedBlockException(BlockHash block, boolean rewritable, String detail, StorageException cause) {
        super(detail, cause);
        this.block = block;
        this.rewritable = rewritable;
        this.detail = detail;
        this.advice = String.valueOf(cause.getMessage());
    }

    /** For the operator: the block, the file, how it is damaged, and what to do. */
    @Override
    public String getMessage() {
        return advice;
    }

    /** How the block is damaged, without its name. */
    public String detail() {
        return detail;
    }

    /** The bytes can be read, and are wrong; {@code detail} says how. */
    public static DamagedBlockException wrong(BlockHash block, Path file, String detail) {
        return new DamagedBlockException(block, true, file, detail);
    }

    /** The bytes can't even be read, because the database's own structure is damaged there. */
    public static DamagedBlockException unreadable(BlockHash block, Path file, String detail) {
        return new DamagedBlockException(block, false, file, detail);
    }

    /** The block's hash. */
    public BlockHash block() {
        return block;
    }

    /** Whether the right bytes can be written in place of the wrong ones; if not, only {@code --reindex} helps. */
    public boolean isRewritable() {
        return rewritable;
    }

    /** What to tell those who asked for the block; without names of files. */
    public String publicMessage() {
        return "block " + block + " is damaged in this node's database and is not given out; "
                + (rewritable ? "the node asks its peers for it again" : "its operator has to rebuild the database");
    }
}
