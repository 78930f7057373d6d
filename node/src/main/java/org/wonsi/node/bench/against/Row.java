package org.wonsi.node.bench.against;

import java.io.IOException;
import java.util.List;

/** A row of the comparison: one kind of work that both programs do. */
interface Row {
    /** Its name on the command line. */
    String name();

    /** What is done, in a few words. */
    String about();

    /** Has one program do it once, and says what was measured: the same figures in the same order for every program. */
    List<Measurement> run(ComparedNode node, ComparisonSetup bench) throws IOException, InterruptedException;

    /** Whether it takes so long that only who names it wants it. */
    default boolean isOnlyWhenNamed() {
        return false;
    }

    /** All of them. */
    static List<Row> all() {
        return List.of(
                ImportRow.ofPayments(),
                ImportRow.withoutAddresses(),
                ImportRow.ofEmptyBlocks(),
                SyncRow.ofPayments(),
                SyncRow.ofEmptyBlocks(),
                new ReorganisationRow(),
                new StartRow(),
                new CallRow(),
                new BlockBytesRow(),
                new BlockJsonRow(),
                new SendingRow(),
                new TemplateRow(),
                new RelayRow(),
                new GrowthRow());
    }
}
