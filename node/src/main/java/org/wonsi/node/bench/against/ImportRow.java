package org.wonsi.node.bench.against;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The row on an import: blocks from a file into an empty data directory, with every check, from the start of the process until
 * it answers.
 */
final class ImportRow implements Row {
    private final String name;
    private final String about;
    private final boolean empty;
    private final boolean addressIndex;

    private ImportRow(String name, String about, boolean empty, boolean addressIndex) {
        this.name = name;
        this.about = about;
        this.empty = empty;
        this.addressIndex = addressIndex;
    }

    static ImportRow ofPayments() {
        return new ImportRow("import", "import of 100,000 payments of two inputs from a file", false, true);
    }

    static ImportRow withoutAddresses() {
        return new ImportRow("import-bare", "the same, Wonsi without its index of addresses", false, false);
    }

    static ImportRow ofEmptyBlocks() {
        return new ImportRow("import-empty", "import of 10,000 empty blocks from a file", true, true);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String about() {
        return about;
    }

    @Override
    public List<Measurement> run(ComparedNode node, ComparisonSetup bench) throws IOException {
        Path file = empty ? bench.emptyFile() : bench.payments().file();
        int height = empty ? bench.emptyBlocks() : bench.payments().height();
        Path data = bench.freshDirectory();
        boolean imported = false;
        ComparedNode.Setup setup = ComparedNode.Setup.on(data).importing(file);
        try (RunningNode running = RunningNode.start(node, addressIndex ? setup : setup.withoutAddressIndex())) {
            running.awaitHeight(height);
            List<Measurement> figures = ResourceUsage.until(running, "time");
            imported = addressIndex;
            return figures;
        } finally {
            // Other rows begin with it.
            if (!imported || !bench.keep(node, file, data)) {
                ComparisonSetup.delete(data);
            }
        }
    }
}
