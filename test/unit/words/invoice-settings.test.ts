import { expect, it } from 'vitest'
import {
  noSeller,
  readInvoiceSettings,
  readSeller,
  usualInvoiceSettings,
} from '../../../main/words/invoice-settings.ts'

it('R48 what another version has kept stops nothing: what cannot be read is as if not entered', () => {
  expect(readSeller(null)).toEqual(noSeller)
  expect(readSeller({ name: 'Bottega Srl', regime: 'RF99', postcode: 20100, rea: 'MI' })).toEqual({
    ...noSeller,
    name: 'Bottega Srl',
  })
  expect(readInvoiceSettings('nothing')).toEqual(usualInvoiceSettings)
  const read = readInvoiceSettings({ oss: 'N7', natura: { export: { natura: 'N3' } }, payments: 'none' })
  // One that there is not any more is asked for again.
  const natura = { ...usualInvoiceSettings.natura, export: { natura: null, text: '' } }
  expect(read).toEqual({ ...usualInvoiceSettings, oss: 'N7', natura })
})

it('R48 what sources disagree about is not settled by this program', () => {
  const { oss, stampAlso, stampCharged, giftCards, natura } = usualInvoiceSettings
  expect([oss, stampAlso, natura['gift-card'].natura, natura['zero-rate'].natura]).toEqual([
    null,
    null,
    null,
    null,
  ])
  expect([stampCharged, giftCards]).toEqual([false, 'payment'])
})
