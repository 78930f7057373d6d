-- The twenty questions, for tables with the columns of crypto_bitcoin. What each means and what its answer says stands with
-- the page's questions, under the same id. Words in brackets are spelt differently by each engine; Dialect has the list.

-- blocks
SELECT count(*) AS blocks, max(number) AS tip_height,
       [utc:min(timestamp)] AS first_utc,
       [utc:max(timestamp)] AS last_utc
  FROM [blocks]

-- newest
SELECT number AS height, [hash], [utc:timestamp] AS time_utc,
       transaction_count AS tx_count, size
  FROM [blocks]
 ORDER BY number DESC
 LIMIT 10

-- finders
SELECT o.script_hex AS script_pub_key, count(*) AS blocks
  FROM [transactions] t
  JOIN [outputs] o ON o.transaction_hash = t.[hash] AND o.block_hash = t.block_hash
 WHERE t.is_coinbase AND t.block_number > 0 AND o.index = 0
 GROUP BY o.script_hex
 ORDER BY blocks DESC, script_pub_key

-- supply
WITH coins AS (
       SELECT o.value
         FROM [outputs] o
         LEFT JOIN [inputs] i ON i.spent_transaction_hash = o.transaction_hash
                             AND i.spent_output_index = o.index
        WHERE i.transaction_hash IS NULL AND o.block_number > 0
          AND o.script_hex NOT LIKE '6a%' AND length(o.script_hex) <= 20000)
SELECT (SELECT count(*) FROM coins) AS coins,
       (SELECT sum(value) FROM coins) AS unspent_satoshis,
       (SELECT sum(output_value) FROM [transactions]
         WHERE is_coinbase AND block_number > 0)
         - (SELECT sum(fee) FROM [transactions]) AS issued_satoshis

-- locks
SELECT CASE
         WHEN length(script_hex) = 50 AND script_hex LIKE '76a914%88ac' THEN 'P2PKH'
         WHEN length(script_hex) = 70 AND script_hex LIKE '21%ac'
           OR length(script_hex) = 134 AND script_hex LIKE '41%ac' THEN 'P2PK'
         WHEN length(script_hex) = 46 AND script_hex LIKE 'a914%87' THEN 'P2SH'
         WHEN script_hex LIKE '6a%' THEN 'OP_RETURN'
         ELSE 'other'
       END AS lock, count(*) AS outputs
  FROM [outputs]
 GROUP BY lock
 ORDER BY outputs DESC, lock

-- links
SELECT count(*) AS links,
       sum(CASE WHEN b.previous_block_hash = p.[hash] THEN 1 ELSE 0 END) AS holding,
       sum(CASE WHEN b.previous_block_hash <> p.[hash] THEN 1 ELSE 0 END) AS broken
  FROM [blocks] b
  JOIN [blocks] p ON p.number = b.number - 1

-- books
WITH paid AS (
       SELECT transaction_hash, sum(value) AS value
         FROM [outputs]
        GROUP BY transaction_hash),
     spent AS (
       SELECT transaction_hash, sum(value) AS value
         FROM [inputs]
        GROUP BY transaction_hash)
SELECT count(*) AS payments, sum(spent.value) AS inputs,
       sum(paid.value) AS outputs, sum(t.fee) AS fees,
       sum(CASE WHEN spent.value <> paid.value + t.fee THEN 1 ELSE 0 END) AS wrong
  FROM [transactions] t
  JOIN spent ON spent.transaction_hash = t.[hash]
  JOIN paid ON paid.transaction_hash = t.[hash]

-- fees
SELECT block_number AS height, sum(fee) AS fees_satoshis
  FROM [transactions]
 WHERE block_number > (SELECT max(number) FROM [blocks]) - 100
 GROUP BY block_number
 ORDER BY height

