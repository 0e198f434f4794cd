import { expect, it } from 'vitest'
import { mayOfferStart } from '../../../renderer/state/start-offer.ts'

it('R18 starting with the computer is offered when automatic sync is switched on, where it is not chosen yet', () => {
  const off = { openAtLogin: false }
  expect(mayOfferStart(false, true, 'windows', off)).toBe(true)
  expect(mayOfferStart(false, true, 'macos', off)).toBe(true)
  expect(mayOfferStart(true, true, 'windows', off)).toBe(false)
  expect(mayOfferStart(true, false, 'windows', off)).toBe(false)
  expect(mayOfferStart(false, true, 'windows', { openAtLogin: true })).toBe(false)
  // Electron cannot ask that of a Linux desktop.
  expect(mayOfferStart(false, true, 'linux', off)).toBe(false)
})
