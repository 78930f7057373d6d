-- What the node knows of other nodes: addresses with its experience of each, and bans of whole networks.

DROP VIEW v_peer;
ALTER TABLE peer DROP COLUMN banned_until;
ALTER TABLE peer ADD COLUMN last_success INTEGER NOT NULL DEFAULT 0; -- seconds since 1970 UTC; 0: never

CREATE TABLE ban (
  subnet  TEXT    NOT NULL PRIMARY KEY,    -- such as 10.0.0.0/8
  created INTEGER NOT NULL,                -- seconds since 1970 UTC
  until   INTEGER NOT NULL
) WITHOUT ROWID;

CREATE VIEW v_peer AS
SELECT address, services, datetime(nullif(last_seen, 0), 'unixepoch') AS last_seen_utc,
       datetime(nullif(last_tried, 0), 'unixepoch') AS last_tried_utc,
       datetime(nullif(last_success, 0), 'unixepoch') AS last_success_utc, failures
  FROM peer;

CREATE VIEW v_ban AS
SELECT subnet, datetime(created, 'unixepoch') AS created_utc, datetime(until, 'unixepoch') AS until_utc
  FROM ban;
