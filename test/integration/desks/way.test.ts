import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { connectServer } from '../../../main/desks/connection.ts'
import { setupScript } from '../../../main/desks/schema/setup.ts'
import { tryServer } from '../../../main/desks/try-server.ts'
import type { ServerInput } from '../../../main/words/desks.ts'
import type { FailureCode } from '../../../main/words/failure.ts'
import { deskOffice, factOf, sharedArchive, textsOf } from '../../support/desk-server.ts'
import { postgresForFile } from '../../support/postgres.ts'

const run = promisify(execFile)
const postgres = await postgresForFile()
const pem = (path: string) => readFileSync(join(import.meta.dirname, '../..', path), 'utf8')
const authority = pem('replay-server/certificates/ca.pem')
const selfSigned = pem('fixtures/tls/test-cert.pem')
/** This computer by a name that does not say so. */
const elsewhere = '127.1'

/** What comes of trying to reach it: a failure's code, or that it can be worked with. */
async function tried(to: ServerInput): Promise<FailureCode | 'reached'> {
  const [trial, connection] = await Promise.allSettled([
    tryServer(to, to.password),
    connectServer(to, to.password).then((server) => server.close()),
  ])
  if (trial.status === 'fulfilled') return connection.status === 'fulfilled' ? 'reached' : connection.reason
  return trial.reason.value?.code ?? trial.reason
}

