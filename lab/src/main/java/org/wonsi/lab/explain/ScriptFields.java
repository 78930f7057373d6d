package org.wonsi.lab.explain;

import static org.wonsi.lab.explain.TransactionFields.plain;
import static org.wonsi.lab.explain.TransactionFields.scriptLength;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.wonsi.core.address.Address;
import org.wonsi.core.bytes.ByteReader;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.script.Operation;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.ScriptText;
import org.wonsi.lab.explain.FieldRecorder.Label;

/**
 * The fields of scripts: what an input offers, what an output demands, what a coinbase says.
 *
 * <p>An output's script is one field, an input's a field for each push, since that is what people look at: the
 * condition as a whole, and signature and key apart. What is pushed is recognised by its form alone, as nothing says
 * what it is meant for. A script that is cut off is shown as far as it can be read; the rest is a field of its own, so
 * that no byte is lost.
 */
final class ScriptFields {
    private static final Label SCRIPT_SIG_LENGTH = scriptLength("tx.in.script_length", "TxIn.scriptSig()");
    private static final Label SCRIPT_PUB_KEY_LENGTH = scriptLength("tx.out.script_length", "TxOut.scriptPubKey()");
    private static final Label PUSH =
            plain("script.push", "push", ByteKind.COUNT, "scriptsig-not-pushonly", "Operation.data()");
    private static final Label OPERATION =
            plain("script.operation", "operation", ByteKind.SCRIPT, "", "Operation.opcode()");
    private static final Label BROKEN = plain("script.cut_off", "cut off", ByteKind.SCRIPT, "", "Script.isParsable()");
    private static final Label SIGNATURE = plain(
            "script.signature",
            "signature",
            ByteKind.SIGNATURE,
            "mandatory-script-verify-flag-failed",
            "EcdsaSignature.parseDer()");
    private static final Label PUBLIC_KEY =
            plain("script.public_key", "public key", ByteKind.SIGNATURE, "", "PublicKey.parse()");
    private static final Label DATA = plain("script.data", "data", ByteKind.SCRIPT, "", "Operation.data()");
    private static final Label SCRIPT_PUB_KEY =
            plain("tx.out.script", "scriptPubKey", ByteKind.SCRIPT, "scriptpubkey", "TxOut.scriptPubKey()");
    private static final Label COINBASE_SCRIPT =
            plain("tx.in.coinbase", "coinbase script", ByteKind.SCRIPT, "bad-cb-length", "TxIn.scriptSig()");

    private final ChainParams params;

    ScriptFields(ChainParams params) {
        this.params = params;
    }

    /** What an input offers: its length, then each push. */
    void readScriptSig(FieldRecorder recorder) {
        int length = recorder.read(
                SCRIPT_SIG_LENGTH,
                ByteReader::readCompactSize,
                n -> n + " bytes",
                n -> n == 0
                        ? "Empty: not signed yet, or no data is needed, or the signature is in the witness of a SegWit input."
                        : "The scriptSig follows.");
        readOperations(recorder, length);
    }

    /** What an output demands: its length, then the script as one field. */
    void readScriptPubKey(FieldRecorder recorder) {
        int length = recorder.read(
                SCRIPT_PUB_KEY_LENGTH, ByteReader::readCompactSize, n -> n + " bytes", "The scriptPubKey follows.");
        if (length > 0) {
            recorder.read(
                    SCRIPT_PUB_KEY,
                    reader -> new Script(reader.readBytes(length)),
                    script -> ExplanationText.shortened(ScriptText.format(script)),
                    script -> "The condition that an input must meet to spend this output" + to(script) + ".");
        }
    }

    /** The miner's free bytes. */
    void readCoinbaseScript(FieldRecorder recorder) {
        int length = recorder.read(
                SCRIPT_SIG_LENGTH, ByteReader::readCompactSize, n -> n + " bytes", "The coinbase script follows.");
        if (length > 0) {
            recorder.read(
                    COINBASE_SCRIPT,
                    reader -> reader.readBytes(length),
                    ScriptFields::printable,
                    "Never run. Holds the block's height (BIP 34), often a second nonce, and data that the miner may choose.");
        }
    }

