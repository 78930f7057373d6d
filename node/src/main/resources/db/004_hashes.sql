-- Hashes as people write them, in views. They were virtual columns of header and tx: SQLite keeps none of them, but makes them up at
-- each INSERT and UPDATE as well as when they are read, which was a fifth of what it costs to write a chain.

DROP VIEW v_block;
DROP VIEW v_tx;
DROP VIEW v_output;
DROP VIEW v_input;
DROP VIEW v_utxo;
ALTER TABLE header DROP COLUMN hash_hex;
ALTER TABLE header DROP COLUMN prev_hash_hex;
ALTER TABLE header DROP COLUMN merkle_root_hex;
ALTER TABLE tx DROP COLUMN txid_hex;

-- The two tables with these columns: `SELECT height, hash_hex FROM header_hex`. For reading: join by the numbers and the
-- blobs beside them, which have indexes.
CREATE VIEW header_hex AS
SELECT header.*,
  lower(
    hex(substr(hash, 32, 1)) || hex(substr(hash, 31, 1)) || hex(substr(hash, 30, 1)) || hex(substr(hash, 29, 1)) ||
    hex(substr(hash, 28, 1)) || hex(substr(hash, 27, 1)) || hex(substr(hash, 26, 1)) || hex(substr(hash, 25, 1)) ||
    hex(substr(hash, 24, 1)) || hex(substr(hash, 23, 1)) || hex(substr(hash, 22, 1)) || hex(substr(hash, 21, 1)) ||
    hex(substr(hash, 20, 1)) || hex(substr(hash, 19, 1)) || hex(substr(hash, 18, 1)) || hex(substr(hash, 17, 1)) ||
    hex(substr(hash, 16, 1)) || hex(substr(hash, 15, 1)) || hex(substr(hash, 14, 1)) || hex(substr(hash, 13, 1)) ||
    hex(substr(hash, 12, 1)) || hex(substr(hash, 11, 1)) || hex(substr(hash, 10, 1)) || hex(substr(hash, 9, 1)) ||
    hex(substr(hash, 8, 1)) || hex(substr(hash, 7, 1)) || hex(substr(hash, 6, 1)) || hex(substr(hash, 5, 1)) ||
    hex(substr(hash, 4, 1)) || hex(substr(hash, 3, 1)) || hex(substr(hash, 2, 1)) || hex(substr(hash, 1, 1))) AS hash_hex,
  lower(
    hex(substr(prev_hash, 32, 1)) || hex(substr(prev_hash, 31, 1)) || hex(substr(prev_hash, 30, 1)) || hex(substr(prev_hash, 29, 1)) ||
    hex(substr(prev_hash, 28, 1)) || hex(substr(prev_hash, 27, 1)) || hex(substr(prev_hash, 26, 1)) || hex(substr(prev_hash, 25, 1)) ||
    hex(substr(prev_hash, 24, 1)) || hex(substr(prev_hash, 23, 1)) || hex(substr(prev_hash, 22, 1)) || hex(substr(prev_hash, 21, 1)) ||
    hex(substr(prev_hash, 20, 1)) || hex(substr(prev_hash, 19, 1)) || hex(substr(prev_hash, 18, 1)) || hex(substr(prev_hash, 17, 1)) ||
    hex(substr(prev_hash, 16, 1)) || hex(substr(prev_hash, 15, 1)) || hex(substr(prev_hash, 14, 1)) || hex(substr(prev_hash, 13, 1)) ||
    hex(substr(prev_hash, 12, 1)) || hex(substr(prev_hash, 11, 1)) || hex(substr(prev_hash, 10, 1)) || hex(substr(prev_hash, 9, 1)) ||
    hex(substr(prev_hash, 8, 1)) || hex(substr(prev_hash, 7, 1)) || hex(substr(prev_hash, 6, 1)) || hex(substr(prev_hash, 5, 1)) ||
    hex(substr(prev_hash, 4, 1)) || hex(substr(prev_hash, 3, 1)) || hex(substr(prev_hash, 2, 1)) || hex(substr(prev_hash, 1, 1))) AS prev_hash_hex,
  lower(
    hex(substr(merkle_root, 32, 1)) || hex(substr(merkle_root, 31, 1)) || hex(substr(merkle_root, 30, 1)) || hex(substr(merkle_root, 29, 1)) ||
    hex(substr(merkle_root, 28, 1)) || hex(substr(merkle_root, 27, 1)) || hex(substr(merkle_root, 26, 1)) || hex(substr(merkle_root, 25, 1)) ||
    hex(substr(merkle_root, 24, 1)) || hex(substr(merkle_root, 23, 1)) || hex(substr(merkle_root, 22, 1)) || hex(substr(merkle_root, 21, 1)) ||
    hex(substr(merkle_root, 20, 1)) || hex(substr(merkle_root, 19, 1)) || hex(substr(merkle_root, 18, 1)) || hex(substr(merkle_root, 17, 1)) ||
    hex(substr(merkle_root, 16, 1)) || hex(substr(merkle_root, 15, 1)) || hex(substr(merkle_root, 14, 1)) || hex(substr(merkle_root, 13, 1)) ||
    hex(substr(merkle_root, 12, 1)) || hex(substr(merkle_root, 11, 1)) || hex(substr(merkle_root, 10, 1)) || hex(substr(merkle_root, 9, 1)) ||
    hex(substr(merkle_root, 8, 1)) || hex(substr(merkle_root, 7, 1)) || hex(substr(merkle_root, 6, 1)) || hex(substr(merkle_root, 5, 1)) ||
    hex(substr(merkle_root, 4, 1)) || hex(substr(merkle_root, 3, 1)) || hex(substr(merkle_root, 2, 1)) || hex(substr(merkle_root, 1, 1))) AS merkle_root_hex
  FROM header;

