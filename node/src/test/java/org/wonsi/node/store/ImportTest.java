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
import org.wonsi.core.consensus.ScriptChecks;

class ImportTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochSecond(1_795_478_400L));

    @TempDir
    Path directory;

    private ImportProgress importFile(SqliteChainStore store, ChainParams params, String name) throws Exception {
        return importFile(store, params, SharedFiles.find(name));
    }

    private ImportProgress importFile(SqliteChainStore store, ChainParams params, Path file) throws Exception {
        ChainState chain = new ChainState(params, store, ScriptChecks.inOrder());
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
            assertThat(main.blocks()).isEqualTo(136);
            assertThat(main.transactions()).isEqualTo(5137);
            UtxoSetInfo info = queries.utxoSetInfo();
            assertThat(info.tip().height()).isEqualTo(136);
            assertThat(info.tip().hash().toDisplay())
                    .isEqualTo("3cd9c4f6f5675e6b36d7f5ac642bc869f0777cf6d7494bba93756bdd6697d28e");
            assertThat(info.outputs()).isEqualTo(2135);
            assertThat(info.totalAmount().toCoins()).isEqualTo("6800.00000000");
            assertThat(info.hashSerialized().toDisplay())
                    .isEqualTo("ba695670dda5d8e8cc310d66c111f019572e327e238dcf1709bdaab2b9a4ebe5");

            Path exported = directory.resolve("out.dat");
            assertThat(BlockExport.run(queries, exported, params.magic(), progress -> {})
                            .blocks())
                    .isEqualTo(137);
            assertThat(Files.mismatch(exported, SharedFiles.find("small.dat"))).isEqualTo(-1);

            assertThat(importFile(store, params, "small-side.dat").blocks()).isEqualTo(20);
            UtxoSetInfo side = queries.utxoSetInfo();
            assertThat(side.tip().height()).isEqualTo(137);
            assertThat(side.tip().hash().toDisplay())
                    .isEqualTo("5e3635364830d1217a4518ca731bc12639091c97ca5460fd98cf57645b07d6a7");
            assertThat(side.outputs()).isEqualTo(2136);
            assertThat(side.totalAmount().toCoins()).isEqualTo("6850.00000000");
            assertThat(side.hashSerialized().toDisplay())
                    .isEqualTo("f096321c8c2127a4b8cdeea15d070b7de5fd6c4106f86b7824c945783b00d6ad");
            // A second time nothing is new.
            assertThat(importFile(store, params, "small.dat").duplicates()).isEqualTo(137);
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
            assertThat(queries.tip().orElseThrow().hash().toDisplay())
                    .isEqualTo("0000000025c6b644f8add734be7e666fa4afa43ca0204d623a0c0b1fd2104c7a");
            assertThat(queries.totals().transactions()).isEqualTo(446);
            assertThat(queries.totals().supply().toCoins()).isEqualTo("21900.00000000");
        }
    }
}
