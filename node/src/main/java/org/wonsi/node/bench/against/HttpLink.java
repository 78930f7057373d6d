package org.wonsi.node.bench.against;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/**
 * An HTTP connection that is used again and again, of one thread. It does as little as it can, because it shares the processors
 * with the node that it measures.
 */
final class HttpLink implements AutoCloseable {
    private static final int BUFFER = 1 << 16;
    private static final int LONGEST_BODY = 64_000_000;
    private static final int FIRST_REFUSAL = 400;

    private final Socket socket;
    private final OutputStream out;
    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int from;
    private int to;

    HttpLink(int port) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        this.out = socket.getOutputStream();
        this.in = socket.getInputStream();
    }

    static byte[] get(int port, String path) {
        return bytes("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n\r\n");
    }

    static byte[] post(int port, String login, byte[] body) {
        String basic = Base64.getEncoder().encodeToString(bytes(login + ":" + login));
        byte[] head = bytes("POST / HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nAuthorization: Basic " + basic
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n");
        ByteArrayOutputStream all = new ByteArrayOutputStream(head.length + body.length);
        all.writeBytes(head);
        all.writeBytes(body);
        return all.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Sends a request and reads the whole answer.
     *
     * @return its body
     * @throws IOException if the status is 400 or more, or the connection breaks
     */
    byte[] exchange(byte[] request) throws IOException {
        return body(head(request));
    }

    /**
     * The same for an answer that nobody looks at: a body of known length is read through one buffer and dropped, so that what is
     * measured isn't the memory of this side.
     *
     * @return the length of its body
     * @throws IOException as above, and if the connection ends within the body
     */
    int skim(byte[] request) throws IOException {
        Head head = head(request);
        if (head.chunked || head.status >= FIRST_REFUSAL) {
            return body(head).length;
        }
        int missing = head.length;
        while (missing > 0) {
            if (from == to) {
                fill();
            }
            int here = Math.min(missing, to - from);
            from += here;
            missing -= here;
        }
        return head.length;
    }

    /** What an answer says of itself before its body. */
    private record Head(int status, int length, boolean chunked) {}

    private Head head(byte[] request) throws IOException {
        out.write(request);
        int status = Integer.parseInt(line().split(" ", 3)[1]);
        int length = 0;
        boolean chunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(
                        header.substring("content-length:".length()).strip());
            }
            chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
        }
        if (length > LONGEST_BODY) {
            throw new IOException("an answer of " + length + " bytes");
        }
        return new Head(status, length, chunked);
    }

    private byte[] body(Head head) throws IOException {
        byte[] body = head.chunked ? chunks() : exactly(head.length);
        if (head.status >= FIRST_REFUSAL) {
            throw new IOException("status " + head.status + ": " + new String(body, StandardCharsets.UTF_8));
        }
        return body;
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            body.writeBytes(exactly(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(line().split(";", 2)[0].strip(), 16);
    }

    private byte[] exactly(int length) throws IOException {
        if (length > LONGEST_BODY) {
            throw new IOException("an answer of " + length + " bytes");
        }
        byte[] body = new byte[length];
        int done = Math.min(length, to - from);
        System.arraycopy(buffer, from, body, 0, done);
        from += done;
        if (in.readNBytes(body, done, length - done) < length - done) {
            throw new EOFException("the connection ended within an answer");
        }
        return body;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = next(); c != '\n'; c = next()) {
            line.append((char) c);
        }
        return line.toString().strip();
    }

    private int next() throws IOException {
        if (from == to) {
            fill();
        }
        return buffer[from++];
    }

    private void fill() throws IOException {
        from = 0;
        to = in.read(buffer);
        if (to < 0) {
            to = 0;
            throw new EOFException("the connection ended before an answer, or within one");
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
