-- The chain, as one thinks of it after the paper: headers that name the one before, blocks of transactions, outputs and
-- who spent them. Hashes are 32-byte blobs in internal order; the *_hex columns showed them as people write them,
-- until 004_hashes.sql took them out and made views of them. Amounts are satoshis. docs/database.md explains it table by table.

-- What this file holds: schema version, network, genesis block, whether the address index is kept.
CREATE TABLE meta (
  key   TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

-- Every header ever accepted, whatever its branch (paper, sections 3 to 5).
CREATE TABLE header (
  id          INTEGER PRIMARY KEY,
  hash        BLOB    NOT NULL UNIQUE,
  version     INTEGER NOT NULL,
  prev_hash   BLOB    NOT NULL,
  merkle_root BLOB    NOT NULL,
  time        INTEGER NOT NULL,           -- seconds since 1970 UTC
  bits        INTEGER NOT NULL,           -- the target, in compact form
  nonce       INTEGER NOT NULL,
  height      INTEGER NOT NULL,
  chain_work  BLOB    NOT NULL,           -- tries from genesis to here: 32 bytes, big-endian, so that it sorts
  status      TEXT    NOT NULL,           -- header, stored, valid, invalid, invalid_ancestor
  arrival     INTEGER NOT NULL,           -- order of arrival: first seen wins among equal work
  hash_hex        TEXT GENERATED ALWAYS AS (lower(
    hex(substr(hash, 32, 1)) || hex(substr(hash, 31, 1)) || hex(substr(hash, 30, 1)) || hex(substr(hash, 29, 1)) ||
    hex(substr(hash, 28, 1)) || hex(substr(hash, 27, 1)) || hex(substr(hash, 26, 1)) || hex(substr(hash, 25, 1)) ||
    hex(substr(hash, 24, 1)) || hex(substr(hash, 23, 1)) || hex(substr(hash, 22, 1)) || hex(substr(hash, 21, 1)) ||
    hex(substr(hash, 20, 1)) || hex(substr(hash, 19, 1)) || hex(substr(hash, 18, 1)) || hex(substr(hash, 17, 1)) ||
    hex(substr(hash, 16, 1)) || hex(substr(hash, 15, 1)) || hex(substr(hash, 14, 1)) || hex(substr(hash, 13, 1)) ||
    hex(substr(hash, 12, 1)) || hex(substr(hash, 11, 1)) || hex(substr(hash, 10, 1)) || hex(substr(hash, 9, 1)) ||
    hex(substr(hash, 8, 1)) || hex(substr(hash, 7, 1)) || hex(substr(hash, 6, 1)) || hex(substr(hash, 5, 1)) ||
    hex(substr(hash, 4, 1)) || hex(substr(hash, 3, 1)) || hex(substr(hash, 2, 1)) || hex(substr(hash, 1, 1)))) VIRTUAL,
  prev_hash_hex   TEXT GENERATED ALWAYS AS (lower(
    hex(substr(prev_hash, 32, 1)) || hex(substr(prev_hash, 31, 1)) || hex(substr(prev_hash, 30, 1)) || hex(substr(prev_hash, 29, 1)) ||
    hex(substr(prev_hash, 28, 1)) || hex(substr(prev_hash, 27, 1)) || hex(substr(prev_hash, 26, 1)) || hex(substr(prev_hash, 25, 1)) ||
    hex(substr(prev_hash, 24, 1)) || hex(substr(prev_hash, 23, 1)) || hex(substr(prev_hash, 22, 1)) || hex(substr(prev_hash, 21, 1)) ||
    hex(substr(prev_hash, 20, 1)) || hex(substr(prev_hash, 19, 1)) || hex(substr(prev_hash, 18, 1)) || hex(substr(prev_hash, 17, 1)) ||
    hex(substr(prev_hash, 16, 1)) || hex(substr(prev_hash, 15, 1)) || hex(substr(prev_hash, 14, 1)) || hex(substr(prev_hash, 13, 1)) ||
    hex(substr(prev_hash, 12, 1)) || hex(substr(prev_hash, 11, 1)) || hex(substr(prev_hash, 10, 1)) || hex(substr(prev_hash, 9, 1)) ||
    hex(substr(prev_hash, 8, 1)) || hex(substr(prev_hash, 7, 1)) || hex(substr(prev_hash, 6, 1)) || hex(substr(prev_hash, 5, 1)) ||
    hex(substr(prev_hash, 4, 1)) || hex(substr(prev_hash, 3, 1)) || hex(substr(prev_hash, 2, 1)) || hex(substr(prev_hash, 1, 1)))) VIRTUAL,
  merkle_root_hex TEXT GENERATED ALWAYS AS (lower(
    hex(substr(merkle_root, 32, 1)) || hex(substr(merkle_root, 31, 1)) || hex(substr(merkle_root, 30, 1)) || hex(substr(merkle_root, 29, 1)) ||
    hex(substr(merkle_root, 28, 1)) || hex(substr(merkle_root, 27, 1)) || hex(substr(merkle_root, 26, 1)) || hex(substr(merkle_root, 25, 1)) ||
    hex(substr(merkle_root, 24, 1)) || hex(substr(merkle_root, 23, 1)) || hex(substr(merkle_root, 22, 1)) || hex(substr(merkle_root, 21, 1)) ||
    hex(substr(merkle_root, 20, 1)) || hex(substr(merkle_root, 19, 1)) || hex(substr(merkle_root, 18, 1)) || hex(substr(merkle_root, 17, 1)) ||
    hex(substr(merkle_root, 16, 1)) || hex(substr(merkle_root, 15, 1)) || hex(substr(merkle_root, 14, 1)) || hex(substr(merkle_root, 13, 1)) ||
    hex(substr(merkle_root, 12, 1)) || hex(substr(merkle_root, 11, 1)) || hex(substr(merkle_root, 10, 1)) || hex(substr(merkle_root, 9, 1)) ||
    hex(substr(merkle_root, 8, 1)) || hex(substr(merkle_root, 7, 1)) || hex(substr(merkle_root, 6, 1)) || hex(substr(merkle_root, 5, 1)) ||
    hex(substr(merkle_root, 4, 1)) || hex(substr(merkle_root, 3, 1)) || hex(substr(merkle_root, 2, 1)) || hex(substr(merkle_root, 1, 1)))) VIRTUAL
);
CREATE INDEX header_height ON header (height);

-- The bytes of a block, for every header whose block is here, in the active chain or not.
CREATE TABLE block (
  header_id INTEGER PRIMARY KEY REFERENCES header (id),
  tx_count  INTEGER NOT NULL,
  size      INTEGER NOT NULL,
  raw       BLOB    NOT NULL
);

-- The active chain: one block a height, the one with the most work. Its last row is the tip.
CREATE TABLE chain (
  height      INTEGER PRIMARY KEY,
  header_id   INTEGER NOT NULL UNIQUE REFERENCES header (id),
  first_tx_id INTEGER NOT NULL            -- its coinbase; the block's other transactions follow
);

-- The transactions of the active chain, numbered in chain order (paper, section 2).
CREATE TABLE tx (
  id              INTEGER PRIMARY KEY,
  txid            BLOB    NOT NULL,
  replaced_by     INTEGER NOT NULL DEFAULT 0, -- a later transaction with the same txid (BIP 30), 0 if none
  height          INTEGER NOT NULL REFERENCES chain (height),
  byte_offset     INTEGER NOT NULL,       -- where it begins in block.raw
  size            INTEGER NOT NULL,
  version         INTEGER NOT NULL,
  lock_time       INTEGER NOT NULL,
  input_count     INTEGER NOT NULL,
  output_count    INTEGER NOT NULL,
  first_output_id INTEGER NOT NULL,       -- output n of this transaction is output.id = first_output_id + n
  fee             INTEGER NOT NULL,       -- 0 for a coinbase
  txid_hex TEXT GENERATED ALWAYS AS (lower(
    hex(substr(txid, 32, 1)) || hex(substr(txid, 31, 1)) || hex(substr(txid, 30, 1)) || hex(substr(txid, 29, 1)) ||
    hex(substr(txid, 28, 1)) || hex(substr(txid, 27, 1)) || hex(substr(txid, 26, 1)) || hex(substr(txid, 25, 1)) ||
    hex(substr(txid, 24, 1)) || hex(substr(txid, 23, 1)) || hex(substr(txid, 22, 1)) || hex(substr(txid, 21, 1)) ||
    hex(substr(txid, 20, 1)) || hex(substr(txid, 19, 1)) || hex(substr(txid, 18, 1)) || hex(substr(txid, 17, 1)) ||
    hex(substr(txid, 16, 1)) || hex(substr(txid, 15, 1)) || hex(substr(txid, 14, 1)) || hex(substr(txid, 13, 1)) ||
    hex(substr(txid, 12, 1)) || hex(substr(txid, 11, 1)) || hex(substr(txid, 10, 1)) || hex(substr(txid, 9, 1)) ||
    hex(substr(txid, 8, 1)) || hex(substr(txid, 7, 1)) || hex(substr(txid, 6, 1)) || hex(substr(txid, 5, 1)) ||
    hex(substr(txid, 4, 1)) || hex(substr(txid, 3, 1)) || hex(substr(txid, 2, 1)) || hex(substr(txid, 1, 1)))) VIRTUAL
);
CREATE UNIQUE INDEX tx_txid ON tx (txid, replaced_by);
CREATE INDEX tx_replaced ON tx (replaced_by) WHERE replaced_by > 0;

-- The outputs of the active chain, numbered in chain order. The UTXO set is those with spendable = 1 and no spent_by.
CREATE TABLE output (
  id          INTEGER PRIMARY KEY,
  tx_id       INTEGER NOT NULL REFERENCES tx (id),
  n           INTEGER NOT NULL,
  value       INTEGER NOT NULL,
  spendable   INTEGER NOT NULL,           -- 0: OP_RETURN, too long, or of the genesis block; never a coin
  script      BLOB    NOT NULL,           -- scriptPubKey
  script_key  INTEGER,                    -- first 8 bytes of SHA-256(script): the address index
  spent_by    INTEGER REFERENCES tx (id), -- NULL: unspent
  spent_input INTEGER                     -- which input of it; -1: not spent, but replaced (see tx.replaced_by)
);
CREATE INDEX output_spent ON output (spent_by, spent_input) WHERE spent_by IS NOT NULL;
CREATE INDEX output_script ON output (script_key) WHERE script_key IS NOT NULL;

-- Addresses of other nodes.
CREATE TABLE peer (
  address      TEXT    NOT NULL PRIMARY KEY, -- host:port
  services     INTEGER NOT NULL,
  last_seen    INTEGER NOT NULL,          -- seconds since 1970 UTC; 0: never
  last_tried   INTEGER NOT NULL,
  failures     INTEGER NOT NULL,
  banned_until INTEGER NOT NULL           -- 0: not banned
) WITHOUT ROWID;
