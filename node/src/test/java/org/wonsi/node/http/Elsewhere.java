package org.wonsi.node.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.wonsi.node.http.auth.RpcLogin;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.p2p.Subnet;
import org.wonsi.node.service.VoteService;

/**
 * A program in a network of its own, where clients have addresses besides loopback; prints what they meet.
 *
 * <p>Argument: a directory. The addresses 10.77.0.1 to 10.77.0.4 must be this machine's.
 */
final class Elsewhere {
    private static final String SERVER = "10.77.0.1";
    private static final HttpConfig.Limits LIMITS = new HttpConfig.Limits(
            100_000,
            8_192,
            200,
            4,
            5,
            10,
            100,
            400,
            Duration.ofSeconds(5),
            Duration.ofSeconds(5),
            1_000,
            4_096,
            Duration.ofSeconds(20),
            10,
            50);
    private static final byte[] REQUEST =
            "GET /health HTTP/1.1\r\nHost: 10.77.0.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final int port;

    private Elsewhere(int port) {
        this.port = port;
    }

    public static void main(String[] args) throws IOException {
        HttpConfig config = new HttpConfig(
                SERVER, 0, List.of(), Optional.empty(), List.of(), Optional.empty(), true, List.of(), LIMITS);
        try (TestNode node = new TestNode(Path.of(args[0]));
                HttpServer server = HttpServer.start(node, config)) {
            Elsewhere clients = new Elsewhere(server.port());
            System.out.println("open " + clients.open("10.77.0.2", 6));
            System.out.println("again " + clients.openAgain("10.77.0.2"));
            System.out.println(clients.flood("10.77.0.3", 40));
            System.out.println("other " + clients.status("10.77.0.4"));
        }
        // As with --lan: all addresses of this machine, those of IPv6 too.
        HttpConfig here = HttpConfig.loopback(0).at("0.0.0.0", 0).operatedHere();
        try (TestNode node = new TestNode(Path.of(args[0], "here"));
                HttpServer server = HttpServer.start(node, here)) {
            Elsewhere clients = new Elsewhere(server.port());
            String token = server.operatorUrl().replaceAll(".*token=", "");
            System.out.println("lab " + clients.status("10.77.0.2", "GET /lab HTTP/1.1\r\n") + " "
                    + clients.status(
                            "10.77.0.2",
                            String.join(
                                    "\r\n",
                                    "GET /lab HTTP/1.1",
                                    "X-Forwarded-For: 127.0.0.1",
                                    "Forwarded: for=127.0.0.1",
                                    "X-Real-IP: ::1",
                                    ""))
                    + " " + clients.statusOver("fd77::1", "fd77::2") + " " + clients.statusOver("::1", "::1") + " "
                    + clients.statusOver("127.0.0.1", "127.0.0.1"));
            System.out.println("experiment " + clients.status("10.77.0.2", "GET /lab/echo HTTP/1.1\r\n"));
            System.out.println("lessons " + clients.status("10.77.0.2", "GET /lessons/en HTTP/1.1\r\n"));
            System.out.println("operator "
                    + clients.status(
                            "10.77.0.2",
                            "POST /lab/echo/reset HTTP/1.1\r\nContent-Length: 0\r\nX-Wonsi-Token: " + token + "\r\n")
                    + " "
                    + clients.status(
                            "10.77.0.2",
                            "POST /node/mining/generate HTTP/1.1\r\nContent-Length: 0\r\nX-Wonsi-Token: " + token
                                    + "\r\n"));
            String call = "{\"method\":\"uptime\",\"id\":1}";
            String post = "POST / HTTP/1.1\r\nContent-Length: " + call.length() + "\r\n";
            String cookie = "Authorization: Basic "
                    + Base64.getEncoder().encodeToString(("__cookie__:" + token).getBytes(StandardCharsets.US_ASCII))
                    + "\r\n";
            System.out.println("rpc " + clients.status("10.77.0.2", post + cookie, call) + " "
                    + clients.status("10.77.0.2", post + "X-Wonsi-Token: " + token + "\r\n", call) + " "
                    + clients.status("10.77.0.2", post, call));
        }
        HttpConfig watched = here.withMetricsFrom(List.of(Subnet.parse("10.77.0.3")));
        try (TestNode node = new TestNode(Path.of(args[0], "watched"));
                HttpServer server = HttpServer.start(node, watched)) {
            Elsewhere clients = new Elsewhere(server.port());
            String request = "GET /metrics HTTP/1.1\r\n";
            System.out.println("metrics " + clients.status("10.77.0.2", request) + " "
                    + clients.status("10.77.0.2", request + "X-Forwarded-For: 127.0.0.1\r\n") + " "
                    + clients.status("10.77.0.3", request));
        }
        HttpConfig named = here.withRpcLogin(new RpcLogin("alice", "rabbit"));
        try (TestNode node = new TestNode(Path.of(args[0], "named"));
                HttpServer server = HttpServer.start(node, named)) {
            Elsewhere clients = new Elsewhere(server.port());
            String call = "{\"method\":\"uptime\",\"id\":1}";
            String post = "POST / HTTP/1.1\r\nContent-Length: " + call.length() + "\r\n";
            // alice:rabbit, alice:hare
            System.out.println("user "
                    + clients.status("10.77.0.2", post + "Authorization: Basic YWxpY2U6cmFiYml0\r\n", call) + " "
                    + clients.status("10.77.0.2", post + "Authorization: Basic YWxpY2U6aGFyZQ==\r\n", call));
        }
        try (TestNode node = new TestNode(Path.of(args[0], "vote"));
                HttpServer server = HttpServer.start(node, here)) {
            new Elsewhere(server.port()).vote(node, server.operatorUrl().replaceAll(".*token=", ""));
        }
        HttpConfig room = HttpConfig.loopback(0).at(SERVER, 0);
        try (TestNode node = new TestNode(Path.of(args[0], "room"));
                HttpServer server = HttpServer.start(node, room)) {
            new Elsewhere(server.port()).room();
        }
    }

