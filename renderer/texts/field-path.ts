/** What the fields of an order are called; names are those of the shops' APIs, in small letters with `_`. */
export interface FieldWords {
  /** By the field's own name, wherever it stands. */
  readonly fields: Readonly<Record<string, string>>
  /** Those that mean something else where they are the order's own. */
  readonly ofOrder: Readonly<Record<string, string>>
  /** What a field may stand in; its row's number is put behind it. */
  readonly places: Readonly<Record<string, string>>
}

/**
 * A field by its path as the mapping tells it (`lineItems[0].taxLines[1].priceSet`), in words, innermost first:
 * "importo, voce IVA 2, riga 1". One without a word of its own keeps its path, for whoever runs the site.
 */
export function fieldInWords(path: string, { fields, ofOrder, places }: FieldWords): string {
  const steps = path.split('.').map(readStep)
  const outer = steps.slice(0, -1)
  const last = steps.at(-1) ?? { name: '', row: null }
  const own = last.row === null ? nameOf(last.name) : placeOf(last)
  if (own === undefined) return path
  const where = outer.map(placeOf).filter((place) => place !== undefined)
  return [own, ...where.reverse()].join(', ')

  function nameOf(name: string): string | undefined {
    return (outer.length === 0 ? word(ofOrder, name) : undefined) ?? word(fields, name)
  }

  function placeOf({ name, row }: Step): string | undefined {
    const place = word(places, name)
    return place === undefined || row === null ? place : `${place} ${row}`
  }
}

interface Step {
  readonly name: string
  /** From 1; null for what is no row of a list. */
  readonly row: number | null
}

function readStep(text: string): Step {
  const [, name = text, index] = /^([^[]*)(?:\[(\d+)\])?$/.exec(text) ?? []
  return { name: snakeCase(name), row: index === undefined ? null : Number(index) + 1 }
}

/** Shopify's `countryCodeV2` and `priceSet` are `country_code` and `price`. */
function snakeCase(name: string): string {
  const words = name.replace(/(V2|Set)$/, '').replace(/[A-Z]/g, (letter) => `_${letter}`)
  return words.toLowerCase()
}

function word(words: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(words, name) ? words[name] : undefined
}
