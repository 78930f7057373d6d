package org.wonsi.wallet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A node and a wallet that is told to use it, for one test; both are gone after it. */
public final class WalletAtNode implements AfterEachCallback {
    /** Who is paid for what the wallet has nothing to do with; no wallet here has its key. */
    public static final String SOMEBODY = "mrCDrCybB6J1vRfbwM5hemdJz73FwDBC8r";

    private final FakeNode node = new FakeNode();
    private final Path home;
    private final FakeTerminal wallet;

    /** With a seed for what the wallet draws by lot. */
    public WalletAtNode(long seed) {
        try {
            home = Files.createTempDirectory("wonsi-wallet");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        wallet = new FakeTerminal(home, seed);
        wallet.set("WONSI_NODE", node.url());
    }

    public FakeNode node() {
        return node;
    }

    public FakeTerminal wallet() {
        return wallet;
    }

    /** The directory of the wallet's files. */
    public Path home() {
        return home;
    }

    /** Makes the wallet, with so many rewards of 50 coins that may be spent; its first address. */
    public String funded(int rewards) {
        String address = wallet.json("create").path("address").asText();
        node.mine(rewards, address);
        node.mine(100, SOMEBODY);
        return address;
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        node.close();
        try (Stream<Path> files = Files.walk(home)) {
            List<Path> innerFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : innerFirst) {
                Files.delete(file);
            }
        }
    }
}
