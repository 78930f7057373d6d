package org.wonsi.node.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.wonsi.core.address.Address;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.Network;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.TxOut;
import org.wonsi.core.tx.Txid;
import org.wonsi.lab.explain.Check;
import org.wonsi.lab.explain.Explainer;
import org.wonsi.lab.explain.Explanation;
import org.wonsi.lab.explain.ExplanationText;
import org.wonsi.lab.explain.PrevoutSource;
import org.wonsi.node.command.program.CommandFailedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code wonsi decode}: it explains any block, header, transaction, script or address, byte by byte. */
@Command(
        name = "decode",
        mixinStandardHelpOptions = true,
        description = "Explains a block, header, transaction, script or address, byte by byte, and says whether its"
                + " proof of work, merkle root and signatures are valid. Exit code 1 if one of them isn't.")
final class DecodeCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "HEX",
            description = "hex digits, an address, @FILE (hex or bytes), or - for standard input")
    private String input;

    @Option(
            names = "--network",
            defaultValue = "mainnet",
            description = "the network of an address: seminar, regtest, mainnet")
    private String network;

    @Option(names = "--as", description = "what to read the bytes as: ${COMPLETION-CANDIDATES}; recognised by default")
    private Optional<Explainer.Form> form = Optional.empty();

    @Option(
            names = "--prevout",
            paramLabel = "TXID:N=SCRIPT",
            description = "an output that is spent, its scriptPubKey in hex, so that the signature can be checked")
    private List<String> knownOutputs = new ArrayList<>();

    @Option(names = "--node", paramLabel = "URL", description = "a node to ask for the outputs that are spent")
    private Optional<String> node = Optional.empty();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        ChainParams params = ChainParams.of(Network.parse(network));
        String text = input.strip();
        Optional<Address> address = text.startsWith("@") || text.equals("-") ? Optional.empty() : address(text, params);
        if (address.isPresent()) {
            out.print(ExplanationText.ofAddress(address.get(), params));
            out.flush();
            return 0;
        }
        Explanation explanation = explain(new Explainer(params, prevouts()), bytes(text));
        out.print(ExplanationText.of(explanation));
        out.flush();
        return explanation.checks().stream().anyMatch(check -> check.outcome() == Check.Outcome.FAILS) ? 1 : 0;
    }

    private Explanation explain(Explainer explainer, ByteString bytes) {
        try {
            return form.isPresent() ? explainer.explain(bytes, form.get()) : explainer.explain(bytes);
        } catch (MalformedException e) {
            throw new CommandFailedException("these bytes can't be read"
                    + form.map(f -> " as " + f.name().toLowerCase(Locale.ROOT)).orElse("")
                    + ": " + e.getMessage()
                    + (form.isPresent() || bytes.isEmpty() || bytes.size() > Explainer.MAX_SIZE
                            ? ""
                            : "; --as says what to read them as"));
        }
    }

    private Optional<Address> address(String text, ChainParams params) {
        if (text.matches("([0-9a-fA-F]{2})*")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Address.parse(text, params));
        } catch (MalformedException e) {
            throw new ParameterException(
                    spec.commandLine(), "'" + shorten(text) + "' is neither hex nor an address: " + e.getMessage());
        }
    }

    private ByteString bytes(String text) {
        if (!text.startsWith("@") && !text.equals("-")) {
            return ByteString.ofHex(text);
        }
        try {
            byte[] read = text.equals("-") ? readAtMost(System.in) : readFile(Path.of(text.substring(1)));
            String asText = new String(read, StandardCharsets.ISO_8859_1).strip();
            return asText.matches("[0-9a-fA-F\\s]+")
                    ? ByteString.ofHex(asText.replaceAll("\\s", ""))
                    : ByteString.copyOf(read);
        } catch (IOException e) {
            throw new CommandFailedException(
                    "can't read " + text.substring(text.startsWith("@") ? 1 : 0) + ": " + e.getMessage());
        }
    }

    private static byte[] readFile(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return readAtMost(in);
        }
    }

    private static byte[] readAtMost(InputStream in) throws IOException {
        // Hex takes two digits a byte, and perhaps a line end.
        return in.readNBytes(2 * Explainer.MAX_SIZE + 2);
    }

    private PrevoutSource prevouts() {
        Map<OutPoint, TxOut> given = new HashMap<>();
        for (String known : knownOutputs) {
            int colon = known.indexOf(':');
            int equals = known.indexOf('=');
            if (colon != 64
                    || equals < colon
                    || !known.substring(colon + 1, equals).matches("[0-9]{1,9}")) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--prevout " + shorten(known) + ": expected TXID:N=SCRIPT, the script in hex");
            }
            OutPoint outPoint = new OutPoint(
                    Txid.ofDisplay(known.substring(0, colon)), Long.parseLong(known.substring(colon + 1, equals)));
            given.put(outPoint, new TxOut(Amount.ZERO, Script.ofHex(known.substring(equals + 1))));
        }
        PrevoutSource byHand = outPoint -> Optional.ofNullable(given.get(outPoint));
        return node.map(url -> byHand.orElse(new RemotePrevouts(url))).orElse(byHand);
    }

    private static String shorten(String text) {
        return text.length() <= 80 ? text : text.substring(0, 77) + "...";
    }
}