-- halving
SELECT block_number AS height,
       (sum(CASE WHEN is_coinbase THEN output_value ELSE 0 END) - sum(fee)) / 1e8 AS new_coins
  FROM [transactions]
 WHERE block_number > (SELECT max(number) FROM [blocks]) - 1000 AND block_number > 0
 GROUP BY block_number
 ORDER BY height

-- difficulty
SELECT number AS height,
       round(pow(2e0, 256 - 8 * ([hex:substr(bits, 1, 2)] - 3)) / [hex:substr(bits, 3)]) AS tries
  FROM [blocks]
 WHERE number > (SELECT max(number) FROM [blocks]) - 1000
 ORDER BY number

-- intervals
WITH waited AS (
       SELECT number, [seconds:timestamp]
                - lag([seconds:timestamp]) OVER (ORDER BY number) AS seconds
         FROM [blocks]
        WHERE number >= 13
        ORDER BY number DESC
        LIMIT 1000),
     step AS (
       SELECT CASE WHEN seconds < 0 THEN 0 ELSE seconds END AS seconds
         FROM waited
        WHERE seconds IS NOT NULL),
     mean AS (
       SELECT avg(seconds) AS m, count(*) AS n
         FROM step),
     bin AS ([numbers:12])
SELECT round(i * m / 2, 1) AS from_seconds, count(step.seconds) AS blocks,
       round(n * (exp(-i / 2e0) - CASE WHEN i = 11 THEN 0 ELSE exp(-(i + 1) / 2e0) END), 1)
         AS expected
  FROM bin
 CROSS JOIN mean
  LEFT JOIN step ON step.seconds >= i * m / 2
                AND (i = 11 OR step.seconds < (i + 1) * m / 2)
 WHERE n > 0
 GROUP BY i, m, n
 ORDER BY i

-- stale
SELECT number AS height, [hash], status, [utc:timestamp] AS time_utc
  FROM [stale_blocks]
 ORDER BY number DESC, arrival DESC
 LIMIT 100

-- follow
WITH RECURSIVE newest AS (
       SELECT [hash] AS txid
         FROM [transactions]
        WHERE NOT is_coinbase
        ORDER BY block_number DESC, index DESC
        LIMIT 1),
     first_input [kept] (
       SELECT transaction_hash, spent_transaction_hash
         FROM [inputs]
        WHERE index = 0),
     back AS (
       SELECT 0 AS hops, txid
         FROM newest
        UNION ALL
       SELECT hops + 1, i.spent_transaction_hash
         FROM back
         JOIN first_input i ON i.transaction_hash = back.txid
        WHERE hops < 50)
SELECT hops, t.block_number AS height, back.txid,
       CASE WHEN t.is_coinbase THEN 1 ELSE 0 END AS coinbase
  FROM back
  JOIN [transactions] t ON t.[hash] = back.txid
 ORDER BY hops

-- age
WITH tip AS (
       SELECT max(number) AS height,
              CASE WHEN max(number) < 32 THEN 1 ELSE CAST(floor(max(number) / 16) AS BIGINT) END AS step
         FROM [blocks]),
     coins AS (
       SELECT o.block_number
         FROM [outputs] o
         LEFT JOIN [inputs] i ON i.spent_transaction_hash = o.transaction_hash
                             AND i.spent_output_index = o.index
        WHERE i.transaction_hash IS NULL AND o.block_number > 0
          AND o.script_hex NOT LIKE '6a%' AND length(o.script_hex) <= 20000)
SELECT CAST(floor((tip.height - coins.block_number) / tip.step) AS BIGINT) * tip.step
         AS blocks_old, count(*) AS coins
  FROM coins
 CROSS JOIN tip
 GROUP BY blocks_old
 ORDER BY blocks_old

