import { randomUUID } from 'node:crypto'
import { brotliDecompressSync } from 'node:zlib'
import pg from 'pg'
import { connectServer } from '../../main/desks/connection.ts'
import { unpackWithRaw } from '../../main/store/shared/bodies.ts'
import { deskVersion, type ServerInput } from '../../main/words/desks.ts'
import type { Fact, StoredFact } from '../../main/words/fact.ts'
import { sharedArchive } from '../support/desk-server.ts'
import type { Postgres } from '../support/postgres.ts'
import type { AddRow } from './archive-bench.ts'

/**
 * What a log costs the server: its facts sent once more, one by one as the pump does, and read back; beside COPY of the same
 * orders, document and raw data, as rows of text. Neither makes or applies what travels.
 */
export async function trafficBench(row: AddRow, postgres: Postgres, from: ServerInput): Promise<void> {
  const facts = await factsOf(from)
  const into = await sharedArchive(postgres)
  const server = await connectServer(into, into.password)
  const me = { desk: randomUUID(), token: randomUUID() }
  const coming = { ...me, name: 'Bench', version: deskVersion, nextToken: me.token }
  await server.enter(coming)
  const runs = new Map<string, number>()
  for (const { shop, run } of facts) if (shop !== null && run !== null) runs.set(shop, run)
  // As many as the log has had.
  for (const [shop, run] of runs) for (let taken = 0; taken < run; taken += 1) await server.take(me, shop)
  const sending = await seconds(async () => {
    for (const [at, fact] of facts.entries()) {
      const { outcome } = await server.append(me, at + 1, fact)
      if (outcome !== 'taken') throw new Error(outcome)
    }
  })
  const reading = await seconds(async () => {
    for (let after = 0; ; ) {
      const some = await server.read(after, 200, '')
      const last = some.at(-1)
      if (last === undefined) return
      after = last.seq
    }
  })
  await server.close()
  const both = await copying(postgres, into.database, facts, true)
  const alone = await copying(postgres, into.database, facts, false)
  row('desks: sending and reading all of a log', sending + reading, 's')
  row('desks: the same / COPY of documents and raw data', (sending + reading) / both, 'x')
  // The raw data, too, against the documents alone.
  row('desks: the same / COPY of documents alone', (sending + reading) / alone, 'x', 3)
}

async function factsOf(from: ServerInput): Promise<Fact[]> {
  const server = await connectServer(from, from.password)
  const facts: Fact[] = []
  for (let after = 0, some: readonly StoredFact[] = []; ; ) {
    some = await server.read(after, 200, '')
    const last = some.at(-1)
    if (last === undefined) break
    after = last.seq
    for (const { kind, shop, run, advances, body } of some)
      facts.push({
        kind: kind as Fact['kind'],
        shop,
        run,
        guard: null,
        advances,
        body: body ?? new Uint8Array(),
      })
  }
  await server.close()
  return facts
}

/** As rows of text, in pieces as large as `COPY` likes them. */
function textOf(facts: readonly Fact[], withRaw: boolean): Buffer[] {
  const pieces: Buffer[] = []
  for (const { kind, body } of facts) {
    if (kind !== 'page') continue
    const { json, raw } = unpackWithRaw(body)
    const { orders } = json as {
      readonly orders: readonly { document: { shopOrderId: string }; rawIndex: number }[]
    }
    if (orders.length === 0) continue
    const raws = JSON.parse(brotliDecompressSync(raw).toString()) as readonly unknown[]
    const lines = orders.map(({ document, rawIndex }) =>
      [document.shopOrderId, JSON.stringify(document), withRaw ? JSON.stringify(raws[rawIndex]) : '']
        .map(escaped)
        .join('\t'),
    )
    pieces.push(Buffer.from(`${lines.join('\n')}\n`))
  }
  return pieces
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n').replaceAll('\r', '\\r')
}

/** @returns seconds, there and back */
async function copying(postgres: Postgres, database: string, facts: readonly Fact[], withRaw: boolean) {
  const { host, port, password } = postgres
  const client = new pg.Client({ host, port, database, user: 'postgres', password })
  await client.connect()
  await client.query('DROP TABLE IF EXISTS public.copied')
  await client.query('CREATE TABLE public.copied (id text, document text, raw text)')
  const pieces = textOf(facts, withRaw)
  const sending = await seconds(() => copy(client, 'COPY public.copied FROM STDIN', pieces))
  const reading = await seconds(() => copy(client, 'COPY public.copied TO STDOUT', []))
  await client.end()
  return sending + reading
}

interface CopyWire {
  query(text: string): void
  sendCopyFromChunk(piece: Buffer): void
  endCopyFrom(): void
}

/** `COPY`, with nothing between it and the wire. */
function copy(client: pg.Client, text: string, pieces: readonly Buffer[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const query = {
      submit: (wire: CopyWire) => wire.query(text),
      handleCopyInResponse(wire: CopyWire) {
        for (const piece of pieces) wire.sendCopyFromChunk(piece)
        wire.endCopyFrom()
      },
      handleCopyData: () => undefined,
      handleCommandComplete: () => undefined,
      handleReadyForQuery: () => resolve(),
      handleError: (error: Error) => reject(error),
    }
    client.query(query as never)
  })
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const began = performance.now()
  await work()
  return (performance.now() - began) / 1000
}
