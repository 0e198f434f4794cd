/** Notes and tags of ours on an order (R43). Pure. */
import { folded } from './folded.ts'

export const longestNote = 2000
export const longestTag = 40
/** Of one press. */
export const mostTags = 20

/** Tags as lists show them and the archive keeps them: `Fragile, Urgente`; `''`: none. */
export type TagsText = string

export interface TagUse {
  readonly tag: string
  /** How many orders have it. */
  readonly orders: number
}

/** A tag as it is kept, out of what was typed: a few words without commas; `''` where nothing is left. */
export function tagOf(typed: string): string {
  // Whole signs: what looks like one may be several.
  const signs = [
    ...new Intl.Segmenter().segment(
      typed
        .normalize('NFC')
        .replace(/[\s,\p{Cc}]+/gu, ' ')
        .trim(),
    ),
  ]
  let tag = ''
  for (const { segment } of signs) {
    if (tag.length + segment.length > longestTag) break
    tag += segment
  }
  return tag.trim()
}

/** The tags of a text that {@link tagsText} made. */
export function tagsIn(text: TagsText): readonly string[] {
  return text === '' ? [] : text.split(', ')
}

/** Tags as one text, in the order of the alphabet; those that differ only in case and accents are one, the first. */
export function tagsText(tags: readonly string[]): TagsText {
  const byKey = new Map<string, string>()
  for (const tag of tags.map(tagOf)) {
    if (tag !== '' && !byKey.has(folded(tag))) byKey.set(folded(tag), tag)
  }
  return [...byKey]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, tag]) => tag)
    .join(', ')
}

/** A note as it is kept, out of what was typed. */
export function noteOf(typed: string): string {
  return typed.replaceAll('\r\n', '\n').trim().slice(0, longestNote).trim()
}
