package org.wonsi.node.http.rpc.rest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.NanoTime;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.node.http.auth.LocalPrograms;
import org.wonsi.node.http.auth.ResponseHeaders;
import org.wonsi.node.http.route.RequestMeter;
import org.wonsi.node.http.route.ResponseWriter;
import org.wonsi.node.service.NodeService;
import org.wonsi.node.store.db.DamagedBlockException;

/**
 * A short way to a block's bytes, {@code /rest/block/HASH.bin}, for the programs of this machine, past servlets and routes: they read
 * whole chains that way, and a fourth of the work of a large block is there.
 *
 * <p>Only a block that is here comes this way; what else there is to say, the route behind says. The answers of both are the same.
 */
public final class BlockShortcut extends Handler.Wrapper {
    private static final Pattern PATH = Pattern.compile("/rest/block/([0-9a-f]{64})[.]bin");
    private static final int OK = 200;

    private final NodeService node;
    private final LocalPrograms programs;
    private final RequestMeter meter;

    /** A short way to this node's blocks. */
    public BlockShortcut(NodeService node, LocalPrograms programs, RequestMeter meter) {
        this.node = node;
        this.programs = programs;
        this.meter = meter;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Matcher path = PATH.matcher(String.valueOf(request.getHttpURI().getPathQuery()));
        if (!HttpMethod.GET.is(request.getMethod()) || !path.matches() || !programs.ask(request)) {
            return super.handle(request, response, callback);
        }
        Optional<ByteString> block = block(BlockHash.ofDisplay(path.group(1)));
        if (block.isEmpty()) {
            return super.handle(request, response, callback);
        }
        Request.addCompletionListener(
                request,
                failure -> meter.answered(
                        HttpMethod.GET.asString(),
                        CoreRest.BLOCK,
                        OK,
                        NanoTime.since(request.getBeginNanoTime()) / 1e9));
        send(block.get(), request.getHttpURI().getPath(), response, callback);
        return true;
    }

    private Optional<ByteString> block(BlockHash hash) {
        try {
            return node.queries().read(q -> q.rawBlock(hash));
        } catch (DamagedBlockException e) {
            return Optional.empty();
        }
    }

    private static void send(ByteString block, String path, Response response, Callback callback) throws IOException {
        response.setStatus(OK);
        ResponseHeaders.add(path, HttpMethod.GET.asString(), response.getHeaders()::put);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, RestAnswer.BYTES);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, block.size());
        for (ByteBuffer part : ResponseWriter.parts(block)) {
            Content.Sink.write(response, false, part);
        }
        response.write(true, ByteBuffer.allocate(0), callback);
    }
}
