package org.wonsi.node.lying;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wonsi.core.api.TxStatus;

/**
 * The lie of merkle proofs that don't prove.
 *
 * <ul>
 *   <li>Of a waiting transaction: that it is in the newest block, by the branch of that block's reward, which leads to
 *       another root.
 *   <li>Of a transaction in a block: the true branch with a place past the last of the tree. Only the low bits of the place
 *       say left or right, so that a sloppy check reaches the root and finds the transaction where there is none.
 * </ul>
 *
 * <p>It doesn't do the attack of CVE-2017-12842, a transaction of 64 bytes in a true block, which has to be mined.
 */
record ProofLie(EsploraSource honest) implements EsploraSource {
    private static final Pattern BRANCH = Pattern.compile("/tx/([0-9a-f]{64})/merkle-proof");
    private static final Pattern PARTIAL_TREE = Pattern.compile("/tx/([0-9a-f]{64})/merkleblock-proof");
    private static final Pattern STATUS = Pattern.compile("/tx/([0-9a-f]{64})/status");

    /** In hex: header, count of leaves, number of hashes; then the first hash. */
    private static final int FIRST_HASH = 2 * (80 + 4 + 1);

    @Override
    public Reply ask(Question question) {
        Optional<Matcher> branch = question.match(BRANCH);
        if (branch.isPresent()) {
            return branch(question, branch.get().group(1));
        }
        Reply reply = honest.ask(question);
        if (question.match(PARTIAL_TREE).isPresent() && reply.isGood()) {
            return Reply.text(damage(reply.text()), Lie.PROOF, "a hash of the partial tree is another");
        }
        Optional<JsonNode> tree = question.isGet() ? reply.json() : Optional.empty();
        if (tree.isEmpty()) {
            return reply;
        }
        if (question.match(STATUS).isPresent()) {
            return tree.get().path("confirmed").asBoolean()
                    ? reply
                    : tip().map(status -> Reply.json(status, Lie.PROOF, "the transaction is in no block"))
                            .orElse(reply);
        }
        return confirm(reply, tree.get());
    }

    private static String damage(String hex) {
        char other = hex.charAt(FIRST_HASH) == '0' ? '1' : '0';
        return hex.substring(0, FIRST_HASH) + other + hex.substring(FIRST_HASH + 1);
    }

    private Reply branch(Question question, String txid) {
        Reply reply = honest.ask(question);
        Optional<JsonNode> told = reply.json();
        if (told.isPresent()) {
            ObjectNode branch = (ObjectNode) told.get();
            int places = 1 << branch.path("merkle").size();
            branch.put("pos", branch.path("pos").asInt() + places);
            return reply.withJson(branch, Lie.PROOF, "the place is past the last of the tree");
        }
        boolean waiting = honest.get("/tx/" + txid + "/status").isGood();
        return waiting ? rewardsBranch().orElse(reply) : reply;
    }

    private Optional<Reply> rewardsBranch() {
        Reply reward = honest.get("/block/" + honest.get("/blocks/tip/hash").text() + "/txid/0");
        return reward.isGood()
                ? honest.get("/tx/" + reward.text() + "/merkle-proof")
                        .json()
                        .map(branch -> Reply.json(branch, Lie.PROOF, "the branch is that of the block's reward"))
                : Optional.empty();
    }

    private Optional<TxStatus> tip() {
        return honest.get("/block/" + honest.get("/blocks/tip/hash").text())
                .json()
                .map(tip -> TxStatus.confirmed(
                        tip.path("height").asInt(),
                        tip.path("id").asText(),
                        tip.path("timestamp").asLong()));
    }

    /** Says of waiting transactions that they are in the newest block. */
    private Reply confirm(Reply reply, JsonNode tree) {
        int waiting = 0;
        Optional<TxStatus> tip = Optional.empty();
        for (ObjectNode tx : JsonTrees.transactions(tree)) {
            if (!tx.path("status").path("confirmed").asBoolean()) {
                tip = tip.or(this::tip);
                tip.ifPresent(status -> tx.set("status", JsonTrees.of(status)));
                waiting++;
            }
        }
        return waiting == 0 || tip.isEmpty()
                ? reply
                : reply.withJson(tree, Lie.PROOF, waiting + " waiting transactions are in no block");
    }
}
