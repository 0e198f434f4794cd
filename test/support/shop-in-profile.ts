/** Sets up shops before the program starts, faster than by `--add-shop`, which has tests of its own. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Demo } from '../../main/program/demo.ts'
import { createShops } from '../../main/program/shops.ts'
import { openArchive } from '../../main/store/archive.ts'
import { asStore } from './as-store.ts'
import { memoryCredentials } from './credentials.ts'

const unused = (): never => {
  throw new Error('no shop is asked for anything here')
}

/** Adds a shop to the archive and the keys of a profile, as `--add-shop` does; one of that name is updated. */
export async function saveShopIn(
  profile: string,
  input: { readonly name: string; readonly [field: string]: unknown },
): Promise<void> {
  const archive = openArchive(join(profile, 'archive.sqlite'))
  const file = join(profile, 'credentials.json')
  const demo: Demo = { record: unused, way: unused, save: unused, close: unused }
  const credentials = {
    ...memoryCredentials(),
    // The form in which the program writes keys where the system cannot encrypt.
    write: async (
      id: number,
      { site, values }: { site: string; values: Readonly<Record<string, string>> },
    ) => {
      const saved = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
      const plain = Object.entries(values).map(([name, value]) => [name, { encrypted: false, value }])
      writeFileSync(file, JSON.stringify({ ...saved, [id]: { site, values: Object.fromEntries(plain) } }))
    },
  }
  const shops = createShops({
    store: asStore(archive),
    credentials,
    demo,
    checkWay: unused,
    now: () => new Date(),
  })
  await shops.save(archive.listShops().find(({ name }) => name === input.name) ?? null, input)
  archive.close()
}
