package org.wonsi.node.http.rpc.call;

/** A call that fails, with Bitcoin Core's code and message. Source: Bitcoin Core, {@code rpc/protocol.h}. */
public final class RpcException extends RuntimeException {
    public static final int INVALID_REQUEST = -32600;
    public static final int METHOD_NOT_FOUND = -32601;
    public static final int INVALID_PARAMS = -32602;
    public static final int INTERNAL_ERROR = -32603;
    public static final int PARSE_ERROR = -32700;
    /** Bitcoin Core answers without JSON when its work queue is full; this is the specification's "server error". */
    public static final int BUSY = -32000;

    public static final int MISC_ERROR = -1;
    public static final int TYPE_ERROR = -3;
    static final int INVALID_ADDRESS_OR_KEY = -5;
    static final int INVALID_PARAMETER = -8;
    static final int DESERIALIZATION_ERROR = -22;
    public static final int VERIFY_ERROR = -25;
    public static final int CLIENT_NOT_CONNECTED = -9;
    public static final int CLIENT_NODE_ALREADY_ADDED = -23;
    public static final int CLIENT_NODE_NOT_ADDED = -24;
    public static final int CLIENT_NODE_NOT_CONNECTED = -29;
    public static final int CLIENT_INVALID_IP_OR_SUBNET = -30;

    private static final long serialVersionUID = 1;

    private final int code;

    private RpcException(int code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /** An error with a code of Bitcoin Core's. */
    public static RpcException of(int code, String message) {
        return new RpcException(code, message);
    }

    /** An argument that has the right type and isn't allowed: code -8. */
    public static RpcException invalid(String message) {
        return new RpcException(INVALID_PARAMETER, message);
    }

    /** An address or key that isn't one, or a thing that isn't known: code -5. */
    public static RpcException notFound(String message) {
        return new RpcException(INVALID_ADDRESS_OR_KEY, message);
    }

    /** Bytes that can't be decoded: code -22. */
    public static RpcException malformed(String message) {
        return new RpcException(DESERIALIZATION_ERROR, message);
    }

    /** Bitcoin Core's code, or one of JSON-RPC's own; negative. */
    public int code() {
        return code;
    }

    /** The sentence for people. */
    public String message() {
        return String.valueOf(getMessage());
    }
}
