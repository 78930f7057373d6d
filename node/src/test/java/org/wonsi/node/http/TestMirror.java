package org.wonsi.node.http;

import java.nio.file.Path;
import org.slf4j.LoggerFactory;
import org.wonsi.node.mirror.DatabaseAddress;
import org.wonsi.node.mirror.Mirror;
import org.wonsi.node.mirror.PostgresServer;
import org.wonsi.node.store.db.Database;

/** The mirror of a test's node. */
final class TestMirror {
    private TestMirror() {}

    /** Begins to copy the node's chain, which lies in this directory, into the database {@code chain}. */
    static Mirror start(TestNode node, Path directory, PostgresServer postgres) {
        return Mirror.start(
                new Mirror.Source(
                        directory.resolve(Database.FILE_NAME),
                        node.params(),
                        "Seoul",
                        "this test's",
                        () -> node.snapshot().mempool()),
                DatabaseAddress.parse(postgres.url("chain", "wonsi_mirror") + "&password=sesame"),
                LoggerFactory.getLogger("mirror"));
    }
}
