import { localText } from '../words/local-time.ts'

/** Of the words in it, in bytes: with date, time and ending no system's limit (255) is reached. */
const longest = 150

/**
 * A file's name, without its ending, that every system takes and that files are sorted by as they were made:
 * `2026-11-30 17.53.12 Bottega - Da spedire`.
 */
export function fileNameOf(at: Date, what: string): string {
  const words = what.replaceAll(/[<>:"/\\|?*\p{C}]+/gu, ' ').replaceAll(/\s+/g, ' ')
  let short = ''
  for (const { segment } of new Intl.Segmenter().segment(words.trim())) {
    if (Buffer.byteLength(short + segment) > longest) break
    short += segment
  }
  // Windows cuts dots and spaces off a name's end.
  return `${localText(at).replaceAll(':', '.')} ${short}`.replace(/[. ]+$/, '')
}
