package org.wonsi.wallet.cli.program;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.wonsi.wallet.problem.DiskFault;
import org.wonsi.wallet.problem.Failure;
import org.wonsi.wallet.problem.WalletException;

/**
 * The source of passwords: from {@code --password-file}, then {@code WONSI_WALLET_PASSWORD}, then the person,
 * unechoed.
 *
 * <p>Of a file the first line counts. The caller wipes the password.
 */
public final class Passwords {
    /** The largest password file that is read, in bytes. */
    private static final int MAX_FILE = 4096;

    private final Terminal terminal;
    private final Messages messages;
    private final Optional<Path> file;
    private final Map<String, String> environment;

    Passwords(Terminal terminal, Messages messages, Optional<Path> file, Map<String, String> environment) {
        this.terminal = terminal;
        this.messages = messages;
        this.file = file;
        this.environment = environment;
    }

    /** The password of a wallet there is. */
    public char[] existing(String wallet) {
        return given().or(() -> terminal.readPassword(messages.text("password.ask", wallet)))
                .orElseThrow(() -> new WalletException(new Failure.NoPassword()));
    }

    /** A password for a new wallet, asked for twice. */
    public char[] fresh(String wallet) {
        return chosen(wallet, given());
    }

    /** Another password for a wallet: from a file of its own, else asked for twice. */
    public char[] changed(String wallet, Optional<Path> newFile) {
        return chosen(wallet, newFile.map(Passwords::read));
    }

    private char[] chosen(String wallet, Optional<char[]> given) {
        char[] password = given.or(() -> terminal.readPassword(messages.text("password.choose", wallet)))
                .orElseThrow(() -> new WalletException(new Failure.NoPassword()));
        if (password.length == 0) {
            throw new WalletException(new Failure.EmptyPassword());
        }
        if (given.isEmpty()) {
            char[] again =
                    terminal.readPassword(messages.text("password.repeat")).orElse(new char[0]);
            boolean same = Arrays.equals(password, again);
            Arrays.fill(again, '\0');
            if (!same) {
                Arrays.fill(password, '\0');
                throw new WalletException(new Failure.PasswordsDiffer());
            }
        }
        return password;
    }

    private Optional<char[]> given() {
        return file.map(Passwords::read)
                .or(() -> Optional.ofNullable(environment.get("WONSI_WALLET_PASSWORD"))
                        .map(String::toCharArray));
    }

    private static byte[] firstBytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_FILE + 1);
            if (bytes.length > MAX_FILE) {
                Arrays.fill(bytes, (byte) 0);
                throw WalletException.disk(file, new DiskFault.TooLarge(MAX_FILE));
            }
            return bytes;
        }
    }

    private static char[] read(Path file) {
        try {
            byte[] bytes = firstBytes(file);
            CharBuffer chars = CharBuffer.allocate(bytes.length);
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .decode(ByteBuffer.wrap(bytes), chars, true);
            int end = 0;
            while (end < chars.position() && chars.get(end) != '\n' && chars.get(end) != '\r') {
                end++;
            }
            char[] password = Arrays.copyOf(chars.array(), end);
            Arrays.fill(chars.array(), '\0');
            Arrays.fill(bytes, (byte) 0);
            return password;
        } catch (IOException e) {
            throw WalletException.disk(file, e);
        }
    }
}
