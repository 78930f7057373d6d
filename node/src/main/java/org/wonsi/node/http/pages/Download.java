package org.wonsi.node.http.pages;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

/**
 * A file that is being sent to one reader; it holds no thread while the reader is slow, since a whole room may download at
 * once.
 */
final class Download implements WriteListener {
    private static final int CHUNK = 65_536;

    private final InputStream in;
    private final ServletOutputStream out;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private Download(InputStream in, ServletOutputStream out) {
        this.in = in;
        this.out = out;
    }

    /** Starts; the answer must be asynchronous already. The future completes when the file is sent or the reader gone. */
    static CompletableFuture<Void> start(Path file, ServletOutputStream out) throws IOException {
        Download download = new Download(Files.newInputStream(file), out);
        out.setWriteListener(download);
        return download.ended;
    }

    @Override
    public void onWritePossible() throws IOException {
        while (!ended.isDone() && out.isReady()) {
            // A new array each time: the connection may hold on to the last one.
            byte[] chunk = in.readNBytes(CHUNK);
            if (chunk.length == 0) {
                end();
                return;
            }
            out.write(chunk);
        }
    }

    @Override
    public void onError(Throwable e) {
        try {
            end();
        } catch (IOException closing) {
            ended.completeExceptionally(closing);
        }
    }

    private void end() throws IOException {
        in.close();
        ended.complete(null);
    }
}