describe.skipIf(!postgres)('the way to the server that desks share', () => {
  const archiveOf = async () => {
    if (!postgres) throw new Error('skipped')
    return { server: postgres, archive: await sharedArchive(postgres) }
  }
  const secure = async (certificate: string, key: string) => {
    postgres?.writeFile('server.crt', certificate)
    postgres?.writeFile('server.key', key)
    await postgres?.restart({ ssl: 'on' })
    onTestFinished(() => postgres?.restart({}))
  }

  const psql = join(postgres?.bin ?? '', 'psql')
  it.skipIf(!existsSync(psql))('is made by the script, with psql, and by the same again (R55)', async () => {
    const { server, archive } = await archiveOf()
    const database = 'Bottega "d\'angolo"'
    const script = server.writeFile('ordini-postgresql.sql', setupScript(database))
    const { host, port, password } = server
    const to = ['-h', host, '-p', String(port), '-U', 'postgres', '-d', 'postgres']
    for (let times = 0; times < 2; times += 1)
      await run(psql, [...to, '-f', script], { env: { ...process.env, PGPASSWORD: password } })
    expect(await tried({ ...archive, database })).toBe('reached')
  })

  it('goes without TLS on this very computer only (R55)', async () => {
    const { archive } = await archiveOf()
    expect(await tried(archive)).toBe('reached')
    expect(await tried({ ...archive, host: 'localhost' })).toBe('reached')
    expect(await tried({ ...archive, host: elsewhere })).toBe('desks-no-tls')
    expect(await tried({ ...archive, certificate: authority })).toBe('desks-no-tls')
  })

  it('is believed to be the server only if its certificate, or who signed it, is known (R55)', async () => {
    const { server, archive } = await archiveOf()
    const folder = 'replay-server/certificates'
    await secure(pem(`${folder}/good.pem`), pem(`${folder}/good-key.pem`))
    expect(await tried({ ...archive, host: elsewhere })).toBe('desks-certificate-untrusted')
    expect(await tried({ ...archive, certificate: selfSigned })).toBe('desks-certificate-untrusted')
    expect(await tried({ ...archive, certificate: 'mine' })).toBe('desks-certificate-unreadable')
    expect(await tried({ ...archive, host: elsewhere, certificate: authority })).toBe(
      'desks-certificate-name',
    )
    for (const host of ['127.0.0.1', 'localhost'])
      expect(await tried({ ...archive, host, certificate: authority })).toBe('reached')
    // What nobody vouches for is enough where nobody is in between.
    expect(await tried(archive)).toBe('reached')
    // Nothing in the environment changes that.
    for (const [name, value] of [
      ['PGSSLMODE', 'disable'],
      ['PGPASSWORD', 'other'],
      ['PGHOST', 'db.example'],
      ['PGUSER', 'other'],
    ] as const)
      vi.stubEnv(name, value)
    onTestFinished(() => void vi.unstubAllEnvs())
    const connected = await connectServer({ ...archive, certificate: authority }, archive.password)
    const lines = await server.sql(
      "SELECT DISTINCT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE usename = 'ordini_desk'",
    )
    await connected.close()
    expect(lines).toEqual([{ ssl: true }])

    await secure(pem(`${folder}/wrong-host.pem`), pem(`${folder}/wrong-host-key.pem`))
    expect(await tried({ ...archive, certificate: authority })).toBe('desks-certificate-name')
    await secure(pem(`${folder}/expired.pem`), pem(`${folder}/expired-key.pem`))
    expect(await tried({ ...archive, certificate: authority })).toBe('desks-certificate-expired')
    await secure(selfSigned, pem('fixtures/tls/test-key.pem'))
    expect(await tried({ ...archive, certificate: selfSigned })).toBe('reached')
    expect(await tried({ ...archive, certificate: authority })).toBe('desks-certificate-untrusted')
  })

  it('says why it is closed', async () => {
    const { server, archive } = await archiveOf()
    expect(await tried({ ...archive, password: 'guessed' })).toBe('desks-password-wrong')
    expect(await tried({ ...archive, password: '' })).toBe('desks-password-wrong')
    expect(await tried({ ...archive, user: 'nobody' })).toBe('desks-password-wrong')
    expect(await tried({ ...archive, database: 'orders' })).toBe('desks-database-unknown')
    expect(await tried({ ...archive, host: 'db.invalid' })).toBe('desks-host-unknown')
    expect(await tried({ ...archive, database: await server.createDatabase() })).toBe('desks-schema-missing')

    const admin = (sql: string) => server.sql(sql, archive.database)
    await admin('REVOKE EXECUTE ON FUNCTION ordini.renew FROM ordini_desk')
    expect(await tried(archive)).toBe('desks-right-missing')
    await admin('REVOKE SELECT ON ordini.meta FROM ordini_desk')
    expect(await tried(archive)).toBe('desks-right-missing')
    await admin(`REVOKE CONNECT ON DATABASE ${archive.database} FROM ordini_desk`)
    expect(await tried(archive)).toBe('desks-right-missing')
    await admin('ALTER ROLE ordini_desk CONNECTION LIMIT 0')
    expect(await tried(archive)).toBe('desks-too-many')
    await admin('ALTER ROLE ordini_desk CONNECTION LIMIT -1 NOLOGIN')
    expect(await tried(archive)).toBe('desks-not-admitted')
    await admin('ALTER ROLE ordini_desk LOGIN')
    server.writeFile('pg_hba.conf', 'host all postgres 127.0.0.1/32 scram-sha-256\n')
    await server.restart()
    expect(await tried(archive)).toBe('desks-not-admitted')
    await server.stop()
    expect(await tried(archive)).toBe('desks-unreachable')
    server.writeFile('pg_hba.conf', 'host all all 127.0.0.1/32 scram-sha-256\n')
    await server.restart()
  })

  it('tells what the server says of a fact, and goes on when that is mended (R55)', async () => {
    const { enter, admin } = await deskOffice(postgres)
    const { server, me } = await enter()
    const said = async (sql: string) => {
      await admin(sql)
      return server.append(me, 1, factOf('one')).then(
        ({ outcome }) => outcome,
        (error) => error.value?.code ?? error,
      )
    }
    const raising = (state: string) => `
      CREATE OR REPLACE FUNCTION ordini.fail() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN RAISE ''for the test'' USING ERRCODE = ''${state}''; END';
      DROP TRIGGER IF EXISTS fail ON ordini.fact;
      CREATE TRIGGER fail BEFORE INSERT ON ordini.fact FOR EACH ROW EXECUTE FUNCTION ordini.fail()`
    expect(await said(raising('53100'))).toBe('desks-disk-full')
    expect(await said(raising('25006'))).toBe('desks-read-only')
    expect(await said(raising('55P03'))).toBe('desks-busy')
    expect(await said(raising('57P03'))).toBe('desks-starting')
    expect(await said(raising('22023'))).toBe('desks-failed')
    expect(await said('REVOKE EXECUTE ON FUNCTION ordini.append FROM ordini_desk')).toBe(
      'desks-right-missing',
    )
    await admin('GRANT EXECUTE ON FUNCTION ordini.append TO ordini_desk')
    await admin("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'ordini_desk'")
    await expect.poll(() => said('DROP TRIGGER IF EXISTS fail ON ordini.fact')).toBe('taken')
  })

  it('is not waited for when the trial is cancelled', async () => {
    const { archive } = await archiveOf()
    const wire = await silentWire(archive.port)
    wire.hush()
    const cancelling = new AbortController()
    const trial = tryServer({ ...archive, port: wire.port }, archive.password, cancelling.signal)
    trial.catch(() => undefined)
    await expect.poll(wire.connections).toBe(1)
    cancelling.abort()
    await expect(trial).rejects.toMatchObject({ value: { code: 'cancelled' } })
    await expect.poll(wire.open).toBe(0)
  })

  it('is given up when no answer comes, and what was sent is sent again (R55)', async () => {
    const { archive } = await deskOffice(postgres)
    const wire = await silentWire(archive.port)
    const server = await connectServer({ ...archive, port: wire.port }, archive.password)
    onTestFinished(() => server.close())
    const me = { desk: crypto.randomUUID(), token: crypto.randomUUID() }
    await server.enter({ ...me, name: 'Cassa', version: 1, nextToken: me.token })
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    // The server hears it, its answer is lost.
    wire.hush()
    const lost = server.append(me, 1, factOf('one'))
    lost.catch(() => undefined)
    await expect.poll(() => postgres?.sql('SELECT seq FROM ordini.fact', archive.database)).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(60_000)
    await expect(lost).rejects.toMatchObject({ value: { code: 'desks-unreachable' } })
    // Neither does it connect.
    const again = server.append(me, 1, factOf('one'))
    again.catch(() => undefined)
    await expect.poll(wire.connections).toBeGreaterThan(2)
    await vi.advanceTimersByTimeAsync(10_000)
    await expect(again).rejects.toMatchObject({ value: { code: 'desks-unreachable' } })
    wire.speak()
    expect(await server.append(me, 1, factOf('one'))).toEqual({ outcome: 'taken' })
    expect(textsOf(await server.read(0, 10, ''))).toEqual(['one'])
  })
})

/** A way on which, while it is hushed, nothing comes back, and nobody is told. */
async function silentWire(port: number) {
  const sockets = new Set<Socket>()
  let isHushed = false
  let connections = 0
  const server = createServer((near) => {
    connections += 1
    const far = connect(port, '127.0.0.1')
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        near.destroy()
        far.destroy()
        sockets.delete(socket)
      })
    }
    near.pipe(far)
    far.on('data', (data) => {
      if (!isHushed) near.write(data)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  return {
    port: (server.address() as AddressInfo).port,
    hush: () => {
      isHushed = true
    },
    speak: () => {
      isHushed = false
    },
    connections: () => connections,
    open: () => sockets.size,
  }
}
