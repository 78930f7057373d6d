package org.wonsi.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Txid;
import org.wonsi.node.store.db.AddressIndexState;
import org.wonsi.node.store.db.CoinRows;
import org.wonsi.node.store.db.Database;
import org.wonsi.node.store.db.ReadConnection;
import org.wonsi.node.store.db.ScriptHash;
import org.wonsi.node.store.db.StoreOptions;
import org.wonsi.node.store.query.StoreSnapshot;

class QueryPlanTest {
    @TempDir
    Path directory;

    @Test
    @DisplayName("no question reads a whole table or builds an index, but those about the whole chain")
    void plans() throws Exception {
        List<Block> blocks = new TinyChain(1).blocks(20);
        try (SqliteChainStore store =
                SqliteChainStore.open(directory, ChainParams.regtest(), StoreOptions.standard())) {
            ChainState chain = new ChainState(ChainParams.regtest(), store, ScriptCheckRunner.inOrder());
            blocks.forEach(block -> chain.acceptBlock(block, 1_795_478_400L));
            try (ReadConnection reader = ReadConnection.open(store.file())) {
                askEverything(new StoreSnapshot(reader, () -> AddressIndexState.COMPLETE), blocks.get(3));
                CoinRows.spent(reader, blocks.get(3).hash());
                List<String> statements = new ArrayList<>(reader.statements());
                assertThat(statements).hasSizeGreaterThan(25);
                try (Connection connection = Database.openReader(store.file());
                        Statement statement = connection.createStatement()) {
                    for (String sql : statements) {
                        check(statement, sql);
                    }
                }
            }
        }
    }

    private static void askEverything(StoreSnapshot chain, Block block) {
        BlockHash hash = block.hash();
        Txid txid = block.transactions().get(0).txid();
        OutPoint name = new OutPoint(txid, 0);
        ScriptHash script = ScriptHash.of(TinyChain.ANYONE);
        chain.tip();
        chain.block(hash);
        chain.blockAt(3);
        chain.hashAt(3);
        chain.blocksDownFrom(10, 5);
        chain.blockTree(3, 10);
        chain.rawBlock(hash);
        chain.txids(hash);
        chain.txs(hash, 0, 5);
        chain.tx(txid);
        chain.tx(hash, txid);
        chain.transaction(txid);
        chain.confirmation(txid);
        chain.spend(name);
        chain.coin(name);
        chain.output(name);
        chain.stats(script);
        chain.history(script, 5);
        chain.historyAfter(script, txid, 5);
        chain.utxos(script, 5);
        chain.largestUtxos(script, 5);
    }

    private static void check(Statement statement, String sql) throws Exception {
        try (ResultSet rows = statement.executeQuery("EXPLAIN QUERY PLAN " + sql)) {
            while (rows.next()) {
                String step = rows.getString(4);
                boolean searched = !step.startsWith("SCAN") || isSmall(step);
                assertThat(searched && !step.contains("AUTOMATIC"))
                        .as(step + " in: " + sql)
                        .isTrue();
            }
        }
    }

    /** Results of the statement's own parts, and tables read from one end up to a LIMIT. */
    private static boolean isSmall(String step) {
        return step.contains("SUBQUERY")
                || step.equals("SCAN back")
                || step.equals("SCAN ids")
                || step.startsWith("SCAN (subquery")
                || step.equals("SCAN c")
                || step.equals("SCAN CONSTANT ROW");
    }
}
