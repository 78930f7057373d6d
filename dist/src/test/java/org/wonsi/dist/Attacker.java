package org.wonsi.dist;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.mining.Mining;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.message.MessageCodec;
import org.wonsi.core.protocol.message.VersionMessage;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.core.tx.Txid;

/**
 * A hostile program on a host of its own; {@link RedTeamIT} starts it. {@code Attacker MODE HOST PORT [N]}.
 *
 * <p>It says {@code sent} once its attack is under way or over and ends when its standard input does, so that a test decides
 * how long its connections stay open. Every mode is limited in count.
 */
final class Attacker {
    private static final ChainParams PARAMS = ChainParams.regtest();
    private static final MessageCodec CODEC = new MessageCodec(PARAMS.magic());

    private Attacker() {}

    public static void main(String[] args) throws IOException {
        String host = args[1];
        int port = Integer.parseInt(args[2]);
        int count = args.length > 3 ? Integer.parseInt(args[3]) : 0;
        Map<String, Mode> modes = Map.of(
                "headers", Attacker::headersWithoutBlocks,
                "weak", Attacker::weakHeaders,
                "getaddr", Attacker::flood,
                "collide", Attacker::collidingInputs,
                "idle", Attacker::unfinishedRequests,
                "decode", Attacker::costlyDecoding);
        List<Socket> open = new ArrayList<>();
        Objects.requireNonNull(modes.get(args[0]), "no such mode").attack(host, port, count, open);
        System.out.println("sent");
        System.out.println("connections still open: " + stillOpen(open));
        System.in.readAllBytes();
    }

    /** One way to harm a node; connections that are to stay open go into the list. */
    private interface Mode {
        void attack(String host, int port, int count, List<Socket> open) throws IOException;
    }

    /** How many connections the other side hasn't closed within twenty seconds. */
    private static long stillOpen(List<Socket> sockets) throws IOException {
        long open = 0;
        for (Socket socket : sockets) {
            socket.setSoTimeout(open == 0 ? 20_000 : 50);
            try {
                while (socket.getInputStream().read() >= 0) {
                    // What a node says before it hangs up is read and thrown away.
                }
            } catch (SocketTimeoutException e) {
                open++;
            } catch (SocketException e) {
                socket.close(); // It was reset, so it is closed too.
            }
        }
        return open;
    }

    // ------------------------------------------------------------------------------------------- P2P