    /** A script by itself, operation by operation; returns its title. */
    String readScript(FieldRecorder recorder) {
        int length = recorder.reader().remaining();
        Script script = new Script(recorder.bytes());
        readOperations(recorder, length);
        recorder.section("Script, " + length + " bytes", 0);
        return "Script, " + length + " bytes" + to(script) + ": "
                + ExplanationText.shortened(ScriptText.format(script));
    }

    private void readOperations(FieldRecorder recorder, int length) {
        int start = recorder.position();
        ByteString bytes = recorder.reader().readBytes(length);
        List<Operation> operations = new Script(bytes).operations();
        int end = 0;
        for (Operation operation : operations) {
            if (recorder.isFull()) {
                return;
            }
            int codeEnd = operation.isBytesPush() ? operation.offset() + pushHeader(operation) : operation.offset() + 1;
            end = codeEnd + operation.data().size();
            if (operation.isBytesPush()) {
                String pushes = operation.data().isEmpty()
                        ? "an empty element (false)"
                        : operation.data().size() + " bytes";
                recorder.add(
                        PUSH,
                        start + operation.offset(),
                        start + codeEnd,
                        pushes,
                        "Puts the bytes that follow on the stack.");
            } else {
                String name = ScriptText.format(new Script(bytes.slice(operation.offset(), codeEnd)));
                recorder.add(
                        OPERATION,
                        start + operation.offset(),
                        start + codeEnd,
                        name,
                        "Takes values from the stack and puts its result there.");
            }
            if (!operation.data().isEmpty()) {
                recordPushed(recorder, start + codeEnd, start + end, operation.data());
            }
        }
        if (end < length) {
            recorder.add(
                    BROKEN,
                    start + end,
                    start + length,
                    bytes.slice(end, length).toHex(),
                    "A push that claims more bytes than the script has; running it fails here.");
        }
    }

    /** Bytes of a push's code and length, before its data. */
    private static int pushHeader(Operation operation) {
        return switch (operation.code()) {
            case 0x4c -> 2;
            case 0x4d -> 3;
            case 0x4e -> 5;
            default -> 1;
        };
    }

    private static void recordPushed(FieldRecorder recorder, int start, int end, ByteString data) {
        if (looksLikeSignature(data)) {
            recorder.add(
                    SIGNATURE,
                    start,
                    end,
                    "r and s in DER form, then the hash type " + hashType(data.at(data.size() - 1)),
                    "Made with the private key; the last byte says which parts of the transaction it covers.");
        } else if (looksLikePublicKey(data)) {
            recorder.add(
                    PUBLIC_KEY,
                    start,
                    end,
                    data.size() == 33 ? "compressed: the sign of y, then x" : "uncompressed: x and y",
                    "A point on the curve secp256k1; its hash is what the address names.");
        } else {
            recorder.add(DATA, start, end, data.toHex(), "Data that is put on the stack.");
        }
    }

    static boolean looksLikeSignature(ByteString data) {
        return data.size() >= 9 && data.size() <= 73 && data.at(0) == 0x30 && data.at(1) == data.size() - 3;
    }

    static boolean looksLikePublicKey(ByteString data) {
        return switch (data.size()) {
            case 33 -> data.at(0) == 2 || data.at(0) == 3;
            case 65 -> data.at(0) == 4;
            default -> false;
        };
    }

    private static String hashType(int type) {
        String base = switch (type & 0x1f) {
            case 1 -> "ALL";
            case 2 -> "NONE";
            case 3 -> "SINGLE";
            default -> String.format("0x%02x", type);
        };
        return (type & 0x80) == 0 ? base : base + " | ANYONECANPAY";
    }

    private String to(Script script) {
        return Address.ofScript(script, params)
                .map(address -> " (pays " + address + ")")
                .orElse("");
    }

    /** The hex, and the readable text in it. */
    private static String printable(ByteString bytes) {
        String text = new String(bytes.toByteArray(), StandardCharsets.UTF_8)
                .replaceAll("[\\p{Cntrl}\\uFFFD]+", " ")
                .strip();
        return text.isEmpty() ? bytes.toHex() : '"' + text + '"';
    }
}
