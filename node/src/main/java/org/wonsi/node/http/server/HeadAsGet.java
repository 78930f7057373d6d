package org.wonsi.node.http.server;

import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Lets HEAD be answered as GET is, with the same status and headers; the connection leaves the body out. */
final class HeadAsGet extends Handler.Wrapper {
    /** Its body has no end. */
    private static final String STREAM = "/events";

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        boolean head = HttpMethod.HEAD.is(request.getMethod())
                && !STREAM.equals(request.getHttpURI().getPath());
        return super.handle(head ? new AsGet(request) : request, response, callback);
    }

    private static final class AsGet extends Request.Wrapper {
        AsGet(Request head) {
            super(head);
        }

        @Override
        public String getMethod() {
            return HttpMethod.GET.asString();
        }
    }
}