    private static Socket connect(String host, int port) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getByName(host), port), 10_000);
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static Socket peer(String host, int port) throws IOException {
        Socket socket = connect(host, port);
        VersionMessage.PeerServices none = VersionMessage.PeerServices.NONE;
        send(socket, new VersionMessage(70_016, 1, 0, none, none, System.nanoTime(), "/attacker:1/", 0, true));
        send(socket, new Message.Verack());
        while (!(read(socket) instanceof Message.Verack)) {
            // Its version and the like.
        }
        return socket;
    }

    private static void send(Socket socket, Message message) throws IOException {
        socket.getOutputStream().write(CODEC.encode(message));
    }

    private static Message read(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] head = new byte[MessageCodec.HEADER_SIZE];
        in.readFully(head);
        MessageCodec.Header header = CODEC.decodeHeader(head);
        return CODEC.decode(header, in.readNBytes(header.length()));
    }

    /** Valid headers on top of the node's tip, whose blocks nobody has. */
    private static void headersWithoutBlocks(String host, int port, int count, List<Socket> open) throws IOException {
        Socket socket = peer(host, port);
        open.add(socket);
        send(socket, new Message.GetHeaders(70_016, List.of(PARAMS.genesisHash()), BlockHash.ZERO));
        List<BlockHeader> known = List.of();
        while (known.isEmpty()) {
            if (read(socket) instanceof Message.Headers headers) {
                known = headers.headers();
            }
        }
        send(socket, new Message.Headers(branch(known.get(known.size() - 1), count, 0)));
    }

    /** Headers of branches that start at the genesis block and are shorter than the chain: 100 in each. */
    private static void weakHeaders(String host, int port, int count, List<Socket> open) throws IOException {
        BlockHeader genesis = PARAMS.genesis().header();
        Socket socket = peer(host, port);
        for (int sent = 0; sent < count; sent += 100) {
            try {
                send(socket, new Message.Headers(branch(genesis, 100, sent)));
            } catch (IOException e) {
                socket.close();
                try {
                    socket = peer(host, port);
                } catch (IOException refused) {
                    // Banned: that is what the limit is for.
                    System.out.println("refused after " + sent + " headers");
                    return;
                }
            }
        }
        // All of it may have gone into the buffers between here and the node before the node hung up.
        if (stillOpen(List.of(socket)) == 0) {
            try (Socket again = peer(host, port)) {
                System.out.println("let in again by " + again.getRemoteSocketAddress());
            } catch (IOException refused) {
                System.out.println("refused after " + count + " headers");
            }
        }
    }

    private static List<BlockHeader> branch(BlockHeader parent, int count, int salt) {
        List<BlockHeader> headers = new ArrayList<>();
        BlockHeader last = parent;
        for (int i = 0; i < count; i++) {
            Hash256 root = Hash256.of(new ByteWriter(32)
                    .writeUInt32(salt + 1L)
                    .writeUInt32(i)
                    .writeBytes(new byte[24])
                    .toByteArray());
            BlockHeader header = Mining.solve(new BlockHeader(4, last.hash(), root, last.time() + 1, last.bits(), 0));
            headers.add(header);
            last = header;
        }
        return headers;
    }

    /** A question that a node answers once, asked again and again. */
    private static void flood(String host, int port, int count, List<Socket> open) throws IOException {
        byte[] question = CODEC.encode(new Message.GetAddr());
        byte[] many = new byte[question.length * 100];
        for (int i = 0; i < 100; i++) {
            System.arraycopy(question, 0, many, i * question.length, question.length);
        }
        Socket socket = peer(host, port);
        open.add(socket);
        try {
            for (int sent = 0; sent < count; sent += 100) {
                socket.getOutputStream().write(many);
            }
        } catch (IOException e) {
            System.out.println("hung up on");
        }
    }

    /** A megabyte of inputs whose ids collide under an unseeded exclusive-or of their words. */
    private static void collidingInputs(String host, int port, int count, List<Socket> open) throws IOException {
        Socket socket = peer(host, port);
        open.add(socket);
        List<TxIn> inputs = new ArrayList<>(count);
        for (long i = 0; i < count; i++) {
            byte[] id = new ByteWriter(32)
                    .writeInt64(i)
                    .writeInt64(i ^ 0x5eed)
                    .writeBytes(new byte[16])
                    .toByteArray();
            inputs.add(new TxIn(new OutPoint(new Txid(Hash256.of(id)), 0), Script.EMPTY, TxIn.SEQUENCE_FINAL));
        }
        TxOut output = new TxOut(new Amount(1_000), new Script(ByteString.ofHex("51")));
        send(socket, new Message.TxMessage(new Transaction(1, inputs, List.of(output), 0)));
        send(socket, new Message.Ping(1));
        try {
            while (!read(socket).equals(new Message.Pong(1))) {
                // Until the node has seen the transaction.
            }
        } catch (IOException e) {
            System.out.println("hung up on");
        }
    }

    // ------------------------------------------------------------------------------------------- HTTP

    /** Connections that begin a request and never finish it. */
    private static void unfinishedRequests(String host, int port, int count, List<Socket> open) throws IOException {
        for (int i = 0; i < count; i++) {
            try {
                Socket socket = connect(host, port);
                socket.getOutputStream().write("GET /node/status HTTP/1.1\r\nHos".getBytes(StandardCharsets.US_ASCII));
                open.add(socket);
            } catch (IOException e) {
                System.out.println("refused after " + i + " connections");
                return;
            }
        }
    }

    /** Requests to explain a transaction of 6,600 inputs that all name one output; the answers aren't waited for. */
    private static void costlyDecoding(String host, int port, int count, List<Socket> open) throws IOException {
        TxIn input = new TxIn(new OutPoint(new Txid(Hash256.ZERO), 1), Script.EMPTY, TxIn.SEQUENCE_FINAL);
        List<TxIn> inputs = new ArrayList<>();
        for (int i = 0; i < 6_600; i++) {
            inputs.add(input);
        }
        Transaction tx =
                new Transaction(1, inputs, List.of(new TxOut(new Amount(1), new Script(ByteString.ofHex("51")))), 0);
        String body = "{\"hex\":\"" + tx.encode().toHex() + "\"}";
        for (int i = 0; i < count; i++) {
            Socket socket = connect(host, port);
            String head = "POST /node/decode HTTP/1.1\r\nHost: " + host + "\r\nContent-Type: application/json\r\n"
                    + "Content-Length: " + body.length() + "\r\n\r\n";
            socket.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
            open.add(socket);
        }
    }
}
