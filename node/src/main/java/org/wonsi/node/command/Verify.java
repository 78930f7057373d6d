package org.wonsi.node.command;

import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicBoolean;
import org.wonsi.node.command.program.CommandFailedException;
import org.wonsi.node.command.program.ImportLines;
import org.wonsi.node.runtime.NodeConfig;
import org.wonsi.node.runtime.NodeGroup;
import org.wonsi.node.store.FullVerification;
import org.wonsi.node.store.db.StorageException;
import org.wonsi.node.store.query.VerificationReport;

/**
 * The option {@code wonsi node --verify}: it checks all that is stored, says what is wrong and what to do, and changes nothing.
 */
final class Verify {
    private Verify() {}

    /**
     * Verifies a node's data.
     *
     * @return 0 if all is as it should be, else 1
     * @throws CommandFailedException if there is nothing to verify
     */
    static int run(NodeConfig config, NodeGroup nodeGroup, PrintWriter out) {
        out.println("verifying " + config.dataDirectory() + " ...");
        out.flush();
        AtomicBoolean cancelled = new AtomicBoolean();
        Thread hook = new Thread(() -> cancelled.set(true), "shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        VerificationReport report;
        try {
            report = FullVerification.run(
                    config.dataDirectory(),
                    config.params(),
                    nodeGroup.scriptChecks(),
                    new ImportLines(out, nodeGroup.clock())::show,
                    cancelled::get);
        } catch (StorageException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()), e);
        }
        if (cancelled.get()) {
            throw new CommandFailedException("stopped at block " + report.last() + "; nothing was changed");
        }
        Runtime.getRuntime().removeShutdownHook(hook);
        print(config, report, out);
        return report.isSound() ? 0 : 1;
    }

    private static void print(NodeConfig config, VerificationReport report, PrintWriter out) {
        if (report.isSound()) {
            out.println("  sound: blocks 0 to " + report.last() + ", " + report.transactions() + " transactions and "
                    + report.outputs() + " outputs; all rules and scripts, every row of the tables, every stale block");
            report.remarks().forEach(remark -> out.println("  " + remark));
        } else {
            report.faults().forEach(fault -> out.println("  " + fault));
            out.println("  " + (report.faults().size() < VerificationReport.MAX_FAULTS ? "" : "at least ")
                    + report.faults().size()
                    + " faults. Rebuild everything from the blocks that are sound; what is missing"
                    + " then comes from peers: ./wonsi node --data-dir "
                    + config.dataDirectory().toAbsolutePath() + " --reindex");
        }
        out.flush();
    }
}
