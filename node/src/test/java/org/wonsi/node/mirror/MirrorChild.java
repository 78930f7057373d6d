package org.wonsi.node.mirror;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;
import org.wonsi.core.consensus.ChainParams;

/** A process that mirrors a regtest database until it is killed. Arguments: the database file, the mirror's address. */
public final class MirrorChild {
    private MirrorChild() {}

    public static void main(String[] args) throws InterruptedException {
        Mirror.start(source(Path.of(args[0])), DatabaseAddress.parse(args[1]), LoggerFactory.getLogger("mirror"));
        System.out.println("begun");
        new CountDownLatch(1).await();
    }

    /** The mirrored database; nothing waits. */
    public static Mirror.Source source(Path file) {
        return new Mirror.Source(file, ChainParams.regtest(), "Seoul", "a test's", List::of);
    }
}
