import { describe, expect, it } from 'vitest'
import { readCommandLine, UsageError } from '../../../main/cli/command-line.ts'
import { textsFor } from '../../../main/texts/index.ts'

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
    expect(read('--mark', 'done', '--work', 'todo', '--to', '2026-01-01', '--json')).toMatchObject({
      command: 'mark',
      value: 'done',
      work: 'todo',
      to: '2026-01-01',
      json: true,
    })
    expect(read('--export', 'a.csv', '--from', '2026-01-01', '--text', 'rossi')).toMatchObject({
      command: 'export',
      value: 'a.csv',
      from: '2026-01-01',
      text: 'rossi',
    })
  })

  it('R47 takes the file of --report wherever it stands', () => {
    const asked = { command: 'report', value: '2026-11', file: 'a.zip', shops: ['A'] }
    expect(read('--report', '2026-11', 'a.zip', '--shop', 'A')).toMatchObject(asked)
    expect(read('--shop', 'A', '--report=2026-11', 'a.zip')).toMatchObject(asked)
  })

  it.each([
    [['--downlaod'], '--downlaod'],
    [['--download', '--jsn'], '--jsn'],
    [['--download', '--updatd'], '--updatd'],
    [['--profile', ''], '--profile'],
    [['--profile='], '--profile'],
    [['--export', ''], '--export'],
    [['--download', '--shop', ' '], '--shop'],
    [['--download', 'Bottega'], 'Bottega'],
    [['--add-shop'], '--add-shop'],
    [['--download', '--shop'], '--shop'],
    [['--add-shop', '--json'], '--add-shop'],
    [['--download', '--check'], '--download, --check'],
    [['--shop', 'A'], '--shop'],
    [['--download', '--from', '2026-01-01'], '--from'],
    [['--json'], '--json'],
    [['--mark', ''], '--mark'],
    [['--report', '2026-11'], 'FILE.zip'],
    [['--report', '2026-11', ' '], 'FILE.zip'],
    [['--report', '2026-11', 'a.zip', 'b.zip'], 'b.zip'],
    [['--report'], '--report'],
    [['--report', '2026-11', 'a.zip', '--from', '2026-01-01'], '--from'],
    [['--export', 'a.csv', '--until', '2026-01-01'], '--until'],
  ])('refuses %j and names what is wrong', (args, named) => {
    expect(() => read(...args)).toThrowError(UsageError)
    expect(() => read(...args)).toThrowError(named)
  })

  it('pays no heed to the switches of Chromium and Node', () => {
    expect(read('--no-sandbox', '--download', '--ozone-platform=headless').command).toBe('download')
    for (const known of [
      '--gtk-version=3',
      '--password-store=basic',
      '--proxy-server=http://10.0.0.1:8080',
      '--no-proxy-server',
      '--log-level=3',
      '--xdg-portal-required-version=4',
      '--lang=it',
    ])
      expect(read(known, '--download')).toMatchObject({ command: 'download', unknown: [] })
  })

  it('R30 opens the window when the system itself starts the program, and names what it does not know', () => {
    expect(read('--updated')).toMatchObject({ command: 'window', unknown: [] })
    expect(read('-Embedding')).toMatchObject({ command: 'window', unknown: [] })
    expect(read('--hidden', '--shiny')).toMatchObject({
      command: 'window',
      hidden: true,
      unknown: ['--shiny'],
    })
    expect(read('--shiny=1', '--demo')).toMatchObject({
      command: 'window',
      demo: true,
      unknown: ['--shiny=1'],
    })
  })
})
