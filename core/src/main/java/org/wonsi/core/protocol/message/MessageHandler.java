package org.wonsi.core.protocol.message;

/**
 * A visitor of messages with one method for each kind of {@link Message}, so that the compiler notices a kind that nobody
 * handles.
 */
public interface MessageHandler {
    void onVersion(VersionMessage message);

    void onVerack();

    void onPing(Message.Ping message);

    void onPong(Message.Pong message);

    void onGetAddr();

    void onAddr(Message.Addr message);

    void onInv(Message.Inv message);

    void onGetData(Message.GetData message);

    void onNotFound(Message.NotFound message);

    void onGetHeaders(Message.GetHeaders message);

    void onHeaders(Message.Headers message);

    void onSendHeaders();

    void onGetBlocks(Message.GetBlocks message);

    void onBlock(Message.BlockMessage message);

    void onTx(Message.TxMessage message);

    void onMempool();

    void onFeeFilter(Message.FeeFilter message);

    void onUnknown(Message.Unknown message);
}
