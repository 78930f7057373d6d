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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.wonsi.core.address.Address;
import org.wonsi.core.api.TxDetails;
import org.wonsi.core.api.TxInput;
import org.wonsi.core.api.TxOutput;
import org.wonsi.core.api.TxStatus;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.wallet.json.JsonText;

/**
 * Runs the usual commands once, in a directory of their own and against a node that is made up, and shows nothing.
 *
 * <p>A program for the launcher only: it is run with Java's option to archive the classes that were needed, and what the
 * archive holds needn't be read and checked again at every start.
 */
public final class Rehearsal implements AutoCloseable {
    private static final int TIP = 120;
    private static final int RECEIVED_AT = 101;

    private final Path home = Files.createTempDirectory("wonsi-rehearsal");
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private volatile Answers answers = new Answers("", "", "");

    /** What the node says besides its height. */
    private record Answers(String address, String transactions, String hex) {}

    private Rehearsal() throws IOException {}

    /** Runs the rehearsal. */
    public static void main(String[] arguments) throws IOException {
        try (Rehearsal rehearsal = new Rehearsal()) {
            rehearsal.run();
        }
        System.exit(0);
    }

    /** Runs the commands; the exit codes, one for each. */
    static List<Integer> rehearse() throws IOException {
        try (Rehearsal rehearsal = new Rehearsal()) {
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
                command("send", somebody, "1"),
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

    /** A payment of 50 coins to the wallet's first address. */
    private Answers answers() {
        ChainParams params = ChainParams.regtest();
        String address = Session.firstAddress(home, "default", params.network());
        Script script = Address.parse(address, params).scriptPubKey();
        TxIn coinbase = new TxIn(OutPoint.NULL, new Script(ByteString.ofHex("0101")), TxIn.SEQUENCE_FINAL);
        Transaction paid = new Transaction(1, List.of(coinbase), List.of(new TxOut(Amount.ofCoins(50), script)), 0);
        TxOutput output = new TxOutput(script.bytes().toHex(), "", "p2pkh", address, 50_00000000L);
        TxInput input = new TxInput("00".repeat(32), 0, output, "", "", false, TxIn.SEQUENCE_FINAL, null);
        TxDetails details = new TxDetails(
                paid.txid().toDisplay(),
                1,
                0,
                List.of(input),
                List.of(output),
                paid.size(),
                4 * paid.size(),
                0,
                TxStatus.confirmed(RECEIVED_AT, "11".repeat(32), 1_700_000_000));
        return new Answers(
                address, JsonText.compact(List.of(details)), paid.encode().toHex());
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
            return Integer.toString(TIP);
        }
        if (path.endsWith("/block-height/0")) {
            return ChainParams.regtest().genesis().hash().toDisplay();
        }
        if (path.endsWith("/hex")) {
            return now.hex();
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

    /** Shows nothing and has nobody to ask. */
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
