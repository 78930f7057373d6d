package org.wonsi.wallet.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URL;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import org.wonsi.wallet.problem.Phrase;
import org.wonsi.wallet.problem.WalletException;

/**
 * HTTP as far as a wallet needs it, by the URL connections that every Java has.
 *
 * <p>Not by {@code java.net.http}: before its first request that one prepares for TLS, HTTP/2 and asynchrony, which takes
 * longer than all the questions of a short command.
 */
final class Http {
    /** The largest answer that is read: a page of the largest transactions there can be. */
    private static final int MAX_ANSWER = 64 << 20;

    private static final int CONNECT_SECONDS = 5;
    private static final int READ_SECONDS = 20;

    static {
        // Java keeps five connections to a host open by default; the ninth of a second wave would have to dial again.
        if (System.getProperty("http.maxConnections") == null) {
            System.setProperty("http.maxConnections", Integer.toString(Nodes.PARALLEL));
        }
    }

    private Http() {}

    /** Status and body of an answer; lives only while it is read. */
    static final class Answer {
        private final int status;
        private final byte[] body;

        private Answer(int status, byte[] body) {
            this.status = status;
            this.body = body;
        }

        int status() {
            return status;
        }

        byte[] body() {
            return body;
        }
    }

    /** Asks. */
    static Answer get(String url) {
        try {
            return read(open(url), url);
        } catch (IOException e) {
            throw unreachable(url, e);
        }
    }

    /** Hands over a text. It is sent once: Java's own second try of a broken POST is off. */
    static Answer post(String url, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            HttpURLConnection connection = open(url);
            connection.setRequestMethod("POST");
            connection.setRequestProperty("Content-Type", "text/plain");
            connection.setDoOutput(true);
            connection.setFixedLengthStreamingMode(bytes.length);
            try (OutputStream out = connection.getOutputStream()) {
                out.write(bytes);
            }
            return read(connection, url);
        } catch (IOException e) {
            throw unreachable(url, e);
        }
    }

    private static HttpURLConnection open(String url) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) new URL(url).openConnection();
        connection.setConnectTimeout(CONNECT_SECONDS * 1000);
        connection.setReadTimeout(READ_SECONDS * 1000);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestProperty("Accept", "*/*");
        connection.setRequestProperty("User-Agent", "wonsi-wallet");
        return connection;
    }

    private static Answer read(HttpURLConnection connection, String url) throws IOException {
        int status = connection.getResponseCode();
        if (status < 0) {
            throw new WalletException("node-answer", url, Phrase.of("answer.no-http"));
        }
        InputStream stream = status >= 400 ? connection.getErrorStream() : connection.getInputStream();
        if (stream == null) {
            return new Answer(status, new byte[0]);
        }
        try (InputStream in = stream) {
            byte[] body = in.readNBytes(MAX_ANSWER + 1);
            if (body.length > MAX_ANSWER) {
                throw new WalletException("node-answer", url, Phrase.of("answer.too-large", MAX_ANSWER));
            }
            return new Answer(status, body);
        }
    }

    private static WalletException unreachable(String url, IOException e) {
        Phrase why;
        if (e instanceof SocketTimeoutException) {
            why = Phrase.of("unreachable.timeout", READ_SECONDS);
        } else if (e instanceof UnknownHostException) {
            why = Phrase.of("unreachable.unknown-host", String.valueOf(e.getMessage()));
        } else if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
            why = Phrase.of("unreachable.refused");
        } else {
            why = Phrase.of("unreachable.broken", String.valueOf(e.getMessage()));
        }
        return new WalletException("unreachable", url, why);
    }
}
