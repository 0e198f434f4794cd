/**
 * The log of facts that desks share (R55), and who may download (R56). Tables belong to `ordini_owner`, who cannot log in;
 * desks may read, and change only by the functions: numbers and fences are the server's rule, whatever a desk's version
 * does. Locks are taken in one order: meta, desk, lease. What changes the log locks `meta` first, so that the numbers have
 * no gaps and become visible in order; a lease is renewed without it, so that no long fact holds it up.
 */
export const migration001 = `
CREATE TABLE ordini.meta (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  schema integer NOT NULL,                 -- the last migration
  min_desk integer NOT NULL,               -- desks of an older version are refused, those at work too
  archive uuid NOT NULL,                   -- as long as this log is there
  epoch uuid NOT NULL,                     -- another after the server was restored from a copy
  seq bigint NOT NULL,                     -- of the last fact
  hash bytea NOT NULL,                     -- of all facts up to it
  handed bigint NOT NULL                   -- seq of the last fact that handed over or gave numbers (R57)
);
INSERT INTO ordini.meta VALUES (true, 1, 1, gen_random_uuid(), gen_random_uuid(), 0, '', 0);

CREATE TABLE ordini.desk (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  version integer NOT NULL,
  n bigint NOT NULL,                       -- number of its last fact
  token uuid,                              -- null: the server was restored
  gone boolean NOT NULL DEFAULT false,     -- this id does not come back: it has left, or the server was restored
  session uuid,                            -- of the process that entered last: only that one appends
  seen_at timestamptz NOT NULL,
  applied bigint NOT NULL,                 -- the last fact that it said it has
  may_download uuid[] NOT NULL             -- the shops whose credentials it says it has (R58: never they themselves)
);

CREATE TABLE ordini.fact (
  seq bigint PRIMARY KEY,
  desk uuid NOT NULL,
  n bigint NOT NULL,
  kind text NOT NULL CHECK (kind ~ '^[a-z]{1,20}$'),
  shop uuid,
  run bigint,
  advances boolean NOT NULL,
  at timestamptz NOT NULL,
  body bytea NOT NULL,
  digest bytea NOT NULL,                   -- SHA-256 of the body
  hash bytea NOT NULL                      -- SHA-256 of the hash before, and of this fact: see ordini.chained
);
-- It comes compressed.
ALTER TABLE ordini.fact ALTER COLUMN body SET STORAGE EXTERNAL;

CREATE TABLE ordini.lease (
  shop uuid PRIMARY KEY,
  desk uuid NOT NULL,
  first bigint NOT NULL,                   -- the first run since which no other desk was at the shop
  run bigint NOT NULL,
  until timestamptz NOT NULL               -- by the server's clock
);

CREATE FUNCTION ordini.chained(previous bytea, desk uuid, n bigint, kind text, shop uuid, run bigint,
  advances boolean, digest bytea) RETURNS bytea LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $f$
  SELECT sha256(convert_to(concat_ws('|', encode(previous, 'hex'), desk, n, kind, coalesce(shop::text, ''),
    coalesce(run::text, ''), CASE WHEN advances THEN 1 ELSE 0 END, encode(digest, 'hex')), 'UTF8'))
$f$;

-- Raises where this desk may not go on: of too old a version (OD001), not the one that was here last (OD002), or known
-- from before the server was restored (OD004).
CREATE FUNCTION ordini.known(p_desk uuid, p_token uuid) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $f$
DECLARE
  d ordini.desk;
BEGIN
  SELECT * INTO d FROM ordini.desk WHERE id = p_desk;
  IF d.id IS NOT NULL AND d.token IS NULL THEN RAISE 'server-restored' USING ERRCODE = 'OD004'; END IF;
  IF d.token IS DISTINCT FROM p_token THEN RAISE 'desk-copied' USING ERRCODE = 'OD002'; END IF;
  IF d.version < (SELECT min_desk FROM ordini.meta) THEN RAISE 'desk-too-old' USING ERRCODE = 'OD001'; END IF;
END $f$;

CREATE FUNCTION ordini.enter(p_desk uuid, p_name text, p_version integer, p_token uuid, p_next uuid, p_session uuid,
  OUT archive uuid, OUT epoch uuid, OUT head bigint, OUT n bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $f$
BEGIN
  SET LOCAL synchronous_commit = on;
  SELECT m.archive, m.epoch, m.seq INTO STRICT archive, epoch, head FROM ordini.meta m FOR UPDATE;
  INSERT INTO ordini.desk VALUES (p_desk, p_name, p_version, 0, p_token, false, NULL, clock_timestamp(), 0, '{}')
    ON CONFLICT (id) DO NOTHING;
  -- The next token may be there already: the answer was lost.
  UPDATE ordini.desk d SET name = p_name, version = p_version, token = p_next, session = p_session,
    seen_at = clock_timestamp() WHERE d.id = p_desk AND d.token IN (p_token, p_next) RETURNING d.n INTO n;
  PERFORM ordini.known(p_desk, p_next);
END $f$;

CREATE FUNCTION ordini.append(p_desk uuid, p_token uuid, p_session uuid, p_n bigint, p_kind text, p_shop uuid,
  p_run bigint, p_guard bigint, p_advances boolean, p_body bytea) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $f$
DECLARE
  m ordini.meta;
  d ordini.desk;
  body_digest bytea := sha256(p_body);
BEGIN
  SET LOCAL synchronous_commit = on;
  SELECT * INTO STRICT m FROM ordini.meta FOR UPDATE;
  PERFORM ordini.known(p_desk, p_token);
  SELECT * INTO STRICT d FROM ordini.desk WHERE id = p_desk FOR UPDATE;
  -- A message that was long on its way has entered in between: whoever is here enters once more.
  IF d.session IS DISTINCT FROM p_session THEN RAISE 'desk-entered-anew' USING ERRCODE = 'OD005'; END IF;
  IF p_n <= d.n THEN RETURN 'taken'; END IF;
  IF p_n > d.n + 1 THEN RAISE 'desk-ahead' USING ERRCODE = 'OD003'; END IF;
  IF p_run IS NOT NULL THEN
    PERFORM FROM ordini.lease WHERE shop = p_shop AND desk = p_desk AND p_run BETWEEN first AND run;
    IF NOT FOUND THEN RETURN 'stale-run'; END IF;
  END IF;
  IF m.handed > p_guard THEN RETURN 'handed-moved'; END IF;
  m.seq := m.seq + 1;
  m.hash := ordini.chained(m.hash, p_desk, p_n, p_kind, p_shop, p_run, p_advances, body_digest);
  INSERT INTO ordini.fact VALUES (m.seq, p_desk, p_n, p_kind, p_shop, p_run, p_advances, clock_timestamp(), p_body,
    body_digest, m.hash);
  UPDATE ordini.meta SET seq = m.seq, hash = m.hash, handed = CASE WHEN p_advances THEN m.seq ELSE m.handed END;
  UPDATE ordini.desk SET n = p_n, seen_at = clock_timestamp() WHERE id = p_desk;
  PERFORM pg_notify('ordini', m.seq::text);
  RETURN 'taken';
END $f$;

CREATE FUNCTION ordini.take(p_desk uuid, p_token uuid, p_shop uuid, OUT run bigint, OUT holder uuid, OUT holder_name text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $f$
DECLARE
  l ordini.lease;
BEGIN
  SET LOCAL synchronous_commit = on;
  PERFORM FROM ordini.meta FOR UPDATE;
  PERFORM ordini.known(p_desk, p_token);
  SELECT * INTO l FROM ordini.lease WHERE shop = p_shop FOR UPDATE;
  IF l.desk <> p_desk AND l.until > clock_timestamp() THEN
    holder := l.desk;
    SELECT name INTO holder_name FROM ordini.desk WHERE id = l.desk;
    RETURN;
  END IF;
  run := coalesce(l.run, 0) + 1;
  INSERT INTO ordini.lease AS o VALUES (p_shop, p_desk, run, run, clock_timestamp() + interval '115 s')
    ON CONFLICT (shop) DO UPDATE SET first = CASE WHEN o.desk = p_desk THEN o.first ELSE excluded.first END,
      desk = excluded.desk, run = excluded.run, until = excluded.until;
END $f$;

-- False: another desk has taken the shop, or this one has begun another run. Over but not taken, it is renewed.
CREATE FUNCTION ordini.renew(p_desk uuid, p_token uuid, p_shop uuid, p_run bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $f$
BEGIN
  SET LOCAL synchronous_commit = on;
  PERFORM ordini.known(p_desk, p_token);
  UPDATE ordini.lease SET until = clock_timestamp() + interval '115 s'
    WHERE shop = p_shop AND desk = p_desk AND run = p_run;
  RETURN FOUND;
END $f$;

CREATE FUNCTION ordini.give(p_desk uuid, p_token uuid, p_shop uuid, p_run bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $f$
BEGIN
  SET LOCAL synchronous_commit = on;
  PERFORM ordini.known(p_desk, p_token);
  UPDATE ordini.lease SET until = clock_timestamp() WHERE shop = p_shop AND desk = p_desk AND run = p_run;
END $f$;

CREATE FUNCTION ordini.seen(p_desk uuid, p_token uuid, p_applied bigint, p_may uuid[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $f$
BEGIN
  PERFORM ordini.known(p_desk, p_token);
  UPDATE ordini.desk SET seen_at = clock_timestamp(), applied = p_applied, may_download = p_may
    WHERE id = p_desk;
END $f$;

CREATE FUNCTION ordini.leave(p_desk uuid, p_token uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $f$
BEGIN
  SET LOCAL synchronous_commit = on;
  UPDATE ordini.desk SET gone = true, token = gen_random_uuid(), session = NULL
    WHERE id = p_desk AND token = p_token;
  IF FOUND THEN UPDATE ordini.lease SET until = clock_timestamp() WHERE desk = p_desk; END IF;
END $f$;

-- For who has put the server back from a copy (pg_restore): desks see that it is not what they knew, and join again.
CREATE FUNCTION ordini.restored() RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $f$
BEGIN
  UPDATE ordini.meta SET epoch = gen_random_uuid();
  UPDATE ordini.desk SET gone = true, token = NULL, session = NULL WHERE NOT gone;
  UPDATE ordini.lease SET until = clock_timestamp() + interval '115 s', run = run + 1000, first = run + 1000;
  RETURN (SELECT epoch FROM ordini.meta);
END $f$;
`