    /** Sixty phones behind one address load the page, get a cookie and choose; none of them opens or reveals. */
    private void vote(TestNode node, String token) throws IOException {
        long vote = node.votes()
                .open(new VoteService.Question(5, "winner", List.of("a", "b", "c")), false)
                .id();
        String body = "{\"vote\":" + vote + ",\"answer\":\"b\"}";
        for (int i = 0; i < 60; i++) {
            status("10.77.0.2", "GET /vote HTTP/1.1\r\n");
            String cookie = answer("10.77.0.2", "POST /vote/device HTTP/1.1\r\nContent-Length: 0\r\n")
                    .replaceFirst("(?s).*Set-Cookie: ([^;]*);.*", "$1");
            status(
                    "10.77.0.2",
                    "POST /vote/choice HTTP/1.1\r\nContent-Length: " + body.length() + "\r\nCookie: " + cookie + "\r\n",
                    body);
        }
        System.out.println("phones " + node.votes().poll().voted());
        String operator = "Content-Length: 0\r\nX-Wonsi-Token: " + token + "\r\n";
        System.out.println("presenter "
                + status("10.77.0.2", "POST /vote/open HTTP/1.1\r\n" + operator) + " "
                + status("10.77.0.2", "POST /vote/reveal HTTP/1.1\r\n" + operator) + " "
                + status("10.77.0.2", "POST /vote/close HTTP/1.1\r\n" + operator) + " "
                + status("10.77.0.2", "GET /vote/counts HTTP/1.1\r\n" + operator));
        System.out.println("code " + status("10.77.0.2", "GET /vote/qr.svg HTTP/1.1\r\n"));
    }

