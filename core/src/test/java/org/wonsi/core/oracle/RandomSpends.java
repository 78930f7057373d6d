package org.wonsi.core.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.crypto.EcdsaSignature;
import org.wonsi.core.crypto.Hash160;
import org.wonsi.core.crypto.PrivateKey;
import org.wonsi.core.crypto.Secp256k1;
import org.wonsi.core.script.Opcode;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.ScriptBuilder;
import org.wonsi.core.script.StandardScript;
import org.wonsi.core.tx.SignatureHash;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;

/**
 * Random inputs with real signatures: pay-to-public-key, -hash, multisig, all of them also behind a script hash, with code
 * separators and signatures that stand in the script they sign. About half are spoilt in some way.
 */
public final class RandomSpends {
    private static final int KEYS = 6;
    private static final int[] HASH_TYPES = {1, 1, 1, 2, 3, 0x81, 0x82, 0x83, 0, 4, 0x80, 0x41, 0x63, 0xff};

    /** So many at the beginning are defined. */
    private static final int DEFINED_HASH_TYPES = 8;

    private final RandomGenerator random;
    private final boolean tidy;
    private final RandomScripts scripts;
    private final RandomTransactions transactions;
    private final List<PrivateKey> keys = new ArrayList<>();

    /**
     * Random spends.
     *
     * @param tidy whether signatures and keys are well written, the hash types defined: what fails then is the check
     */
    public RandomSpends(RandomGenerator random, boolean tidy) {
        this.random = random;
        this.tidy = tidy;
        this.scripts = new RandomScripts(random);
        this.transactions = new RandomTransactions(random);
        for (int i = 0; i < KEYS; i++) {
            keys.add(PrivateKey.generate(random));
        }
    }

    /** Another one. */
    public ScriptCase next() {
        Lock lock = random.nextInt(3) == 0 ? multisig() : single();
        boolean behindHash = random.nextInt(4) == 0;
        boolean signatureInside = random.nextInt(8) == 0;

        Script signed = lock.signed;
        Transaction tx = transactions.next();
        List<ByteString> signatures = new ArrayList<>();
        for (PrivateKey signer : lock.signers) {
            // A signature in the script is taken out again before it is checked; so it can be made before.
            Script scriptCode = signatureInside
                    ? new ScriptBuilder().op(Opcode.OP_DROP).script(signed).build()
                    : signed;
            signatures.add(signature(tx, scriptCode, signer));
        }
        Script script = lock.before(
                signatureInside && !signatures.isEmpty()
                        ? new ScriptBuilder()
                                .push(signatures.get(0))
                                .op(Opcode.OP_DROP)
                                .script(signed)
                                .build()
                        : signed);

        ScriptBuilder scriptSig = new ScriptBuilder();
        if (lock.multisig) {
            scriptSig.number(random.nextInt(10) == 0 ? 1 : 0);
        }
        signatures.forEach(scriptSig::push);
        lock.pushes.forEach(scriptSig::push);
        if (behindHash) {
            scriptSig.push(script.bytes());
        }
        TxIn first = tx.inputs().get(0);
        List<TxIn> inputs = new ArrayList<>(tx.inputs());
        inputs.set(0, new TxIn(first.prevout(), scriptSig.build(), first.sequence()));
        return new ScriptCase(
                new Transaction(tx.version(), inputs, tx.outputs(), tx.lockTime()),
                behindHash ? StandardScript.payToScriptHash(script) : script,
                scripts.flags());
    }

    /**
     * A script to be satisfied.
     *
     * @param ignored what stands before the last code separator, and so isn't signed
     * @param signed the rest
     * @param signers in the order of their signatures
     * @param pushes what follows the signatures in the scriptSig
     */
    private record Lock(
            Script ignored, Script signed, List<PrivateKey> signers, List<ByteString> pushes, boolean multisig) {
        Script before(Script rest) {
            return new ScriptBuilder().script(ignored).script(rest).build();
        }
    }

    private Lock single() {
        PrivateKey owner = key();
        ByteString publicKey = publicKey(owner);
        PrivateKey signer = random.nextInt(8) == 0 ? key() : owner;
        boolean hashed = random.nextBoolean();
        ScriptBuilder start = new ScriptBuilder();
        if (hashed) {
            start.op(Opcode.OP_DUP)
                    .op(Opcode.OP_HASH160)
                    .push(Hash160.hash(publicKey))
                    .op(Opcode.OP_EQUALVERIFY);
        } else {
            start.push(publicKey);
        }
        return lock(start.build(), Opcode.OP_CHECKSIG, List.of(signer), hashed ? List.of(publicKey) : List.of());
    }

