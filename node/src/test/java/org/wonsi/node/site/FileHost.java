package org.wonsi.node.site;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

/** A host of files that knows nothing but files: a folder below a path. Like most, it sends them compressed to whoever takes that. */
final class FileHost implements AutoCloseable {
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "json", "application/json",
            "jsonl", "application/jsonl",
            "wasm", "application/wasm",
            "svg", "image/svg+xml");

    static {
        // The JDK's server writes head and body apart, and the second would wait 40 ms for the first to be
        // acknowledged.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, byte[]> compressed = new ConcurrentHashMap<>();
    private final String path;

    FileHost(Path folder, String path) throws IOException {
        this(folder, path, "");
    }

    /** One that says how long a browser may keep its files, in the words of the header {@code Cache-Control}. */
    FileHost(Path folder, String path, String keep) throws IOException {
        this.path = path;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(path, exchange -> {
            String name = exchange.getRequestURI().getPath().substring(path.length());
            Path file = folder.resolve(name.isEmpty() || name.endsWith("/") ? name + "index.html" : name)
                    .normalize();
            if (!file.startsWith(folder) || !Files.isRegularFile(file)) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                boolean smaller = exchange.getRequestHeaders().getOrDefault("Accept-Encoding", List.of()).stream()
                        .anyMatch(accepted -> accepted.contains("gzip"));
                byte[] bytes = smaller
                        ? compressed.computeIfAbsent(
                                file + " " + Files.getLastModifiedTime(file), version -> gzip(file))
                        : Files.readAllBytes(file);
                if (smaller) {
                    exchange.getResponseHeaders().set("Content-Encoding", "gzip");
                }
                if (!keep.isEmpty()) {
                    exchange.getResponseHeaders().set("Cache-Control", keep);
                }
                String ending = file.toString().substring(file.toString().lastIndexOf('.') + 1);
                exchange.getResponseHeaders().set("Content-Type", TYPES.getOrDefault(ending, "text/plain"));
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
            exchange.close();
        });
        server.setExecutor(threads);
        server.start();
    }

    private static byte[] gzip(Path file) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            Files.copy(file, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The address of the folder. */
    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
