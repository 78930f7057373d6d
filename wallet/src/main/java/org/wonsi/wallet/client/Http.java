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
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.wonsi.wallet.problem.AnswerFault;
import org.wonsi.wallet.problem.ConnectionFault;
import org.wonsi.wallet.problem.Failure;
import org.wonsi.wallet.problem.WalletException;

/**
 * An HTTP client as far as a wallet needs it, built on the URL connections that every Java has.
 *
 * <p>Not by {@code java.net.http}: before its first request that one prepares for TLS, HTTP/2 and asynchrony, which takes
 * longer than all the questions of a short command.
 */
final class Http {
    /** The largest answer that is read: 4 MiB, as many bytes as a block can have. */
    static final int MAX_ANSWER = 4 << 20;

    private static final int CONNECT_SECONDS = 5;

    /** One answer may take so long in all; a node that is slower is passed over. */
    private static final int ANSWER_SECONDS = 15;

    static {
        // Java keeps five connections to a host open by default; the ninth of a second wave would have to dial again.
        if (System.getProperty("http.maxConnections") == null) {
            System.setProperty("http.maxConnections", Integer.toString(NodeClients.PARALLEL));
        }
    }

    private final Deadline deadline;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "node-connection");
        thread.setDaemon(true);
        return thread;
    });

    /** Questions that must all be answered before a deadline. */
    Http(Deadline deadline) {
        this.deadline = deadline;
    }

    /** An answer's status and body; it lives only while it is read. */
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
    Answer get(String url) {
        return beforeDeadline(url, () -> read(open(url), url));
    }

    /** Hands over a text. It is sent once: Java's own second try of a broken POST is off. */
    Answer post(String url, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return beforeDeadline(url, () -> {
            HttpURLConnection connection = open(url);
            connection.setRequestMethod("POST");
            connection.setRequestProperty("Content-Type", "text/plain");
            connection.setDoOutput(true);
            connection.setFixedLengthStreamingMode(bytes.length);
            try (OutputStream out = connection.getOutputStream()) {
                out.write(bytes);
            }
            return read(connection, url);
        });
    }

    /**
     * Waits for an answer no longer than the command may take; a node that sends a byte now and then would get around a
     * limit on each read.
     */
    private Answer beforeDeadline(String url, Callable<Answer> ask) {
        Future<Answer> answer = threads.submit(ask);
        try {
            return answer.get(Math.min(deadline.leftMillis(), ANSWER_SECONDS * 1000L), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw deadline.leftMillis() == 0
                    ? new WalletException(new Failure.Deadline(deadline.seconds(), url))
                    : new WalletException(new Failure.Unreachable(url, new ConnectionFault.Timeout(ANSWER_SECONDS)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WalletException(new Failure.Interrupted());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException broken) {
                throw unreachable(url, broken);
            }
            if (e.getCause() instanceof WalletException problem) {
                throw problem;
            }
            throw new IllegalStateException("a question to a node failed", e.getCause());
        }
    }

    void close() {
        threads.shutdownNow();
    }

    private static HttpURLConnection open(String url) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) new URL(url).openConnection();
        connection.setConnectTimeout(CONNECT_SECONDS * 1000);
        connection.setReadTimeout(ANSWER_SECONDS * 1000);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestProperty("Accept", "*/*");
        connection.setRequestProperty("User-Agent", "wonsi-wallet");
        return connection;
    }

    private static Answer read(HttpURLConnection connection, String url) throws IOException {
        int status = connection.getResponseCode();
        if (status < 0) {
            throw new WalletException(new Failure.NodeAnswer(url, new AnswerFault.NoHttp()));
        }
        InputStream stream = status >= 400 ? connection.getErrorStream() : connection.getInputStream();
        if (stream == null) {
            return new Answer(status, new byte[0]);
        }
        try (InputStream in = stream) {
            byte[] body = in.readNBytes(MAX_ANSWER + 1);
            if (body.length > MAX_ANSWER) {
                throw new WalletException(new Failure.NodeAnswer(url, new AnswerFault.TooLarge(MAX_ANSWER)));
            }
            return new Answer(status, body);
        }
    }

    private static WalletException unreachable(String url, IOException e) {
        ConnectionFault why;
        if (e instanceof SocketTimeoutException) {
            why = new ConnectionFault.Timeout(ANSWER_SECONDS);
        } else if (e instanceof UnknownHostException) {
            why = new ConnectionFault.UnknownHost(String.valueOf(e.getMessage()));
        } else if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
            why = new ConnectionFault.Refused();
        } else {
            why = new ConnectionFault.Broken(String.valueOf(e.getMessage()));
        }
        return new WalletException(new Failure.Unreachable(url, why));
    }
}