-- asleep
SELECT count(*) AS rewards,
       sum(CASE WHEN i.transaction_hash IS NULL THEN 1 ELSE 0 END) AS never_moved,
       sum(CASE WHEN i.transaction_hash IS NULL THEN o.value ELSE 0 END) AS never_moved_satoshis,
       min(CASE WHEN i.transaction_hash IS NULL THEN o.block_number END) AS oldest_height
  FROM [transactions] t
  JOIN [outputs] o ON o.transaction_hash = t.[hash] AND o.block_hash = t.block_hash
  LEFT JOIN [inputs] i ON i.spent_transaction_hash = o.transaction_hash
                      AND i.spent_output_index = o.index
 WHERE t.is_coinbase AND t.block_number > 0
   AND o.script_hex NOT LIKE '6a%' AND length(o.script_hex) <= 20000

-- reuse
WITH uses AS (
       SELECT script_hex, count(*) AS n
         FROM [outputs]
        WHERE block_number > 0
          AND script_hex NOT LIKE '6a%' AND length(script_hex) <= 20000
        GROUP BY script_hex)
SELECT least(n, 10) AS times_paid, count(*) AS scripts
  FROM uses
 GROUP BY times_paid
 ORDER BY times_paid

-- busiest
SELECT o.script_hex AS script_pub_key, count(*) AS received,
       sum(CASE WHEN i.transaction_hash IS NULL THEN 1 ELSE 0 END) AS unspent,
       sum(o.value) AS received_satoshis,
       sum(CASE WHEN i.transaction_hash IS NULL THEN o.value ELSE 0 END) AS left_satoshis
  FROM [outputs] o
  LEFT JOIN [inputs] i ON i.spent_transaction_hash = o.transaction_hash
                      AND i.spent_output_index = o.index
 WHERE o.block_number > 0
   AND o.script_hex NOT LIKE '6a%' AND length(o.script_hex) <= 20000
 GROUP BY o.script_hex
 ORDER BY received DESC, script_pub_key
 LIMIT 10

-- linked
SELECT t.block_number AS height, t.[hash] AS txid, count(*) AS inputs,
       count(DISTINCT o.script_hex) AS scripts
  FROM [inputs] i
  JOIN [outputs] o ON o.transaction_hash = i.spent_transaction_hash
                  AND o.index = i.spent_output_index
  JOIN [transactions] t ON t.[hash] = i.transaction_hash
 GROUP BY t.block_number, t.index, t.[hash]
HAVING count(DISTINCT o.script_hex) > 1
 ORDER BY t.block_number DESC, t.index DESC
 LIMIT 50

-- undo
SELECT i.block_number AS height,
       sum(8 + CAST(length(o.script_hex) / 2 AS BIGINT)) AS undo_bytes,
       count(*) AS coins_spent
  FROM [inputs] i
  JOIN [outputs] o ON o.transaction_hash = i.spent_transaction_hash
                  AND o.index = i.spent_output_index
 WHERE i.block_number > (SELECT max(number) FROM [blocks]) - 100
 GROUP BY i.block_number
 ORDER BY height

-- forget
WITH unspent AS (
       SELECT o.transaction_hash,
              sum(CASE WHEN i.transaction_hash IS NULL AND o.block_number > 0
                        AND o.script_hex NOT LIKE '6a%'
                        AND length(o.script_hex) <= 20000 THEN 1 ELSE 0 END) AS coins
         FROM [outputs] o
         LEFT JOIN [inputs] i ON i.spent_transaction_hash = o.transaction_hash
                             AND i.spent_output_index = o.index
        GROUP BY o.transaction_hash)
SELECT (SELECT 80 * count(*) FROM [blocks]) AS header_bytes,
       sum(t.size) AS transaction_bytes,
       sum(CASE WHEN unspent.coins = 0 THEN t.size ELSE 0 END) AS forgettable_bytes,
       round(1e2 * sum(CASE WHEN unspent.coins = 0 THEN t.size ELSE 0 END) / sum(t.size), 1)
         AS percent
  FROM [transactions] t
  JOIN unspent ON unspent.transaction_hash = t.[hash]
