package org.wonsi.node.http.rpc;

import java.util.List;

/** Methods that belong together. */
interface MethodFamily {
    List<RpcMethod> methods();
}
