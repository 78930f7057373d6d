package org.wonsi.node.http.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** A request whose body is here. */
public final class WholeRequest extends Request.Wrapper {
    private final byte[] body;
    private Content.@Nullable Source unread;

    WholeRequest(Request request, byte[] body) {
        super(request);
        this.body = body;
    }

    /** The size of its body in bytes. */
    public int size() {
        return body.length;
    }

    /** Its body as text; it can still be read. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    private Content.Source source() {
        if (unread == null) {
            unread = Content.Source.from(ByteBuffer.wrap(body));
        }
        return unread;
    }

    @Override
    public Content.Chunk read() {
        return source().read();
    }

    @Override
    public void demand(Runnable demandCallback) {
        source().demand(demandCallback);
    }
}
