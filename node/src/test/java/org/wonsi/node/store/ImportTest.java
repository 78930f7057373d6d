package org.wonsi.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.node.store.blockfile.BlockExport;
import org.wonsi.node.store.blockfile.BlockImport;
import org.wonsi.node.store.blockfile.ImportTarget;
import org.wonsi.node.store.db.ImportProgress;
import org.wonsi.node.store.db.StoreOptions;
import org.wonsi.node.store.query.ChainQueries;
import org.wonsi.node.store.query.StoreSnapshot;
import org.wonsi.node.store.query.UtxoSetInfo;

class ImportTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1_795_478_400L));

    @TempDir
    Path directory;

    /** Of the blocks that core's tests read; their README says where they come from. */
    private static Path file(String name) {
        return Path.of("../core/src/test/resources/org/wonsi/core/chain").resolve(name);
    }

    private ImportProgress importFile(SqliteChainStore store, ChainParams params, String name) throws Exception {
        return importFile(store, params, file(name));
    }

    private ImportProgress importFile(SqliteChainStore store, ChainParams params, Path file) throws Exception {
        ChainState chain = new ChainState(params, store, ScriptCheckRunner.inOrder());
        store.setBulk(true);
        try {
            return BlockImport.run(file, params.magic(), ImportTarget.of(chain, CLOCK), progress -> {}, () -> false);
        } finally {
            store.setBulk(false);
        }
    }

    @Test
    @DisplayName("a generated chain and the branch that overtakes it give Bitcoin Core's UTXO set hashes")
    void smallChainAndItsBranch() throws Exception {
        ChainParams params = ChainParams.regtest();
        try (SqliteChainStore store = SqliteChainStore.open(directory, params, StoreOptions.standard());
                ChainQueries queries = store.openQueries()) {
            ImportProgress main = importFile(store, params, "small.dat");
            assertThat(main.blocks()).isEqualTo(123);
            assertThat(main.transactions()).isEqualTo(244);
            UtxoSetInfo info = queries.read(StoreSnapshot::utxoSetInfo);
            assertThat(info.tip().height()).isEqualTo(123);
            assertThat(info.tip().hash().toDisplay())
                    .isEqualTo("1635edebd131666538327fb2c28143a62d3cf04913f9849bb679dd101d2eaec6");
            assertThat(info.outputs()).isEqualTo(242);
            assertThat(info.totalAmount().toCoins()).isEqualTo("6150.00000000");
            assertThat(info.hashSerialized().toDisplay())
                    .isEqualTo("a046e72e0c9085255bd865890f05d255cb2895df86d2d05325efcf5d66dd5dbf");

            Path exported = directory.resolve("out.dat");
            assertThat(BlockExport.run(queries, exported, params.magic(), progress -> {})
                            .blocks())
                    .isEqualTo(124);
            assertThat(Files.mismatch(exported, file("small.dat"))).isEqualTo(-1);

            assertThat(importFile(store, params, "small-side.dat").blocks()).isEqualTo(10);
            UtxoSetInfo side = queries.read(StoreSnapshot::utxoSetInfo);
            assertThat(side.tip().height()).isEqualTo(124);
            assertThat(side.tip().hash().toDisplay())
                    .isEqualTo("7072fbc832fec969e784860efc8d6e9fd528e358cd34751f1468dea6f98a2ce2");
            assertThat(side.outputs()).isEqualTo(243);
            assertThat(side.totalAmount().toCoins()).isEqualTo("6200.00000000");
            assertThat(side.hashSerialized().toDisplay())
                    .isEqualTo("77b42c4a6b7669e18cc009a80c9d2effe279fc4a3a906ed86c31f185304282b4");
            // A second time nothing is new.
            assertThat(importFile(store, params, "small.dat").duplicates()).isEqualTo(124);
        }
    }

    @Test
    @DisplayName("Bitcoin's first 439 blocks give its tip, and every payment is found with what it spends")
    void firstBlocksOfBitcoin() throws Exception {
        ChainParams params = ChainParams.mainnet();
        try (SqliteChainStore store = SqliteChainStore.open(directory, params, StoreOptions.standard());
                ChainQueries queries = store.openQueries()) {
            assertThat(importFile(store, params, "mainnet-first-blocks.dat").blocks())
                    .isEqualTo(438);
            assertThat(queries.read(StoreSnapshot::tip).orElseThrow().hash().toDisplay())
                    .isEqualTo("0000000025c6b644f8add734be7e666fa4afa43ca0204d623a0c0b1fd2104c7a");
            assertThat(queries.read(StoreSnapshot::totals).transactions()).isEqualTo(446);
            assertThat(queries.read(StoreSnapshot::totals).supply().toCoins()).isEqualTo("21900.00000000");
        }
    }
}
