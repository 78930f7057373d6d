-- A node's active chain in PostgreSQL, under the names of docs/database.md; docs/mirror.md says what differs and why.
-- One process writes (./wonsi node --mirror), any number read (./wonsi serve). Hashes are 32 bytes in internal order, amounts
-- satoshis, times seconds since 1970 UTC. No sequences, triggers or foreign keys: the writer gives each row its number.

-- What this database holds: schema version, network, genesis block.
CREATE TABLE meta (
  key   text NOT NULL PRIMARY KEY,
  value text NOT NULL
);

-- The headers of all blocks that are here.
CREATE TABLE header (
  id          bigint   NOT NULL PRIMARY KEY,
  hash        bytea    NOT NULL UNIQUE,
  version     integer  NOT NULL,
  prev_hash   bytea    NOT NULL,
  merkle_root bytea    NOT NULL,
  time        bigint   NOT NULL,
  bits        bigint   NOT NULL,
  nonce       bigint   NOT NULL,
  height      integer  NOT NULL,
  chain_work  bytea    NOT NULL,
  status      text     NOT NULL,
  arrival     bigint   NOT NULL
);
CREATE INDEX header_height ON header (height);

-- The bytes of a block, in the active chain or not. A transaction is cut out of them, so they aren't packed.
CREATE TABLE block (
  header_id bigint  NOT NULL PRIMARY KEY,
  tx_count  integer NOT NULL,
  size      integer NOT NULL,
  raw       bytea   NOT NULL
);
ALTER TABLE block ALTER COLUMN raw SET STORAGE EXTERNAL;

-- The active chain: one block a height. Its last row is the tip.
CREATE TABLE chain (
  height      integer NOT NULL PRIMARY KEY,
  header_id   bigint  NOT NULL UNIQUE,
  first_tx_id bigint  NOT NULL
);

-- The transactions of the active chain, numbered in chain order; the numbers are the node's own.
CREATE TABLE tx (
  id              bigint  NOT NULL PRIMARY KEY,
  txid            bytea   NOT NULL,
  replaced_by     bigint  NOT NULL DEFAULT 0,
  height          integer NOT NULL,
  byte_offset     integer NOT NULL,
  size            integer NOT NULL,
  version         integer NOT NULL,
  lock_time       bigint  NOT NULL,
  input_count     integer NOT NULL,
  output_count    integer NOT NULL,
  first_output_id bigint  NOT NULL,
  fee             bigint  NOT NULL
);
CREATE UNIQUE INDEX tx_txid ON tx (txid, replaced_by);
CREATE INDEX tx_replaced ON tx (replaced_by) WHERE replaced_by > 0;

-- The outputs of the active chain, numbered in chain order.
CREATE TABLE output (
  id          bigint   NOT NULL PRIMARY KEY,
  tx_id       bigint   NOT NULL,
  n           integer  NOT NULL,
  value       bigint   NOT NULL,
  spendable   smallint NOT NULL,
  script      bytea    NOT NULL,
  script_key  bigint   NOT NULL,
  spent_by    bigint,
  spent_input integer
);
CREATE INDEX output_spent ON output (spent_by, spent_input) WHERE spent_by IS NOT NULL;
CREATE INDEX output_script ON output (script_key);

-- What waits at the node; the order is that of the fee rate, then of arrival.
CREATE TABLE mempool (
  txid      bytea   NOT NULL PRIMARY KEY,
  arrival   bigint  NOT NULL,
  raw       bytea   NOT NULL,
  fee       bigint  NOT NULL,
  time      bigint  NOT NULL,
  height    integer NOT NULL,
  sigops    integer NOT NULL,
  fee_delta bigint  NOT NULL
);

-- One row: who writes, and when. Milliseconds since 1970 UTC by the database's own clock: alive_at is the writer's last sign of
-- life, true_at the last moment at which all above was as the node had it.
CREATE TABLE mirror (
  id              smallint NOT NULL PRIMARY KEY,
  writer          text     NOT NULL,
  node            text     NOT NULL,
  alive_at        bigint   NOT NULL,
  true_at         bigint   NOT NULL,
  mempool_version bigint   NOT NULL
);
INSERT INTO mirror (id, writer, node, alive_at, true_at, mempool_version) VALUES (1, '', '', 0, 0, 0);
