package org.wonsi.node.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.MemoryChainStore;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.node.store.db.AddressIndex;
import org.wonsi.node.store.db.DamagedBlockException;
import org.wonsi.node.store.db.HeaderRows;
import org.wonsi.node.store.db.ImportProgress;
import org.wonsi.node.store.db.ReadConnection;
import org.wonsi.node.store.db.StorageException;
import org.wonsi.node.store.query.BlockReads;
import org.wonsi.node.store.query.Verification;
import org.wonsi.node.store.query.VerificationPlan;
import org.wonsi.node.store.query.VerificationReport;

/**
 * The verification of all that a data directory holds, without being its node and without changing anything: pages and indexes
 * as SQLite sees them, every header, every block of the active chain at the highest level, and the bytes of stale blocks.
 */
public final class FullVerification {
    private static final int HIGHEST_LEVEL = 4;

    private final ReadConnection reader;
    private final ChainParams params;
    private final ChainState headers;
    private final List<String> faults = new ArrayList<>();

    private FullVerification(ReadConnection reader, ChainParams params, ScriptCheckRunner scripts) {
        this.reader = reader;
        this.params = params;
        this.headers = new ChainState(params, new MemoryChainStore(), scripts);
    }

    /**
     * Verifies a directory, whose node may run meanwhile.
     *
     * @throws StorageException if there is no chain of this network that this program can read; says why
     */
    public static VerificationReport run(
            Path directory,
            ChainParams params,
            ScriptCheckRunner scripts,
            Consumer<ImportProgress> listener,
            BooleanSupplier cancelled)
            throws StorageException {
        try (ReadOnlyDatabase place = ReadOnlyDatabase.of(directory);
                ReadConnection reader = place.open()) {
            reader.checkReadable(params);
            reader.beginSnapshot();
            FullVerification verification = new FullVerification(reader, params, scripts);
            VerificationReport report = verification.run(new VerificationPlan(
                    HIGHEST_LEVEL, 0, params, verification.headers.headers()::get, scripts, listener, cancelled));
            reader.endSnapshot();
            return report;
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof StorageException storage) {
                throw storage;
            }
            throw e;
        } catch (StorageException e) {
            throw e;
        } catch (IOException e) {
            throw new StorageException(StorageException.Kind.FAILED, directory + ": " + StorageException.reason(e));
        }
    }

    private VerificationReport run(VerificationPlan plan) {
        VerificationReport chain = new VerificationReport(0, -1, 0, 0, List.of());
        try {
            checkStructure();
            checkHeaders();
            if (faults.isEmpty()) {
                chain = new Verification(reader, new BlockReads(reader), plan).run();
                faults.addAll(chain.faults());
            }
            if (!plan.cancelled().getAsBoolean()) {
                checkStaleBlocks();
            }
        } catch (UncheckedIOException e) {
            boolean damage = e.getCause() instanceof StorageException s && s.kind() == StorageException.Kind.DAMAGED;
            if (!damage) {
                throw e;
            }
            faults.add(String.valueOf(e.getMessage()));
        }
        return new VerificationReport(
                chain.first(), chain.last(), chain.transactions(), chain.outputs(), remarks(), faults);
    }

    private List<String> remarks() {
        return faults.isEmpty() && AddressIndex.isLeftOut(reader)
                ? List.of(
                        "the index by script is still to be made: an import, a rebuild or a first sync goes on, or was"
                                + " stopped before it made it; then the next start does")
                : List.of();
    }

    /** SQLite's own check: pages, the order of rows, and that indexes hold what their tables hold. */
    private void checkStructure() {
        List<String> answer =
                reader.list("PRAGMA integrity_check(" + VerificationReport.MAX_FAULTS + ")", row -> row.getString(1));
        answer.stream()
                .filter(line -> !line.equals("ok"))
                .flatMap(String::lines)
                .limit(VerificationReport.MAX_FAULTS)
                .forEach(line -> faults.add("the file's structure: " + line));
    }

    /** Each header keeps the rules and has the hash that its row says. */
    private void checkHeaders() {
        reader.each("SELECT " + HeaderRows.COLUMNS + " FROM header h ORDER BY h.id", row -> {
            BlockHeader header = HeaderRows.header(row);
            BlockHash hash = HeaderRows.hash(row, 1);
            boolean genesis = hash.equals(params.genesisHash());
            boolean right = header.hash().equals(hash)
                    && (genesis
                            || headers.acceptHeader(header, header.time())
                                    .node()
                                    .isPresent());
            if (!right && faults.size() < VerificationReport.MAX_FAULTS) {
                faults.add("header " + hash + ": its row differs from it, or it breaks a rule");
            }
        });
    }

    private void checkStaleBlocks() {
        List<BlockHash> stale = reader.list(
                "SELECT h.hash FROM block b JOIN header h ON h.id = b.header_id"
                        + " WHERE NOT EXISTS (SELECT 1 FROM chain c WHERE c.header_id = h.id) ORDER BY h.id",
                row -> HeaderRows.hash(row, 1));
        for (BlockHash hash : stale) {
            try {
                BlockReads.body(reader, hash);
            } catch (DamagedBlockException e) {
                if (faults.size() < VerificationReport.MAX_FAULTS) {
                    faults.add("stale block " + hash + ": is damaged: " + e.detail());
                }
            }
        }
    }
}
