import { expect, it } from 'vitest'
import { textsFor } from '../../../main/texts/index.ts'

const swiss = { rate: '0', country: 'CH', company: false }
const order = (number: string, shop = 'Bottega', lacking = [swiss]) => ({ number, shop, lacking })

it('R46 orders without a VAT code are named, those that lack the same together', () => {
  const told = (count: number, first: readonly ReturnType<typeof order>[], most = 20) =>
    textsFor('it').easyfatt.uncoded({ count, first }, most).message
  expect(told(1, [order('7')])).toBe(
    '1 ordine non è stato scritto: manca il codice IVA per Easyfatt. 7 (IVA 0%, Svizzera, senza partita IVA).',
  )
  const odd = order('9', 'Bottega', [{ ...swiss, rate: 'unknown', country: '', company: true }])
  expect(told(1204, [order('7'), odd, order('8'), order('10')], 3)).toBe(
    '1.204 ordini non sono stati scritti: manca il codice IVA per Easyfatt. 7, 8 (IVA 0%, Svizzera, senza partita IVA); 9 (aliquota sconosciuta, paese non indicato, con partita IVA) e altri 1.201.',
  )
  expect(told(2, [order('7'), order('7', 'Emporio')])).toContain('Bottega 7, Emporio 7 (IVA 0%')
})
