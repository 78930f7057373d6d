package org.wonsi.core.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.crypto.Hash160;
import org.wonsi.core.crypto.PublicKey;

/**
 * A script recognised as one of the usual forms, and the way to build those.
 *
 * <pre>
 *   pubkey        &lt;key&gt; CHECKSIG
 *   pubkeyhash    DUP HASH160 &lt;20 bytes&gt; EQUALVERIFY CHECKSIG
 *   scripthash    HASH160 &lt;20 bytes&gt; EQUAL
 *   multisig      M &lt;key&gt; ... &lt;key&gt; N CHECKMULTISIG
 *   nulldata      RETURN &lt;data&gt; ...
 *   witness       a version, then a program of 2 to 40 bytes (BIP 141), which this node doesn't run
 * </pre>
 *
 * <p>Words in capitals are operations ({@link Opcode}); what stands in angle brackets is bytes that the script pushes
 * on the stack.
 *
 * <p>Any script is valid in a block. But an address stands for one of these forms, wallets recognise their own coins by
 * them, explorers name them, and nodes pass on payments with other scripts only if told to.
 *
 * <p>Source: Bitcoin Core, {@code Solver}.
 *
 * @param type the form
 * @param data keys (pubkey, multisig), a hash (pubkeyhash, scripthash) or a program (witness); empty for all else
 * @param required how many signatures a multisig needs; 0 for all else
 */
public record StandardScript(ScriptType type, List<ByteString> data, int required) {
    private static final StandardScript NONSTANDARD = new StandardScript(ScriptType.NONSTANDARD, List.of(), 0);

    public StandardScript {
        data = List.copyOf(data);
    }

    /**
     * Recognises a script; {@link ScriptType#NONSTANDARD} if it has none of the forms.
     *
     * <p>No script has two forms, so the order in which they are tried decides nothing; it is Bitcoin Core's.
     */
    public static StandardScript of(Script script) {
        return scriptHash(script)
                .or(() -> witnessProgram(script))
                .or(() -> nullData(script))
                .or(() -> publicKey(script))
                .or(() -> publicKeyHash(script))
                .or(() -> multisig(script))
                .orElse(NONSTANDARD);
    }

    /** The form's name in Esplora's HTTP interface, which also names empty scripts and all that begin with RETURN. */
    public static String esploraType(Script script) {
        if (script.isEmpty()) {
            return "empty";
        }
        return script.bytes().at(0) == Opcode.OP_RETURN.code()
                ? "op_return"
                : of(script).type().esploraName();
    }

    /** {@code <key> CHECKSIG} */
    public static Script payToPublicKey(PublicKey key) {
        return new ScriptBuilder().push(key.bytes()).op(Opcode.OP_CHECKSIG).build();
    }

    /**
     * {@code DUP HASH160 <hash> EQUALVERIFY CHECKSIG}, for the 20-byte hash of a public key.
     *
     * <p>The key isn't in the chain until the coin is spent, and the output is shorter. Should somebody find a way to
     * compute private keys from public ones, coins whose public key was never shown would be safer than others.
     */
    public static Script payToPublicKeyHash(ByteString hash) {
        return new ScriptBuilder()
                .op(Opcode.OP_DUP)
                .op(Opcode.OP_HASH160)
                .push(checkHash(hash))
                .op(Opcode.OP_EQUALVERIFY)
                .op(Opcode.OP_CHECKSIG)
                .build();
    }

    /**
     * {@code HASH160 <hash> EQUAL}, for the 20-byte hash of a script.
     *
     * <p>Whoever pays sees 20 bytes and needn't know what they stand for; whoever spends brings the script along
     * and pays for its length himself.
     */
    public static Script payToScriptHash(ByteString hash) {
        return new ScriptBuilder()
                .op(Opcode.OP_HASH160)
                .push(checkHash(hash))
                .op(Opcode.OP_EQUAL)
                .build();
    }

    /** {@code HASH160 <hash of the script> EQUAL}. */
    public static Script payToScriptHash(Script redeemScript) {
        return payToScriptHash(Hash160.hash(redeemScript.bytes()));
    }

    /**
     * {@code M <key> ... <key> N CHECKMULTISIG}, for 1 to 16 keys.
     *
     * <p>Operations push the numbers 1 to 16, hence the sixteen. An output with more than three keys in its own script
     * is valid, but nodes don't relay it; a script behind a hash (scripthash) may have more than three.
     */
    public static Script payToMultisig(int required, List<PublicKey> keys) {
        if (required < 1 || required > keys.size() || keys.size() > 16) {
            throw new IllegalArgumentException(
                    required + " of " + keys.size() + " keys; there can be 1 to 16 and as many signatures at most");
        }
        ScriptBuilder builder = new ScriptBuilder().number(required);
        keys.forEach(key -> builder.push(key.bytes()));
        return builder.number(keys.size()).op(Opcode.OP_CHECKMULTISIG).build();
    }

    /** {@code RETURN <data>}: an output that carries data and can't be spent. */
    public static Script nullData(ByteString data) {
        return new ScriptBuilder().op(Opcode.OP_RETURN).push(data).build();
    }

