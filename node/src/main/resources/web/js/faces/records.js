/** The components of core's records, in order: type and name. A test holds them against the classes. */
export const RECORDS = {
  "BlockHeader": [["int", "version"], ["BlockHash", "prevBlock"], ["Hash256", "merkleRoot"], ["long", "time"], ["long", "bits"], ["long", "nonce"]],
  "TxIn": [["OutPoint", "prevout"], ["Script", "scriptSig"], ["long", "sequence"]],
  "OutPoint": [["Txid", "txid"], ["long", "index"]],
  "TxOut": [["Amount", "value"], ["Script", "scriptPubKey"]]
};
