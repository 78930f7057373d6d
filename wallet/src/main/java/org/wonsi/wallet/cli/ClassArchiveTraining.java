package org.wonsi.wallet.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.wonsi.core.address.Address;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.block.MerkleTree;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.pow.CompactTarget;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.wallet.cli.program.Environment;
import org.wonsi.wallet.cli.program.Terminal;
import org.wonsi.wallet.coins.Account;
import org.wonsi.wallet.coins.OwnAddress;
import org.wonsi.wallet.json.JsonText;
import org.wonsi.wallet.keystore.WalletDirectory;

/**
 * A training run for the archive of the wallet's classes: it runs the usual commands once, in a directory of their own and
 * against a node that is made up, and shows nothing.
 *
 * <p>A program for the launcher only: it is run with Java's option to archive the classes that were needed, and what the
 * archive holds needn't be read and checked again at every start.
 */
public final class ClassArchiveTraining implements AutoCloseable {
    private final Path home = Files.createTempDirectory("wonsi-rehearsal");
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private volatile Answers answers = new Answers("", "0", "[]", "[]", "", "{}");

    /** The answers of the made-up node. */
    private record Answers(
            String address, String height, String headers, String transactions, String hex, String proof) {}

    private ClassArchiveTraining() throws IOException {}

    /** Runs the rehearsal. */
    public static void main(String[] arguments) throws IOException {
        try (ClassArchiveTraining rehearsal = new ClassArchiveTraining()) {
            rehearsal.run();
        }
        System.exit(0);
    }

    /** Runs the commands; the exit codes, one for each. */
    static List<Integer> train() throws IOException {
        try (ClassArchiveTraining rehearsal = new ClassArchiveTraining()) {
            return rehearsal.run();
        }
    }

    private List<Integer> run() {
        Thread node = new Thread(this::serve, "made-up-node");
        node.setDaemon(true);
        node.start();
        int created = command("create");
        answers = answers();
        String somebody = answers.address();
        return List.of(
                created,
                command("address"),
                command("balance"),
                command("balance"),
                command("balance", "--json"),
                command("history"),
                command("coins"),
                command("send", somebody, "1", "--dry-run", "--explain"),
                command("send", somebody, "1", "--yes"),
                command("list"),
                command("send", "--help"));
    }

    private int command(String... arguments) {
        Map<String, String> variables = Map.of(
                "WONSI_HOME",
                home.toString(),
                "WONSI_NETWORK",
                "regtest",
                "WONSI_NODE",
                "http://127.0.0.1:" + server.getLocalPort(),
                "WONSI_WALLET_PASSWORD",
                "rehearsal");
        Environment environment =
                new Environment(new Silence(), variables, home, InstantSource.system(), new Random(1), 2);
        return WonsiWallet.run(environment, arguments);
    }

    /** A payment of 50 coins to the wallet's first address, in a block of its own on the genesis block. */
    private Answers answers() {
        ChainParams params = ChainParams.regtest();
        WalletDirectory directory = new WalletDirectory(home, params.network());
        Address address = new Account(directory.read("default"))
                .address(OwnAddress.Branch.RECEIVE, 0)
                .address();
        TxOut output = new TxOut(Amount.ofCoins(50), address.scriptPubKey());
        Script height = new Script(ByteString.ofHex("5151"));
        Transaction coinbase =
                new Transaction(1, List.of(new TxIn(OutPoint.NULL, height, TxIn.SEQUENCE_FINAL)), List.of(output), 0);
        OutPoint spent = new OutPoint(coinbase.txid(), 1);
        Transaction paid =
                new Transaction(1, List.of(new TxIn(spent, Script.EMPTY, TxIn.SEQUENCE_FINAL)), List.of(output), 0);
        BlockHeader header = mine(
                params,
                MerkleTree.of(List.of(coinbase.txid().hash(), paid.txid().hash()))
                        .root());
        Map<String, Object> proof = Map.of(
                "block_height", 1, "pos", 1, "merkle", List.of(coinbase.txid().toDisplay()));
        Map<String, Object> told = Map.of("txid", paid.txid().toDisplay(), "status", Map.of("confirmed", true));
        return new Answers(
                address.toString(),
                "1",
                JsonText.compact(List.of(json(header))),
                JsonText.compact(List.of(told)),
                paid.encode().toHex(),
                JsonText.compact(proof));
    }

    /** Regtest's work is two tries. */
    private static BlockHeader mine(ChainParams params, Hash256 root) {
        BlockHeader genesis = params.genesis().header();
        BlockHeader header =
                new BlockHeader(0x2000_0000, genesis.hash(), root, genesis.time() + 600, genesis.bits(), 0);
        while (!new CompactTarget(header.bits())
                .target()
                .orElseThrow()
                .isMetBy(header.hash().hash())) {
            header = header.withNonce(header.nonce() + 1);
        }
        return header;
    }

    private static Map<String, Object> json(BlockHeader header) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("version", header.version());
        json.put("previousblockhash", header.prevBlock().toDisplay());
        json.put("merkle_root", header.merkleRoot().toDisplay());
        json.put("timestamp", header.time());
        json.put("bits", header.bits());
        json.put("nonce", header.nonce());
        return json;
    }

    private void serve() {
        try {
            while (true) {
                Socket connection = server.accept();
                Thread thread = new Thread(() -> serve(connection), "made-up-node");
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException closed) {
            // The rehearsal is over.
        }
    }

    private void serve(Socket connection) {
        try (connection;
                OutputStream out = connection.getOutputStream();
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII))) {
            for (String request = in.readLine(); request != null; request = in.readLine()) {
                int length = 0;
                for (String header = in.readLine(); header != null && !header.isEmpty(); header = in.readLine()) {
                    if (header.startsWith("Content-Length: ")) {
                        length = Integer.parseInt(header.substring("Content-Length: ".length()));
                    }
                }
                in.skip(length);
                byte[] body = answer(request.split(" ", -1)[1]).getBytes(StandardCharsets.UTF_8);
                String head = "HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\n\r\n";
                out.write(head.getBytes(StandardCharsets.US_ASCII));
                out.write(body);
                out.flush();
            }
        } catch (IOException hungUp) {
            // The wallet closes its connections as it likes.
        }
    }

    private String answer(String path) {
        Answers now = answers;
        if (path.endsWith("/tip/height")) {
            return now.height();
        }
        if (path.contains("/blocks/")) {
            return now.headers();
        }
        if (path.endsWith("/hex")) {
            return now.hex();
        }
        if (path.endsWith("/merkle-proof")) {
            return now.proof();
        }
        return path.contains(now.address()) && !now.address().isEmpty() ? now.transactions() : "[]";
    }

    @Override
    public void close() throws IOException {
        server.close();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }

    /** A terminal that shows nothing and has nobody to ask. */
    private static final class Silence implements Terminal {
        private final PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());

        @Override
        public PrintStream out() {
            return nowhere;
        }

        @Override
        public PrintStream err() {
            return nowhere;
        }

        @Override
        public boolean isInteractive() {
            return false;
        }

        @Override
        public Optional<String> readLine(String prompt) {
            return Optional.empty();
        }

        @Override
        public Optional<char[]> readPassword(String prompt) {
            return Optional.empty();
        }
    }
}
