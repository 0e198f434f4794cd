import { describe, expect, it } from 'vitest'
import { readCommandLine, UsageError } from '../../../main/cli/command-line.ts'
import { textsFor } from '../../../renderer/texts/index.ts'

const read = (...args: string[]) => readCommandLine(args, textsFor('it'))

describe('R36 the command line', () => {
  it('without arguments opens the window', () => {
    expect(read().command).toBe('window')
    expect(read('--demo')).toMatchObject({ command: 'window', demo: true })
  })

  it('reads a command with its options', () => {
    expect(read('--download', '--shop', 'A', '--shop', 'B b', '--json', '--profile', '/tmp/x')).toMatchObject(
      {
        command: 'download',
        shops: ['A', 'B b'],
        json: true,
        profile: '/tmp/x',
      },
    )
    expect(read('--add-shop', '-')).toMatchObject({ command: 'add-shop', value: '-' })
    expect(read('--remove-shop=Bottega')).toMatchObject({ command: 'remove-shop', value: 'Bottega' })
    expect(read('--export', 'a.csv', '--from', '2026-01-01', '--text', 'rossi')).toMatchObject({
      command: 'export',
      value: 'a.csv',
      from: '2026-01-01',
      text: 'rossi',
    })
  })

  it.each([
    [['--downlaod'], '--downlaod'],
    [['--download', 'Bottega'], 'Bottega'],
    [['--add-shop'], '--add-shop'],
    [['--download', '--shop'], '--shop'],
    [['--add-shop', '--json'], '--add-shop'],
    [['--download', '--check'], '--download, --check'],
    [['--shop', 'A'], '--shop'],
    [['--download', '--from', '2026-01-01'], '--from'],
    [['--json'], '--json'],
  ])('refuses %j and names what is wrong', (args, named) => {
    expect(() => read(...args)).toThrowError(UsageError)
    expect(() => read(...args)).toThrowError(named)
  })

  it('pays no heed to the switches of Chromium and Node', () => {
    expect(read('--no-sandbox', '--download', '--ozone-platform=headless').command).toBe('download')
  })
})
