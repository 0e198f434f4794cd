import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { settledDesks } from '../../../main/cli/settled-desks.ts'
import type { Program } from '../../../main/program/program.ts'
import type { DesksView, JoinPreview } from '../../../main/words/desks.ts'
import { failure } from '../../../main/words/failure.ts'
import { draftOf, memoryStore, temporaryFolder } from '../../support/archive.ts'
import { command } from '../../support/command.ts'

const access = { host: 'server.lan', password: 'segreta', desk: 'Banco' }
const agreeing: JoinPreview = {
  shops: [{ name: 'Bottega', here: 12_000, there: 11_950, common: 11_900, different: [], differentCount: 0 }],
  numbersTwice: [],
  numbersTwiceCount: 0,
}
const order = (number: string) => ({ number, placedAt: '2026-11-20T09:15:00.000Z' })
const disagreeing: JoinPreview = {
  shops: [
    {
      name: 'Bottega',
      here: 2,
      there: 2,
      common: 2,
      different: [{ shopOrderId: '7', here: order('1007'), there: order('P7') }],
      differentCount: 1,
    },
  ],
  numbersTwice: [{ register: 'invoice', same: 'number', number: '41/W', here: '1007', there: '1008' }],
  numbersTwiceCount: 1,
}

async function programOf(preview: JoinPreview, view: DesksView = { joined: false }) {
  const store = memoryStore()
  const { id } = await store.saveShop(draftOf({ name: 'Bottega' }))
  const desks = {
    view: async () => view,
    onChange: () => () => undefined,
    preview: vi.fn(async () => preview),
    join: vi.fn(async () => undefined),
    leave: vi.fn(async () => undefined),
  }
  const runner = { cancel: () => undefined, start: vi.fn(async () => undefined as unknown) }
  return { program: { store, desks, runner } as unknown as Program, desks, runner, id }
}

function fileOf(content: unknown): string {
  const file = join(temporaryFolder(), 'server.json')
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}

const joined = (waiting: number, shopId = 1): DesksView => ({
  joined: true,
  server: {
    host: 'server.lan',
    port: 5432,
    database: 'ordini',
    user: 'ordini_desk',
    certificate: '',
    desk: 'Banco',
  },
  state: 'online',
  failure: null,
  since: '2026-11-23T07:30:00.000Z',
  behind: 0,
  waiting,
  past: null,
  desks: [],
  shops: [{ shopId, name: 'Bottega', mayDownload: false, others: ['Magazzino'], downloader: 'Magazzino' }],
})

describe('R55 --join', () => {
  it('says what is brought together, and joins', async () => {
    const { program, desks } = await programOf(agreeing)
    const { code, out, err } = await command(program, '--join', fileOf(access))
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('Bottega: 12.000 qui, 11.950 là, 11.900 in comune')
    const input = { ...access, port: 5432, database: 'ordini', user: 'ordini_desk', certificate: '' }
    expect(desks.join).toHaveBeenCalledWith(input, expect.anything(), expect.anything())
  })

  it('does not join where the archives disagree, and says where, with examples', async () => {
    const { program, desks } = await programOf(disagreeing)
    const { code, err } = await command(program, '--join', fileOf(access))
    expect(code).toBe(1)
    expect(desks.join).not.toHaveBeenCalled()
    expect(err).toContain('7: qui è il numero 1007 del 20/11/2026, là il P7')
    expect(err).toContain('Fattura 41/W: qui dell’ordine 1007, là dell’ordine 1008')
    const told = JSON.parse((await command(program, '--join', fileOf(access), '--json')).out)
    expect(told).toEqual({ ...disagreeing, joined: false })
  })

  it.each([
    ['[]', 'deve contenere l’accesso al server'],
    ['{', 'non è scritto in JSON valido'],
    [{ ...access, host: '' }, 'host'],
    [{ ...access, port: 70_000 }, 'port'],
    [{ host: 'a', desk: 'b' }, 'password'],
    [{ ...access, passwrd: 'x' }, 'passwrd'],
  ])('R36 %j is refused, and nothing of a password is printed', async (content, said) => {
    const { program, desks } = await programOf(agreeing)
    const { code, printed } = await command(program, '--join', fileOf(content))
    expect(code).toBe(2)
    expect(printed).toContain(said)
    expect(printed).not.toContain('segreta')
    expect(desks.preview).not.toHaveBeenCalled()
  })

  it('R58 a password on the command line is refused, and not repeated', async () => {
    const { program } = await programOf(agreeing)
    const { code, printed } = await command(program, '--join', JSON.stringify(access))
    expect(code).toBe(2)
    expect(printed).not.toContain('segreta')
  })
})

describe('R55 --leave', () => {
  it('says what has not been sent', async () => {
    const { program, desks } = await programOf(agreeing, joined(3))
    const { code, out, err } = await command(program, '--leave')
    expect(code).toBe(0)
    expect(desks.leave).toHaveBeenCalledOnce()
    expect(out).toBe('Questa postazione lavora da sola')
    expect(err).toContain('3 modifiche fatte qui non sono state mandate')
  })

  it('does nothing where there is nothing to leave', async () => {
    const { program, desks } = await programOf(agreeing)
    const { code, out } = await command(program, '--leave', '--json')
    expect({ code, told: JSON.parse(out) }).toEqual({ code: 0, told: { left: false, unsent: 0 } })
    expect(desks.leave).not.toHaveBeenCalled()
  })
})

it('R56 --list-shops --json says who downloads from each shop, where desks share', async () => {
  const { program, id } = await programOf(agreeing, joined(0))
  const { shops } = JSON.parse((await command(program, '--list-shops', '--json')).out)
  expect(id).toBe(1)
  expect(shops[0].desks).toEqual({ mayDownload: false, others: ['Magazzino'], downloader: 'Magazzino' })
  const alone = await programOf(agreeing)
  const { shops: own } = JSON.parse((await command(alone.program, '--list-shops', '--json')).out)
  expect(own[0]).not.toHaveProperty('desks')
})

it.each([
  ['shop-elsewhere', { name: 'Bottega', desk: 'Magazzino' }, 'sta già scaricando la postazione Magazzino'],
  ['desks-unreachable', {}, 'non risponde'],
] as const)('R56 --download says why it may not: %s', async (code, params, said) => {
  const { program, runner } = await programOf(agreeing, joined(0))
  runner.start.mockRejectedValue(failure(code, params as never))
  const told = await command(program, '--download')
  expect(told.code).toBe(1)
  expect(told.err).toContain(said)
  const { runs } = JSON.parse((await command(program, '--download', '--json')).out)
  expect(runs).toEqual([
    expect.objectContaining({ outcome: 'failed', error: expect.objectContaining({ code }) }),
  ])
})

it('R55 a command waits until it is known whether the server answers', async () => {
  let view = { ...joined(0), state: 'offline' } as DesksView
  const listeners = new Set<() => void>()
  const settled = settledDesks({
    view: async () => view,
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  })
  await vi.waitFor(() => expect(listeners.size).toBe(1))
  view = joined(0)
  for (const tell of listeners) tell()
  expect(await settled).toBe(view)
  expect(listeners.size).toBe(0)
})
