package org.wonsi.node.http.server;

import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** A handler that has HEAD answered as GET is, with the same status and headers; the connection leaves the body out. */
final class HeadAsGet extends Handler.Wrapper {
    /** Its body has no end. */
    private static final String STREAM = "/events";

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        boolean head = HttpMethod.HEAD.is(request.getMethod())
                && !isStream(request.getHttpURI().getCanonicalPath());
        return super.handle(head ? new AsGet(request) : request, response, callback);
    }

    /** A slash at the end makes no other path of it; {@code *} is none. */
    private static boolean isStream(@Nullable String path) {
        return STREAM.equals(path) || (STREAM + "/").equals(path);
    }

    /** The request with GET in place of HEAD. */
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
