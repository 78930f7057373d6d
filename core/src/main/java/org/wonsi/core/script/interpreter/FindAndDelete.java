package org.wonsi.core.script.interpreter;

import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.ScriptBuilder;
import org.wonsi.core.script.ScriptReader;

/**
 * The removal of a signature's own pushes from the script that it signs.
 *
 * <p>No signature can be in what it signs, so in the first version, where both scripts were one program, it had to be
 * taken out. Today no wallet puts a signature into a scriptPubKey, but consensus still removes it: a node that didn't
 * would compute another hash, refuse a payment that all others accept, and leave the chain. Source: Bitcoin Core,
 * {@code FindAndDelete}.
 *
 * <pre>
 *    script     &lt;sig&gt; CHECKSIG ... with the signature itself in it
 *    signed     CHECKSIG ...       the push is cut out before hashing
 * </pre>
 *
 * <p>It makes a signature's meaning depend on its own bytes, which is hard to reason about; so SegWit left it out (BIP
 * 143), and policy here refuses scripts in which it would find something.
 */
final class FindAndDelete {
    private FindAndDelete() {}

    /**
     * The script without every push of this element, in its shortest form of push.
     *
     * <p>Compared byte by byte at the start of each operation (also right behind a removed push), so that the bytes
     * inside another push stay, and bytes that merely look the same across operations go.
     */
    static Script apply(Script script, ByteString element) {
        ByteString bytes = script.bytes();
        if (element.size() > bytes.size()) {
            return script; // Nor can its push be in it; so it is with a signature and a script that pays a key's hash.
        }
        ByteString wanted = new ScriptBuilder().push(element).build().bytes();
        if (bytes.indexOf(wanted, 0) < 0) {
            return script;
        }
        ByteWriter kept = new ByteWriter(bytes.size());
        ScriptReader reader = new ScriptReader(script);
        int keptUpTo = 0;
        do {
            kept.writeBytes(bytes.slice(keptUpTo, reader.position()));
            while (reader.startsWith(wanted)) {
                reader.skip(wanted.size());
            }
            keptUpTo = reader.position();
        } while (reader.next().isPresent());
        return new Script(kept.writeBytes(bytes.slice(keptUpTo, bytes.size())).toByteString());
    }
}
