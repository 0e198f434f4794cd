import {
  type FieldMeaning,
  type FieldWords,
  namesOfFields,
  namesOfOrderFields,
  namesOfPlaces,
} from './order-fields.ts'

const fields = byName(namesOfFields)
const ofOrder = byName(namesOfOrderFields)
const places = byName(namesOfPlaces)

/**
 * A field by its path as the mapping tells it (`lineItems[0].taxLines[1].priceSet`), in words, innermost first:
 * "importo, voce IVA 2, riga 1". One without a word of its own keeps its path, for whoever runs the site.
 */
export function fieldInWords(path: string, words: FieldWords): string {
  const steps = path.split('.').map(readStep)
  const outer = steps.slice(0, -1)
  const last = steps.at(-1) ?? { name: '', row: null }
  const own = last.row === null ? nameOf(last.name) : placeOf(last)
  if (own === undefined) return path
  const where = outer.map(placeOf).filter((place) => place !== undefined)
  return [own, ...where.reverse()].join(', ')

  function nameOf(name: string): string | undefined {
    const meaning = (outer.length === 0 ? ofOrder.get(name) : undefined) ?? fields.get(name)
    return meaning && words[meaning]
  }

  function placeOf({ name, row }: Step): string | undefined {
    const meaning = places.get(name)
    if (meaning === undefined) return undefined
    return row === null ? words[meaning] : `${words[meaning]} ${row}`
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
  const parted = name.replace(/(V2|Set)$/, '').replace(/[A-Z]/g, (letter) => `_${letter}`)
  return parted.toLowerCase()
}

function byName(
  names: Readonly<Partial<Record<FieldMeaning, readonly string[]>>>,
): ReadonlyMap<string, FieldMeaning> {
  const meanings = Object.entries(names) as [FieldMeaning, readonly string[]][]
  return new Map(meanings.flatMap(([meaning, own]) => own.map((name) => [name, meaning])))
}
