package org.wonsi.node.http.rpc.call;

import java.util.List;

/** Methods that belong together. */
public interface MethodFamily {
    List<RpcMethod> methods();
}
