-- For people: the same rows with readable hashes, times and amounts. `SELECT * FROM v_block` is a good first question.

CREATE VIEW v_block AS
SELECT h.height, h.hash_hex AS hash, h.prev_hash_hex AS prev_hash, h.merkle_root_hex AS merkle_root,
       datetime(h.time, 'unixepoch') AS time_utc, printf('%08x', h.bits) AS bits, h.nonce,
       lower(hex(h.chain_work)) AS chain_work, h.status, c.height IS NOT NULL AS active,
       b.tx_count, b.size
  FROM header h
  LEFT JOIN block b ON b.header_id = h.id
  LEFT JOIN chain c ON c.header_id = h.id
 ORDER BY h.height, h.arrival;

CREATE VIEW v_tx AS
SELECT t.height, t.id - c.first_tx_id AS position, t.txid_hex AS txid, h.hash_hex AS block_hash,
       datetime(h.time, 'unixepoch') AS time_utc, t.id = c.first_tx_id AS coinbase,
       t.input_count AS inputs, t.output_count AS outputs, t.size, t.fee,
       round(1.0 * t.fee / t.size, 2) AS fee_rate, t.version, t.lock_time
  FROM tx t
  JOIN chain c ON c.height = t.height
  JOIN header h ON h.id = c.header_id
 ORDER BY t.id;

CREATE VIEW v_output AS
SELECT t.height, t.txid_hex AS txid, o.n, o.value,
       printf('%d.%08d', o.value / 100000000, o.value % 100000000) AS coins,
       lower(hex(o.script)) AS script_pub_key, o.spendable,
       s.txid_hex AS spent_by, o.spent_input, s.height AS spent_height
  FROM output o
  JOIN tx t ON t.id = o.tx_id
  LEFT JOIN tx s ON s.id = o.spent_by
 ORDER BY o.id;

CREATE VIEW v_input AS
SELECT s.height, s.txid_hex AS txid, o.spent_input AS n, t.txid_hex AS prevout_txid, o.n AS prevout_n,
       o.value, printf('%d.%08d', o.value / 100000000, o.value % 100000000) AS coins, t.height AS prevout_height
  FROM output o
  JOIN tx s ON s.id = o.spent_by
  JOIN tx t ON t.id = o.tx_id
 WHERE o.spent_by IS NOT NULL AND o.spent_input >= 0
 ORDER BY o.spent_by, o.spent_input;

CREATE VIEW v_utxo AS
SELECT t.height, t.txid_hex AS txid, o.n, o.value,
       printf('%d.%08d', o.value / 100000000, o.value % 100000000) AS coins,
       lower(hex(o.script)) AS script_pub_key, t.id = c.first_tx_id AS coinbase
  FROM output o
  JOIN tx t ON t.id = o.tx_id
  JOIN chain c ON c.height = t.height
 WHERE o.spent_by IS NULL AND o.spendable = 1
 ORDER BY o.id;

CREATE VIEW v_peer AS
SELECT address, services, datetime(nullif(last_seen, 0), 'unixepoch') AS last_seen_utc,
       datetime(nullif(last_tried, 0), 'unixepoch') AS last_tried_utc, failures,
       datetime(nullif(banned_until, 0), 'unixepoch') AS banned_until_utc
  FROM peer;
