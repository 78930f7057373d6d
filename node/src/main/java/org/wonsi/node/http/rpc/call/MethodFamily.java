package org.wonsi.node.http.rpc.call;

import java.util.List;

/** A group of methods that belong together. */
public interface MethodFamily {
    /** The methods of this group. */
    List<RpcMethod> methods();
}
