import { inflateSync } from 'node:zlib'

/**
 * The text of a PDF as Chromium writes them (plain objects, deflated streams, fonts with a map to Unicode), page by
 * page, without the spaces that the layout makes. Enough to see what was printed; no reader of PDFs.
 */
export function pdfPages(pdf: Buffer): readonly string[] {
  const file = pdf.toString('latin1')
  const objects = new Map<string, string>()
  for (const [, id = '', body = ''] of file.matchAll(/(?:^|\n)(\d+) 0 obj\s([\s\S]*?)\nendobj/g))
    objects.set(id, body)
  const object = (id: string | undefined) => objects.get(id ?? '') ?? ''
  const stream = (id: string | undefined): string => {
    const body = object(id)
    const data = Buffer.from(
      body.slice(body.indexOf('stream\n') + 7, body.lastIndexOf('\nendstream')),
      'latin1',
    )
    return (body.includes('/FlateDecode') ? inflateSync(data) : data).toString('latin1')
  }
  const unicode = (font: string) => {
    const signs = new Map<string, string>()
    const map = stream(/\/ToUnicode (\d+) 0 R/.exec(object(font))?.[1])
    for (const [, block = ''] of map.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
      for (const [, glyph = '', text = ''] of block.matchAll(/<(\w+)>\s*<(\w+)>/g))
        signs.set(glyph, utf16(text))
    }
    for (const [, block = ''] of map.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
      for (const [, first = '', last = '', text = ''] of block.matchAll(/<(\w+)>\s*<(\w+)>\s*<(\w+)>/g)) {
        for (let glyph = Number.parseInt(first, 16); glyph <= Number.parseInt(last, 16); glyph += 1) {
          const sign = Number.parseInt(text, 16) + glyph - Number.parseInt(first, 16)
          signs.set(glyph.toString(16).toUpperCase().padStart(first.length, '0'), String.fromCodePoint(sign))
        }
      }
    }
    return signs
  }
  const fonts = new Map<string, ReadonlyMap<string, string>>()
  return [...objects.values()]
    .filter((body) => /\/Type \/Page\b/.test(body))
    .map((body) => {
      let signs: ReadonlyMap<string, string> = new Map()
      let text = ''
      for (const [, font, glyphs] of stream(/\/Contents (\d+) 0 R/.exec(body)?.[1]).matchAll(
        /\/F(\d+) [\d.]+ Tf|<(\w+)>/g,
      )) {
        if (font !== undefined) {
          signs = fonts.get(font) ?? unicode(font)
          fonts.set(font, signs)
        } else for (const [glyph] of (glyphs ?? '').matchAll(/.{4}/g)) text += signs.get(glyph) ?? '\uFFFD'
      }
      return text.replaceAll(/\s/g, '')
    })
}

function utf16(hex: string): string {
  return Buffer.from(hex, 'hex').swap16().toString('utf16le')
}
