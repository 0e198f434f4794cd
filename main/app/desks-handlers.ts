import { hostname } from 'node:os'
import { setupScript } from '../desks/schema/setup.ts'
import { writeWholeFile } from '../export/whole-file.ts'
import type { Program } from '../program/program.ts'
import { throttled } from '../sync/throttled.ts'
import type { Texts } from '../texts/shape.ts'
import type { JoinProgress } from '../words/desks.ts'
import { failure } from '../words/failure.ts'
import type { Handlers, Sender } from './ipc.ts'
import type { SaveQuestion } from './save-dialog.ts'
import { stoppable } from './stoppable.ts'
import type { Windows } from './windows.ts'

type Names =
  | 'view'
  | 'suggestedName'
  | 'saveScript'
  | 'try'
  | 'preview'
  | 'join'
  | 'rejoin'
  | 'reach'
  | 'rename'
  | 'stop'
  | 'leave'
  | 'retry'

export interface DesksParts {
  readonly desks: Program['desks']
  readonly texts: () => Texts
  readonly windows: Pick<Windows, 'tell' | 'show'>
  /** Asks where to save a file; null where the operator thought better of it. */
  readonly askWhere: (question: SaveQuestion, sender: Sender) => Promise<string | null>
  /** Told of a file that was written. */
  readonly written: (file: string) => void
}

/** As long as a desk's name may be. */
const longestName = 60

/** Figures run through the windows at most this often. */
const figuresMs = 200

/** *Utilità → Più postazioni* (R55): one thing at a time, whichever window asked. */
export function desksHandlers({
  desks,
  texts,
  windows,
  askWhere,
  written,
}: DesksParts): Pick<Handlers, `desks.${Names}` | 'windows.desks'> {
  const working = stoppable<'desks'>()
  const work = async <Made>(
    act: (signal: AbortSignal, onProgress: (progress: JoinProgress) => void) => Promise<Made>,
  ): Promise<Made> => {
    const figures = throttled<JoinProgress>(figuresMs, (progress) => windows.tell('desks.progress', progress))
    try {
      return await working.run('desks', (signal) =>
        act(signal, figures).catch((error: unknown) => {
          throw signal.aborted ? failure('cancelled', {}, error) : error
        }),
      )
    } finally {
      // None comes after the end that it is about.
      figures.cancel()
    }
  }

  return {
    'desks.view': () => desks.view(),
    'desks.suggestedName': () => hostname().slice(0, longestName),
    'desks.saveScript': async (_, sender) => {
      const { script, scriptKind } = texts().desks.setUp
      const question = {
        title: script,
        defaultPath: 'ordini-postgresql.sql',
        kind: scriptKind,
        endings: ['sql'],
      } as const
      const file = await askWhere(question, sender)
      if (file === null) return null
      await writeWholeFile(file, scriptOnly, new AbortController().signal)
      written(file)
      return file
    },
    'desks.try': async (input) => {
      await work((signal) => desks.try(input, signal))
      return null
    },
    'desks.preview': (input) => work((signal, onProgress) => desks.preview(input, signal, onProgress)),
    'desks.join': async (input) => {
      await work((signal, onProgress) => desks.join(input, signal, onProgress))
      return null
    },
    'desks.rejoin': async () => {
      await work((signal, onProgress) => desks.rejoin(signal, onProgress))
      return null
    },
    'desks.reach': async (input) => {
      await desks.reachBy(input)
      return null
    },
    'desks.rename': async (name) => {
      await desks.rename(name)
      return null
    },
    'desks.stop': () => working.stopAll(),
    'desks.leave': async () => {
      await desks.leave()
      return null
    },
    'desks.retry': () => {
      desks.retry()
      return null
    },
    'windows.desks': () => {
      windows.show('main', { to: 'desks' })
      return null
    },
  }
}

async function* scriptOnly(): AsyncGenerator<string> {
  yield setupScript()
}
