package org.wonsi.node.bench.against;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bitcoin Core's node as one of the two compared programs.
 *
 * @param program {@code bitcoind}
 * @param version as it says itself
 */
record BitcoinCore(Path program, String version) implements ComparedNode {
    private static final Pattern VERSION = Pattern.compile("Bitcoin Core.*version (\\S+)");

    /**
     * Looks at a program.
     *
     * @throws IOException if it isn't there, can't be run, or is none of Bitcoin Core's; says which
     */
    static BitcoinCore at(Path program) throws IOException {
        if (!Files.isRegularFile(program)) {
            throw new IOException("there is no file " + program + "; --against takes the path of a bitcoind");
        }
        if (!Files.isExecutable(program)) {
            throw new IOException(program + " can't be run; --against takes the path of a bitcoind");
        }
        Process process = new ProcessBuilder(program.toAbsolutePath().toString(), "-version")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Matcher version = VERSION.matcher(said);
        if (!version.find()) {
            throw new IOException(
                    program + " doesn't say that it is Bitcoin Core; --against takes the path of a bitcoind");
        }
        return new BitcoinCore(program.toAbsolutePath(), version.group(1));
    }

    @Override
    public String name() {
        return "bitcoind";
    }

    @Override
    public Map<String, String> variables() {
        return Map.of();
    }

    @Override
    public List<String> command(Setup setup) {
        List<String> command = new ArrayList<>(List.of(program.toString(), "-regtest", "-datadir=" + setup.data()));
        command.addAll(List.of("-rpcuser=" + LOGIN, "-rpcpassword=" + LOGIN, "-rpcport=" + setup.rpcPort()));
        command.addAll(List.of("-bind=127.0.0.1:" + setup.p2pPort(), "-rest", "-disablewallet"));
        // By itself: it dials nobody, and who connects may stay.
        command.addAll(List.of("-dnsseed=0", "-fixedseeds=0", "-listenonion=0", "-discover=0"));
        command.addAll(List.of("-whitelist=noban@127.0.0.1", "-v2transport=0", "-maxtipage=1000000000"));
        // Every signature is checked, as ours does; and none of regtest's checks of itself runs, which mainnet hasn't
        // either.
        command.addAll(List.of("-assumevalid=0", "-checkblockindex=0", "-checkmempool=0", "-printtoconsole=0"));
        // Else the payments of one run wait already in the next, which then has nothing to check.
        command.add("-persistmempool=0");
        // It fetches blocks from a node without SegWit only before SegWit holds.
        command.add("-testactivationheight=segwit@1000000");
        command.add("-par=" + Runtime.getRuntime().availableProcessors());
        setup.file().ifPresent(file -> command.add("-loadblock=" + file));
        command.add(
                "-connect=" + setup.neighbour().map(port -> "127.0.0.1:" + port).orElse("0"));
        return command;
    }
}
