package org.wonsi.node.http.rpc.call;

import java.util.List;

/** A group of methods that belong together. */
public interface MethodFamily {
    List<RpcMethod> methods();
}