CREATE VIEW tx_hex AS
SELECT tx.*,
  lower(
    hex(substr(txid, 32, 1)) || hex(substr(txid, 31, 1)) || hex(substr(txid, 30, 1)) || hex(substr(txid, 29, 1)) ||
    hex(substr(txid, 28, 1)) || hex(substr(txid, 27, 1)) || hex(substr(txid, 26, 1)) || hex(substr(txid, 25, 1)) ||
    hex(substr(txid, 24, 1)) || hex(substr(txid, 23, 1)) || hex(substr(txid, 22, 1)) || hex(substr(txid, 21, 1)) ||
    hex(substr(txid, 20, 1)) || hex(substr(txid, 19, 1)) || hex(substr(txid, 18, 1)) || hex(substr(txid, 17, 1)) ||
    hex(substr(txid, 16, 1)) || hex(substr(txid, 15, 1)) || hex(substr(txid, 14, 1)) || hex(substr(txid, 13, 1)) ||
    hex(substr(txid, 12, 1)) || hex(substr(txid, 11, 1)) || hex(substr(txid, 10, 1)) || hex(substr(txid, 9, 1)) ||
    hex(substr(txid, 8, 1)) || hex(substr(txid, 7, 1)) || hex(substr(txid, 6, 1)) || hex(substr(txid, 5, 1)) ||
    hex(substr(txid, 4, 1)) || hex(substr(txid, 3, 1)) || hex(substr(txid, 2, 1)) || hex(substr(txid, 1, 1))) AS txid_hex
  FROM tx;

-- The views of 002_views.sql, made of these.
CREATE VIEW v_block AS
SELECT h.height, h.hash_hex AS hash, h.prev_hash_hex AS prev_hash, h.merkle_root_hex AS merkle_root,
       datetime(h.time, 'unixepoch') AS time_utc, printf('%08x', h.bits) AS bits, h.nonce,
       lower(hex(h.chain_work)) AS chain_work, h.status, c.height IS NOT NULL AS active,
       b.tx_count, b.size
  FROM header_hex h
  LEFT JOIN block b ON b.header_id = h.id
  LEFT JOIN chain c ON c.header_id = h.id
 ORDER BY h.height, h.arrival;

CREATE VIEW v_tx AS
SELECT t.height, t.id - c.first_tx_id AS position, t.txid_hex AS txid, h.hash_hex AS block_hash,
       datetime(h.time, 'unixepoch') AS time_utc, t.id = c.first_tx_id AS coinbase,
       t.input_count AS inputs, t.output_count AS outputs, t.size, t.fee,
       round(1.0 * t.fee / t.size, 2) AS fee_rate, t.version, t.lock_time
  FROM tx_hex t
  JOIN chain c ON c.height = t.height
  JOIN header_hex h ON h.id = c.header_id
 ORDER BY t.id;

CREATE VIEW v_output AS
SELECT t.height, t.txid_hex AS txid, o.n, o.value,
       printf('%d.%08d', o.value / 100000000, o.value % 100000000) AS coins,
       lower(hex(o.script)) AS script_pub_key, o.spendable,
       (SELECT txid_hex FROM tx_hex WHERE id = o.spent_by) AS spent_by, o.spent_input, s.height AS spent_height
  FROM output o
  JOIN tx_hex t ON t.id = o.tx_id
  LEFT JOIN tx s ON s.id = o.spent_by -- LEFT JOIN tx_hex: SQLite may make up that view for every transaction first
 ORDER BY o.id;

CREATE VIEW v_input AS
SELECT s.height, s.txid_hex AS txid, o.spent_input AS n, t.txid_hex AS prevout_txid, o.n AS prevout_n,
       o.value, printf('%d.%08d', o.value / 100000000, o.value % 100000000) AS coins, t.height AS prevout_height
  FROM output o
  JOIN tx_hex s ON s.id = o.spent_by
  JOIN tx_hex t ON t.id = o.tx_id
 WHERE o.spent_by IS NOT NULL AND o.spent_input >= 0
 ORDER BY o.spent_by, o.spent_input;

CREATE VIEW v_utxo AS
SELECT t.height, t.txid_hex AS txid, o.n, o.value,
       printf('%d.%08d', o.value / 100000000, o.value % 100000000) AS coins,
       lower(hex(o.script)) AS script_pub_key, t.id = c.first_tx_id AS coinbase
  FROM output o
  JOIN tx_hex t ON t.id = o.tx_id
  JOIN chain c ON c.height = t.height
 WHERE o.spent_by IS NULL AND o.spendable = 1
 ORDER BY o.id;
