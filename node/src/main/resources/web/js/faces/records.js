/** The components of core's records, in order: type and name. A test holds them against the classes. */
export const RECORDS = {
  "BlockHeader": [["int", "version"], ["BlockHash", "prevBlock"], ["Hash256", "merkleRoot"], ["long", "time"], ["long", "bits"], ["long", "nonce"]],
  "TxIn": [["OutPoint", "prevout"], ["Script", "scriptSig"], ["long", "sequence"]],
  "OutPoint": [["Txid", "txid"], ["long", "index"]],
  "TxOut": [["Amount", "value"], ["Script", "scriptPubKey"]],
  "Script": [["ByteString", "bytes"]],
  "Operation": [["int", "offset"], ["int", "code"], ["ByteString", "data"]],
  "MerkleProof": [["int", "index"], ["List<Hash256>", "branch"]],
  "Header": [["String", "command"], ["int", "length"], ["ByteString", "checksum"], ["ByteString", "name"]],
  "InventoryItem": [["long", "type"], ["Hash256", "hash"]],
  "Inv": [["List<InventoryItem>", "items"]],
  "GetData": [["List<InventoryItem>", "items"]],
  "NotFound": [["List<InventoryItem>", "items"]],
  "Headers": [["List<BlockHeader>", "headers"]],
  "GetHeaders": [["int", "version"], ["List<BlockHash>", "locator"], ["BlockHash", "stop"]],
  "GetBlocks": [["int", "version"], ["List<BlockHash>", "locator"], ["BlockHash", "stop"]],
  "Ping": [["long", "nonce"]],
  "Pong": [["long", "nonce"]],
  "FeeFilter": [["long", "feeRate"]],
  "BlockMessage": [["Block", "block"]],
  "TxMessage": [["Transaction", "tx"]]
};