    private static ByteString checkHash(ByteString hash) {
        if (hash.size() != Hash160.SIZE) {
            throw new IllegalArgumentException("a hash of " + hash.size() + " bytes; it must be 20");
        }
        return hash;
    }

    private static Optional<StandardScript> scriptHash(Script script) {
        return script.isPayToScriptHash()
                ? single(ScriptType.SCRIPTHASH, script.bytes().slice(2, 22))
                : Optional.empty();
    }

    /**
     * A version from OP_0 or OP_1 to OP_16, and one push of 2 to 40 bytes (BIP 141).
     *
     * <p>This node doesn't know witnesses, and to it such an output needs nothing to be spent. It is named all the
     * same, so that nobody takes it for a mistake.
     */
    private static Optional<StandardScript> witnessProgram(Script script) {
        ByteString bytes = script.bytes();
        if (bytes.size() < 4 || bytes.size() > 42 || bytes.at(1) + 2 != bytes.size()) {
            return Optional.empty();
        }
        int version = bytes.at(0) == 0 ? 0 : bytes.at(0) - Opcode.OP_1.code() + 1;
        if (bytes.at(0) != 0 && (version < 1 || version > 16)) {
            return Optional.empty();
        }
        ByteString program = bytes.slice(2, bytes.size());
        return single(witnessType(version, program), program);
    }

    private static ScriptType witnessType(int version, ByteString program) {
        int size = program.size();
        if (version == 0) {
            // A version 0 program of another length can never be spent, so it has no name.
            return size == 20
                    ? ScriptType.WITNESS_V0_KEYHASH
                    : size == 32 ? ScriptType.WITNESS_V0_SCRIPTHASH : ScriptType.NONSTANDARD;
        }
        if (version == 1 && size == 32) {
            return ScriptType.WITNESS_V1_TAPROOT;
        }
        return version == 1 && program.equals(ByteString.ofHex("4e73"))
                ? ScriptType.ANCHOR
                : ScriptType.WITNESS_UNKNOWN;
    }

    private static Optional<StandardScript> nullData(Script script) {
        ByteString bytes = script.bytes();
        return !bytes.isEmpty()
                        && bytes.at(0) == Opcode.OP_RETURN.code()
                        && new Script(bytes.slice(1, bytes.size())).isPushOnly()
                ? Optional.of(new StandardScript(ScriptType.NULL_DATA, List.of(), 0))
                : Optional.empty();
    }

    private static Optional<StandardScript> publicKey(Script script) {
        ByteString bytes = script.bytes();
        int size = bytes.size();
        if ((size != 35 && size != 67) || bytes.at(0) != size - 2 || bytes.at(size - 1) != Opcode.OP_CHECKSIG.code()) {
            return Optional.empty();
        }
        ByteString key = bytes.slice(1, size - 1);
        return PublicKey.hasForm(key) ? single(ScriptType.PUBKEY, key) : Optional.empty();
    }

    private static Optional<StandardScript> publicKeyHash(Script script) {
        if (script.size() != 25) {
            return Optional.empty();
        }
        ByteString hash = script.bytes().slice(3, 23);
        return script.equals(payToPublicKeyHash(hash)) ? single(ScriptType.PUBKEYHASH, hash) : Optional.empty();
    }

    /**
     * Recognises M of N keys and CHECKMULTISIG.
     *
     * <p>The keys must look like keys, so that data isn't hidden among them too easily.
     */
    private static Optional<StandardScript> multisig(Script script) {
        List<Operation> operations = script.operations();
        int size = operations.size();
        if (size < 4 || !script.isParsable() || !operations.get(size - 1).is(Opcode.OP_CHECKMULTISIG)) {
            return Optional.empty();
        }
        int required = multisigCount(operations.get(0));
        int keyCount = multisigCount(operations.get(size - 2));
        List<ByteString> keys = new ArrayList<>();
        for (Operation operation : operations.subList(1, size - 2)) {
            if (!operation.isBytesPush() || !PublicKey.hasForm(operation.data())) {
                return Optional.empty();
            }
            keys.add(operation.data());
        }
        return required >= 1 && keyCount == keys.size() && required <= keyCount
                ? Optional.of(new StandardScript(ScriptType.MULTISIG, keys, required))
                : Optional.empty();
    }

    /** 1 to 16 as an operation, 17 to 20 as the shortest push of a number; else 0. */
    private static int multisigCount(Operation operation) {
        Optional<Integer> small = operation.smallNumber();
        if (small.isPresent()) {
            return small.get();
        }
        boolean number = operation.isBytesPush()
                && operation.isMinimalPush()
                && operation.data().size() == 1;
        int count = number ? operation.data().at(0) : 0;
        return count <= SigOps.MAX_KEYS_PER_MULTISIG ? count : 0;
    }

    private static Optional<StandardScript> single(ScriptType type, ByteString data) {
        return Optional.of(type == ScriptType.NONSTANDARD ? NONSTANDARD : new StandardScript(type, List.of(data), 0));
    }
}
