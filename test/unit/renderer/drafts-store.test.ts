import { afterEach, expect, it, vi } from 'vitest'
import { shopSettingsSchema } from '../../../main/words/shop.ts'
import type { ShopView } from '../../../main/words/shop-view.ts'
import { changeDraft, saveDraft, useDrafts } from '../../../renderer/settings/drafts-store.ts'
import { useApp } from '../../../renderer/state/app-store.ts'

afterEach(() => vi.unstubAllGlobals())

it('what is typed while the form is being saved stays typed', async () => {
  const platform = { id: 'woocommerce', ways: [[{ name: 'consumerKey' }]] } as never
  useApp.setState(({ start }) => ({ start: { ...start, platforms: [platform] } }))
  const settings = shopSettingsSchema.parse({})
  const shop = {
    id: 7,
    name: 'Bottega',
    platform: 'woocommerce',
    url: 'https://bottega.example',
    settings,
    savedCredentials: [],
    progress: null,
    lastRun: null,
  } as unknown as ShopView
  const answers: (() => void)[] = []
  const request = (_: string, { shop: input }: { readonly shop: { readonly name: string } }) =>
    new Promise((done) => answers.push(() => done({ ok: true, value: { ...shop, name: input.name } })))
  vi.stubGlobal('window', { api: { request, on: () => () => undefined } })

  changeDraft(shop, { name: 'Emporio' })
  const saving = saveDraft(shop)
  changeDraft(shop, { autoSync: { enabled: true, minutes: 30 } })
  expect(useDrafts.getState()[7]?.saving).toBe(true)
  answers.shift()?.()
  expect((await saving)?.name).toBe('Emporio')
  expect(useDrafts.getState()[7]?.draft).toMatchObject({
    name: 'Emporio',
    autoSync: { enabled: true, minutes: 30 },
  })

  const again = saveDraft(shop)
  answers.shift()?.()
  await again
  expect(useDrafts.getState()[7]).toBeUndefined()
})