    /** A hundred browsers behind one address look at the page while a flooder behind the same address floods. */
    private void room() throws IOException {
        List<Socket> browsers = new ArrayList<>();
        int flooded = 0;
        int answered = 0;
        try (Socket flooder = connect("10.77.0.2")) {
            boolean flooding = true;
            for (int i = 0; i < 100; i++) {
                browsers.add(connect("10.77.0.2"));
            }
            for (int page = 0; page < 10; page++) {
                for (int i = 0; i < 20_000 && flooding; i++) {
                    flooding = status(flooder) == 200;
                    flooded += flooding ? 1 : 0;
                }
                for (Socket browser : browsers) {
                    answered += status(browser) == 200 ? 1 : 0;
                }
            }
            System.out.println("flooder " + (flooded >= 400 && !flooding ? "lost" : flooded));
        }
        System.out.println("room " + answered);
        for (Socket browser : browsers) {
            browser.close();
        }
    }

    /** The status of the answer to a request from an address; its first lines without the host. */
    private int status(String from, String request) throws IOException {
        return status(from, request, "");
    }

    private int status(String from, String request, String body) throws IOException {
        return Integer.parseInt(answer(from, request, body).replaceFirst("(?s)^\\S+ (\\d{3}).*", "$1"));
    }

    private String answer(String from, String request) throws IOException {
        return answer(from, request, "");
    }

    private String answer(String from, String request, String body) throws IOException {
        try (Socket socket = connect(from)) {
            socket.getOutputStream()
                    .write((request + "Host: 10.77.0.1\r\nConnection: close\r\n\r\n" + body)
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    /** The status of the answer to a look at the experiments, at one of the server's addresses. */
    private int statusOver(String server, String from) throws IOException {
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(from, 0));
            socket.connect(new InetSocketAddress(server, port));
            socket.getOutputStream()
                    .write("GET /lab HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String line = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return Integer.parseInt(line.replaceFirst("(?s)^\\S+ (\\d{3}).*", "$1"));
        }
    }

    private Socket connect(String from) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(new InetSocketAddress(SERVER, port), 5_000);
        socket.setSoTimeout(5_000);
        return socket;
    }

    /** How many of so many connections, open at once, are answered; closes them. */
    private int open(String from, int count) throws IOException {
        List<Socket> sockets = new ArrayList<>();
        int answered = 0;
        for (int i = 0; i < count; i++) {
            Socket socket = connect(from);
            sockets.add(socket);
            answered += status(socket) == 0 ? 0 : 1;
        }
        for (Socket socket : sockets) {
            socket.close();
        }
        return answered;
    }

    /** The same for four, once the server has noticed that the others are closed. */
    private int openAgain(String from) throws IOException {
        long start = System.nanoTime();
        int answered = 0;
        while (answered < 4 && System.nanoTime() - start < DEADLINE_NANOS) {
            answered = open(from, 4);
        }
        return answered;
    }

    private String flood(String from, int count) throws IOException {
        int passed = 0;
        int refused = 0;
        try (Socket socket = connect(from)) {
            for (int i = 0; i < count; i++) {
                int status = status(socket);
                passed += status == 200 ? 1 : 0;
                refused += status == 429 ? 1 : 0;
            }
        }
        return "flood "
                + (passed >= 10 && refused > 0 && passed + refused == count ? "limited" : passed + " " + refused);
    }

    private int status(String from) throws IOException {
        try (Socket socket = connect(from)) {
            return status(socket);
        }
    }

    /** The status of a request on this connection, 0 if it was closed instead. */
    private static int status(Socket socket) {
        try {
            socket.getOutputStream().write(REQUEST);
            byte[] answer = new byte[4_096];
            int length = socket.getInputStream().read(answer);
            String line = new String(answer, 0, Math.max(0, length), StandardCharsets.US_ASCII);
            return line.startsWith("HTTP/1.1 ") ? Integer.parseInt(line.substring(9, 12)) : 0;
        } catch (IOException e) {
            return 0;
        }
    }
}
