package org.wonsi.node.http.docs;

import java.util.List;
import org.wonsi.node.http.docs.Operation.AnyJson;
import org.wonsi.node.http.docs.Operation.Media;

/** Bitcoin Core's paths under {@code /rest}. */
final class RestOperations {
    private static final String REST = "Bitcoin Core's REST";

    /** The last part of a path names the form: .bin, .hex or .json. */
    private static final Media AS_ASKED = new Media("*/*");

    private static final String FORMS = " The path ends with .bin, .hex or .json.";
    private static final String WRONG = "What is named has no such form, or a limit is exceeded";
    private static final String MISSING = "It isn't there, or the path ends with no form";

    private RestOperations() {}

    static List<Operation> all() {
        return List.of(
                read("/rest/tx/{txid}", "A waiting or confirmed transaction."),
                read("/rest/block/{hash}", "A block; its transactions in full."),
                read("/rest/block/notxdetails/{hash}", "A block; in JSON with the ids of its transactions."),
                read(
                        "/rest/headers/{hash}",
                        "Headers of the active chain from a block on: 5, or ?count= of them, at most 2,000."),
                read("/rest/headers/{count}/{hash}", "The same with the count in the path, as of old."),
                read("/rest/blockhashbyheight/{height}", "The hash at a height."),
                read(
                        "/rest/getutxos/{path}",
                        "Which outputs are unspent: up to 15 of TXID-N with slashes between, after checkmempool/ if the"
                                + " mempool counts."),
                read("/rest/getutxos/{path}", "The same.").as("post"),
                json("/rest/mempool/{part}", "info.json: the mempool as a whole. contents.json: what waits."),
                json("/rest/deploymentinfo/{hash}", "The rules in force after a block, HASH.json."),
                json("/rest/{call}", "chaininfo.json: the chain as a whole. deploymentinfo.json: its rules."),
                read("/rest/{call}", "getutxos.bin and getutxos.hex, asked in the body in BIP 64's bytes.")
                        .as("post"));
    }

    private static Operation read(String path, String summary) {
        return Operation.get(REST, path, summary + FORMS, AS_ASKED)
                .failing(400, WRONG)
                .failing(404, MISSING);
    }

    private static Operation json(String path, String summary) {
        return Operation.get(REST, path, summary, new AnyJson())
                .failing(400, WRONG)
                .failing(404, MISSING);
    }
}