    private Lock multisig() {
        int keyCount = 1 + random.nextInt(3);
        int required = random.nextInt(keyCount + 1);
        ScriptBuilder start = new ScriptBuilder().number(required);
        List<PrivateKey> signers = new ArrayList<>();
        for (int i = 0; i < keyCount; i++) {
            PrivateKey owner = key();
            start.push(publicKey(owner));
            if (signers.size() < required && random.nextInt(5) > 0) {
                signers.add(owner);
            }
        }
        while (signers.size() < required) {
            signers.add(key());
        }
        return lock(start.number(keyCount).build(), Opcode.OP_CHECKMULTISIG, signers, List.of());
    }

    /** The operation at the end, now and then as its VERIFY form, negated, or behind a code separator. */
    private Lock lock(Script start, Opcode check, List<PrivateKey> signers, List<ByteString> pushes) {
        ScriptBuilder end = new ScriptBuilder();
        if (tidy) {
            // bitcoinj doesn't run the two simplest forms at all, so none of the scripts has exactly those.
            end.op(Opcode.OP_NOP);
        }
        switch (random.nextInt(6)) {
            case 0 -> end.op(Opcode.of(check.code() + 1).orElseThrow()).number(1);
            case 1 -> end.op(check).op(Opcode.OP_NOT);
            case 2 -> end.op(check).op(Opcode.OP_CODESEPARATOR);
            default -> end.op(check);
        }
        boolean multisig = check == Opcode.OP_CHECKMULTISIG;
        return switch (random.nextInt(8)) {
            case 0 ->
                new Lock(
                        new ScriptBuilder()
                                .script(start)
                                .op(Opcode.OP_CODESEPARATOR)
                                .build(),
                        end.build(),
                        signers,
                        pushes,
                        multisig);
            case 1 ->
                new Lock(
                        new ScriptBuilder().op(Opcode.OP_CODESEPARATOR).build(),
                        new ScriptBuilder().script(start).script(end.build()).build(),
                        signers,
                        pushes,
                        multisig);
            default ->
                new Lock(
                        Script.EMPTY,
                        new ScriptBuilder().script(start).script(end.build()).build(),
                        signers,
                        pushes,
                        multisig);
        };
    }

    private PrivateKey key() {
        return keys.get(random.nextInt(KEYS));
    }

    /** Compressed or not; now and then hybrid, or no key at all. */
    private ByteString publicKey(PrivateKey key) {
        ByteString compressed = key.publicKey(true).bytes();
        ByteString uncompressed = key.publicKey(false).bytes();
        return switch (random.nextInt(tidy ? 4 : 16)) {
            case 0 -> uncompressed;
            case 13 -> ByteString.copyOf((byte) (6 + (uncompressed.at(64) & 1))).concat(uncompressed.slice(1, 65));
            case 14 -> ByteString.copyOf((byte) 6).concat(uncompressed.slice(1, 65));
            case 15 -> compressed.slice(0, random.nextInt(33));
            default -> compressed;
        };
    }

    private ByteString signature(Transaction tx, Script scriptCode, PrivateKey signer) {
        int hashType = HASH_TYPES[random.nextInt(tidy ? DEFINED_HASH_TYPES : HASH_TYPES.length)];
        Hash256 hash = SignatureHash.hash(tx, 0, scriptCode, hashType);
        EcdsaSignature signature = signer.sign(hash);
        ByteString der = signature.toDer();
        return switch (random.nextInt(20)) {
            case 0 -> tidy ? withType(der, hashType) : ByteString.EMPTY;
            case 1 -> withType(signer.sign(changed(hash)).toDer(), hashType);
            case 2 -> tidy ? withType(der, hashType) : withType(flipped(der), hashType);
            case 3, 4 ->
                tidy ? withType(der, hashType) : withType(highS(signature).toDer(), hashType);
            case 5 -> tidy ? withType(der, hashType) : withType(padded(der), hashType);
            case 6 -> withType(der, hashType ^ 0x80);
            case 7 -> tidy ? withType(der, hashType) : withType(der.concat(ByteString.copyOf((byte) 0)), hashType);
            case 8 -> tidy ? withType(der, hashType) : der;
            default -> withType(der, hashType);
        };
    }

    private static EcdsaSignature highS(EcdsaSignature signature) {
        return new EcdsaSignature(signature.r(), Secp256k1.ORDER.subtract(signature.s()));
    }

    private static Hash256 changed(Hash256 hash) {
        byte[] bytes = hash.toByteArray();
        bytes[7] ^= 1;
        return Hash256.of(bytes);
    }

    private static ByteString withType(ByteString der, int hashType) {
        return der.concat(ByteString.copyOf((byte) hashType));
    }

    private ByteString flipped(ByteString bytes) {
        byte[] changed = bytes.toByteArray();
        changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
        return ByteString.copyOf(changed);
    }

    /** r with a needless zero in front. */
    private static ByteString padded(ByteString der) {
        return new ByteWriter()
                .writeUInt8(0x30)
                .writeUInt8(der.at(1) + 1)
                .writeUInt8(2)
                .writeUInt8(der.at(3) + 1)
                .writeUInt8(0)
                .writeBytes(der.slice(4, der.size()))
                .toByteString();
    }
}
