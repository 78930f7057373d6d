#!/bin/sh
# Makes the mirror's database and its two roles, as docs/mirror.md says; PostgreSQL's image runs it once.
set -eu
psql -v ON_ERROR_STOP=1 -U postgres -v mirror="$MIRROR_PASSWORD" -v reader="$READER_PASSWORD" <<'SQL'
CREATE ROLE wonsi_mirror LOGIN PASSWORD :'mirror';
CREATE ROLE wonsi_reader LOGIN PASSWORD :'reader';
CREATE DATABASE wonsi OWNER wonsi_mirror;
\connect wonsi
GRANT CREATE, USAGE ON SCHEMA public TO wonsi_mirror;
GRANT USAGE ON SCHEMA public TO wonsi_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE wonsi_mirror GRANT SELECT ON TABLES TO wonsi_reader;
SQL
