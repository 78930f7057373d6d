package org.wonsi.node.http.rpc.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.node.http.rpc.call.AwaitedAnswer;
import org.wonsi.node.http.rpc.call.MethodFamily;
import org.wonsi.node.http.rpc.call.RpcException;
import org.wonsi.node.http.rpc.call.RpcMethod;
import org.wonsi.node.http.rpc.call.RpcParams;
import org.wonsi.node.service.NodeService;
import org.wonsi.node.store.query.VerificationPlan;
import org.wonsi.node.store.query.VerificationReport;

/**
 * The method {@code verifychain}: it checks whether what is stored is what it should be.
 *
 * <p>It reads one state of the database while the node goes on. Source: Bitcoin Core, {@code CVerifyDB::VerifyDB}.
 */
public final class VerifyMethods implements MethodFamily {
    private static final Logger LOG = LoggerFactory.getLogger(VerifyMethods.class);
    private static final int USUAL_LEVEL = 3;
    private static final int HIGHEST_LEVEL = 4;
    private static final int USUAL_BLOCKS = 6;

    private final NodeService node;
    private final Semaphore one = new Semaphore(1);

    public VerifyMethods(NodeService node) {
        this.node = node;
    }

    @Override
    public List<RpcMethod> methods() {
        return List.of(RpcMethod.of(
                "Blockchain",
                "verifychain checklevel? nblocks?",
                "Whether the newest blocks (6; 0 for all) are stored right: 0 their bytes, 1 their rules, 2 what they spent,"
                        + " 3 what they made, 4 all rules and scripts again.",
                this::verify));
    }

    private JsonNode verify(RpcParams p) {
        int level = Math.max(0, Math.min(HIGHEST_LEVEL, p.number(0, USUAL_LEVEL)));
        int blocks = Math.max(0, p.number(1, USUAL_BLOCKS));
        if (!one.tryAcquire()) {
            throw RpcException.of(RpcException.MISC_ERROR, "verifychain is running already");
        }
        try {
            VerificationReport report = node.queries()
                    .read(q -> q.verify(new VerificationPlan(
                            level,
                            blocks,
                            node.params(),
                            hash -> AwaitedAnswer.await(node.readChain(
                                    (chain, mempool) -> chain.headers().get(hash))),
                            ScriptCheckRunner.inOrder(),
                            progress -> {},
                            () -> false)));
            report.faults().forEach(fault -> LOG.error("{}: verifychain: {}", node.name(), fault));
            if (!report.isSound()) {
                LOG.error(
                        "{}: verifychain: ./wonsi node --data-dir {} --reindex rebuilds the tables from the blocks",
                        node.name(),
                        node.dataDirectory().toAbsolutePath());
            }
            return BooleanNode.valueOf(report.isSound());
        } finally {
            one.release();
        }
    }
}
