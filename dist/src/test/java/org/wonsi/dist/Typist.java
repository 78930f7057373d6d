package org.wonsi.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Types commands at a terminal of a host, as a reader of the documents would: fills in addresses, answers the prompts, waits
 * for a program that serves until it prints its URL, and stops it when another needs its port.
 */
final class Typist implements AutoCloseable {
    private static final Pattern URL = Pattern.compile("http://[0-9.]+:[0-9]+");
    private static final Pattern ADDRESS = Pattern.compile("\\bW[1-9A-HJ-NP-Za-km-z]{33}\\b");
    private static final Pattern TXID = Pattern.compile("\\b[0-9a-f]{64}\\b");
    private static final Pattern NEED_SEMINAR = Pattern.compile("127\\.0\\.0\\.1:8001|\\./wonsi (wallet|lab)|talk/now");
    private static final String FAUCET = "curl -s -X POST http://127.0.0.1:8001/node/faucet"
            + " -H 'Content-Type: application/json' -d '{\"address\":\"ADDRESS\",\"amount\":500000000}'";
    private static final String PASSWORD = "correct horse";
    private static final String ANSWERS = (PASSWORD + "\n").repeat(2);

    private final NamespaceNetwork.Computer host;
    private final Path repository;
    private final Path home;
    private final Map<String, String> known = new HashMap<>();
    private final List<Program> serving = new ArrayList<>();
    private String document = "";
    private boolean seminar;
    private boolean paid;
    private int typed;

    Typist(NamespaceNetwork.Computer host, Path repository, Path home) {
        this.host = host;
        this.repository = repository;
        this.home = home;
    }

    int typed() {
        return typed;
    }

    /** Begins a document: its reader has no wallet yet. */
    void open(String document) throws IOException {
        this.document = document;
        paid = false;
        Path wallets = home.resolve(".wonsi/seminar/wallets");
        if (Files.exists(wallets)) {
            try (Stream<Path> files = Files.list(wallets)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Types a command; fails unless it ends with exit code 0, or serves until it is stopped and then does. */
    void type(String command) throws IOException {
        typed++;
        if (serves(command)) {
            serve(fill(command));
            return;
        }
        if (!seminar && NEED_SEMINAR.matcher(command).find()) {
            serve("./wonsi seminar");
        }
        if (command.contains("wallet send") && !paid) {
            type(FAUCET);
        }
        String filled = fill(command);
        Program program = start(filled);
        program.write(answers(filled));
        int code = awaitEnd(filled, program);
        String output = program.output();
        if (code != 0 || output.contains("Exception")) {
            throw new AssertionError(document + ": " + filled + "\nended with " + code + ":\n" + output);
        }
        learn(filled, output);
    }

    private int awaitEnd(String command, Program program) {
        try {
            return program.awaitEnd();
        } catch (CompletionException e) {
            throw new AssertionError(document + ": " + command + " doesn't end:\n" + program.output(), e);
        }
    }

    private static boolean serves(String command) {
        return command.matches("\\./wonsi (seminar|node|lying-node)\\b.*") && !command.contains("--help");
    }

    private static String answers(String command) {
        if (command.contains("wallet create")) {
            return ANSWERS;
        }
        if (command.contains("wallet account new")) {
            return PASSWORD + "\n";
        }
        return command.contains("wallet send") || command.contains("wallet bump") ? "y\n" + PASSWORD + "\n" : "";
    }

    private String fill(String command) throws IOException {
        String filled = command.replace("WALLET_ADDRESS", known.getOrDefault("alice", "WALLET_ADDRESS"))
                .replace("BOBS_ADDRESS", known.getOrDefault("bob", "BOBS_ADDRESS"))
                .replace("WQ1...", known.getOrDefault("bob", "WQ1..."))
                .replace("\"ADDRESS\"", "\"" + known.getOrDefault("alice", "ADDRESS") + "\"")
                .replace("TXID", known.getOrDefault("txid", "TXID"));
        if (filled.contains("first-blocks.dat")) {
            return filled.replace("first-blocks.dat", firstBlocks().toString());
        }
        return filled;
    }

    /** A file of real blocks: the genesis block, exported by a node that has no other. */
    private Path firstBlocks() throws IOException {
        Path file = home.resolve("first-blocks.dat");
        if (Files.notExists(file)) {
            Path data = home.resolve("mainnet-genesis");
            try (Program node = start(
                    "./wonsi node --network mainnet --data-dir " + data + " --http 127.0.0.1:0 --p2p 127.0.0.1:0")) {
                node.await(URL);
                node.stop();
            }
            Program export = start("./wonsi export " + file + " --network mainnet --data-dir " + data);
            if (export.awaitEnd() != 0) {
                throw new AssertionError(export.output());
            }
        }
        return file;
    }

    private void learn(String command, String output) {
        Matcher address = ADDRESS.matcher(output);
        if (command.contains("wallet create") && address.find()) {
            known.put(command.contains("bob") ? "bob" : "alice", address.group());
        }
        Matcher txid = TXID.matcher(output);
        if ((command.contains("faucet") || command.contains("wallet send")) && txid.find()) {
            known.put("txid", txid.group());
        }
        if (command.contains("faucet")) {
            paid = true;
            awaitConfirmation();
        }
    }

    private void awaitConfirmation() {
        String txid = known.getOrDefault("txid", "");
        RunningNode.await(
                "a block has the faucet's payment",
                5,
                () -> host.request("GET", "http://127.0.0.1:8001/api/tx/" + txid + "/status", Map.of(), "")
                        .body()
                        .contains("\"confirmed\":true"));
    }

    private void serve(String command) {
        if (seminar && command.startsWith("./wonsi seminar")) {
            return;
        }
        if (!command.contains("--http") && !command.contains("lying-node")) {
            stopPrograms();
        }
        Program program = start(command);
        serving.add(program);
        try {
            program.await(URL);
        } catch (AssertionError e) {
            throw new AssertionError(document + ": " + command + " printed no URL", e);
        }
        seminar |= command.startsWith("./wonsi seminar");
        if (command.startsWith("./wonsi seminar")) {
            RunningNode.await(
                    "the seminar has mined its first blocks",
                    5,
                    () -> host.request("GET", "http://127.0.0.1:8001/api/blocks/tip/height", Map.of(), "")
                                    .body()
                                    .length()
                            > 1);
        }
    }

    /**
     * In a terminal of its own, so that passwords can be typed. The shell gives way to the command: one that waits for it
     * would end at Ctrl-C with its own 130.
     */
    private Program start(String command) {
        return Program.startCommand(
                host,
                repository,
                Map.of(
                        "HOME",
                        home.toString(),
                        "WONSI_HOME",
                        home.resolve(".wonsi").toString()),
                List.of("script", "-qec", "exec " + command, "/dev/null"));
    }

    /** Stops what serves, as Ctrl-C does; fails unless each ends with exit code 0. */
    void stopPrograms() {
        for (Program program : serving) {
            program.write("\u0003");
            int code = program.awaitEnd();
            if (code != 0) {
                throw new AssertionError("ended with " + code + ":\n" + program.output());
            }
        }
        serving.clear();
        seminar = false;
    }

    @Override
    public void close() {
        serving.forEach(Program::close);
    }
}
