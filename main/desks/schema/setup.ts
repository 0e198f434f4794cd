import { deskVersion } from '../../words/desks.ts'
import { migration001 } from './001-log.ts'

/** Migration n brings the server's tables from version n - 1 to n. Never change one that was released: add the next. */
const migrations: readonly string[] = [migration001]
if (migrations.length !== deskVersion) throw new Error('deskVersion is not the number of migrations')

/**
 * What whoever sets the server up runs once with psql, as one who may create databases and roles; again after an update
 * of the program that says so. It may be run as often as one likes, and changes nothing that is there.
 * @param database its name, as the desks are given it
 */
export function setupScript(database = 'ordini'): string {
  const name = `"${database.replaceAll('"', '""')}"`
  const text = `'${database.replaceAll("'", "''")}'`
  return `-- Download Ordini: l'archivio condiviso da più postazioni (docs/postazioni.md).
--   sudo -u postgres psql -f ordini-postgresql.sql
-- Si può eseguire di nuovo: crea quello che manca e aggiorna quello che è di una versione precedente.
\\set ON_ERROR_STOP on
\\set QUIET on
SELECT $q$CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'$q$
  WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = ${text}) \\gexec
\\connect ${name}

${schemaScript()}
\\echo 'Fatto. La password delle postazioni si sceglie con: \\\\password ordini_desk'
`
}

/**
 * The part of {@link setupScript} that is plain SQL, for a database that is there: roles, rights, tables. No function of
 * it needs to know the database's name.
 */
export function schemaScript(): string {
  return `${prepare}${migrations.map((sql, index) => step(migrate(sql, index + 1))).join('')}${step(rights)}`
}

/** One at a time sets a server up. */
const lock = '7238142190147'

const prepare = `SET client_min_messages = warning;
DO $setup$
BEGIN
  PERFORM pg_advisory_xact_lock(${lock});
  IF current_setting('server_version_num')::integer < 150000 THEN
    RAISE 'Serve PostgreSQL 15 o successivo.';
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'ordini_owner') THEN
    CREATE ROLE ordini_owner NOLOGIN;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'ordini_desk') THEN
    CREATE ROLE ordini_desk LOGIN;
  END IF;
  -- Who is no superuser (a managed server's administrator) has to be a member to act for it, and since PostgreSQL 16 is not
  -- by having made it.
  IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    EXECUTE format('GRANT ordini_owner TO %I', current_user);
  END IF;
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO ordini_desk', current_database());
  CREATE SCHEMA IF NOT EXISTS ordini AUTHORIZATION ordini_owner;
  -- Only a database that comes from before version 15 needs it; who does not own the schema may not.
  BEGIN
    REVOKE CREATE ON SCHEMA public FROM PUBLIC;
  EXCEPTION WHEN insufficient_privilege OR invalid_schema_name THEN NULL;
  END;
END $setup$;
`

/** In one transaction, by one at a time, as the owner; `meta` is not there before the first migration. */
function step(sql: string): string {
  return `
BEGIN;
SET LOCAL ROLE ordini_owner;
DO $step$
DECLARE
  present integer := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(${lock});
  IF to_regclass('ordini.meta') IS NOT NULL THEN SELECT schema INTO STRICT present FROM ordini.meta; END IF;
${sql}
END $step$;
COMMIT;
`
}

function migrate(sql: string, version: number): string {
  return `  IF present >= ${version} THEN RETURN; END IF;
${sql}
  UPDATE ordini.meta SET schema = ${version};`
}

/** Given anew each time, in case somebody has taken them away; those of a later version are not ours to say. */
const rights = `  IF present > ${migrations.length} THEN RETURN; END IF;
  REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ordini FROM PUBLIC, ordini_desk;
  REVOKE ALL ON ALL TABLES IN SCHEMA ordini FROM PUBLIC, ordini_desk;
  GRANT USAGE ON SCHEMA ordini TO ordini_desk;
  GRANT SELECT ON ordini.meta, ordini.fact, ordini.lease TO ordini_desk;
  GRANT SELECT (id, name, version, n, gone, seen_at, applied, may_download) ON ordini.desk TO ordini_desk;
  GRANT EXECUTE ON FUNCTION ordini.enter, ordini.append, ordini.take, ordini.renew, ordini.give, ordini.seen, ordini.leave
    TO ordini_desk;`
