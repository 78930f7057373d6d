package org.wonsi.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.wonsi.wallet.cli.WonsiWallet;
import org.wonsi.wallet.cli.program.Environment;
import org.wonsi.wallet.cli.program.Terminal;

/** Runs the wallet's commands in this process and keeps what they print. */
public final class FakeTerminal implements Terminal {
    private final Path home;
    private final Map<String, String> variables = new HashMap<>();
    private final Deque<String> lines = new ArrayDeque<>();
    private final Random random;
    private long now = 1_795_478_500L;
    private boolean asked;
    private boolean interactive;
    private ByteArrayOutputStream out = new ByteArrayOutputStream();
    private ByteArrayOutputStream err = new ByteArrayOutputStream();

    public FakeTerminal(Path home, long seed) {
        this.home = home;
        this.random = new Random(seed);
        variables.put("WONSI_HOME", home.toString());
        variables.put("WONSI_WALLET_PASSWORD", "correct horse");
        variables.put("LANG", "en_US.UTF-8");
    }

    /** Sets an environment variable. */
    public void set(String name, String value) {
        variables.put(name, value);
    }

    /** What the person will type, or standard input holds. */
    public void type(String... typed) {
        lines.addAll(List.of(typed));
    }

    /** From now on payments are reviewed; until then each is given --yes, as scripts do. */
    public void review(boolean byPerson) {
        asked = true;
        interactive = byPerson;
    }

    /** Moves the clock on. */
    public void later(long seconds) {
        now += seconds;
    }

    private String[] withYes(String... arguments) {
        boolean pays = arguments.length > 0 && List.of("send", "bump", "sign").contains(arguments[0]);
        List<String> all = new ArrayList<>(List.of(arguments));
        if (pays && !asked && all.size() > 1 && !all.contains("--help")) {
            all.add("--yes");
        }
        return all.toArray(new String[0]);
    }

    /** Runs a command; the exit code. */
    public int run(String... arguments) {
        out = new ByteArrayOutputStream();
        err = new ByteArrayOutputStream();
        InstantSource clock = InstantSource.fixed(Instant.ofEpochSecond(now));
        return WonsiWallet.run(new Environment(this, variables, home, clock, random, 2), withYes(arguments));
    }

    /** Runs a command that succeeds, on regtest, and reads its JSON. */
    public JsonNode json(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--network", "regtest", "--json"));
        int code = run(all.toArray(new String[0]));
        try {
            JsonNode answer = Json.MAPPER.readTree(printed());
            if (code != 0) {
                throw new AssertionError("exit code " + code + ": " + printed() + complained());
            }
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(printed() + complained(), e);
        }
    }

    /** Runs a command on regtest that ends with an exit code; what it complains of. */
    public String fail(int code, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--network", "regtest"));
        assertThat(run(all.toArray(new String[0]))).as(printed() + complained()).isEqualTo(code);
        return complained();
    }

    public String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    public String complained() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Override
    public PrintStream out() {
        return new PrintStream(out, true, StandardCharsets.UTF_8);
    }

    @Override
    public PrintStream err() {
        return new PrintStream(err, true, StandardCharsets.UTF_8);
    }

    @Override
    public boolean isInteractive() {
        return interactive;
    }

    @Override
    public Optional<String> readLine(String prompt) {
        return Optional.ofNullable(lines.poll());
    }

    @Override
    public Optional<char[]> readPassword(String prompt) {
        return Optional.ofNullable(lines.poll()).map(String::toCharArray);
    }
}
