package org.wonsi.node.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.chain.BlockUndo;
import org.wonsi.core.chain.StoredHeader;

/** A change to be written to the database. */
sealed interface StoreChange {
    /** About how many bytes of memory wait with it. */
    default int bytes() {
        return 1_000;
    }

    /** A change that inserts headers, or updates their status and order of arrival. */
    record SaveHeaders(List<StoredHeader> headers) implements StoreChange {
        public SaveHeaders {
            headers = List.copyOf(headers);
        }

        @Override
        public int bytes() {
            return 1_000 + 200 * headers.size();
        }
    }

    /** A change that removes headers without blocks. */
    record ForgetHeaders(List<BlockHash> hashes) implements StoreChange {
        public ForgetHeaders {
            hashes = List.copyOf(hashes);
        }

        @Override
        public int bytes() {
            return 1_000 + 100 * hashes.size();
        }
    }

    /** A change that saves a block which isn't connected. */
    record SaveBlock(StoredHeader header, Block block) implements StoreChange {
        @Override
        public int bytes() {
            return block.size();
        }
    }

    /** A change that connects a block; its transactions and outputs were numbered by the caller. */
    record Connect(NumberedBlock numbered, BlockUndo undo) implements StoreChange {
        @Override
        public int bytes() {
            return numbered.block().size();
        }
    }

    /** A change that takes back the last blocks of the active chain, the tip first. */
    record Disconnect(List<StoredHeader> headers) implements StoreChange {
        public Disconnect {
            headers = List.copyOf(headers);
        }

        StoredHeader lowest() {
            return headers.get(headers.size() - 1);
        }
    }

    /** A change of any other kind that is written now and then. */
    record Task(SqlTask task) implements StoreChange {}

    /** A change that makes the index of addresses that was left out while a new chain was filled. */
    record MakeAddressIndex() implements StoreChange {}

    /** A change that deletes the headers forgotten so far, which else waits for an idle moment. */
    record Sweep() implements StoreChange {}

    /** A change of nothing: a point to wait for. */
    record Barrier() implements StoreChange {}

    /** The statements of a {@link Task}, run on the writing connection. */
    @FunctionalInterface
    interface SqlTask {
        void run(Connection connection) throws SQLException;
    }
}
