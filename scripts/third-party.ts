import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

/** The third-party packages in a bundle, and their licences. */
export const thirdPartyFile = 'third-party.txt'

/** Writes the licences of the packages in each bundle beside it, as most licences ask of every copy. */
export function thirdPartyLicences(): Plugin {
  return {
    name: 'third-party-licences',
    generateBundle(_, bundle) {
      const folders = new Set<string>()
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue
        for (const id of chunk.moduleIds) {
          const folder = /^\0?(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(id)?.[1]
          if (folder !== undefined) folders.add(folder)
        }
      }
      if (folders.size === 0) return
      const source = [...folders].map(describe).sort().join('\n')
      this.emitFile({ type: 'asset', fileName: thirdPartyFile, source })
    },
  }
}

function describe(folder: string): string {
  const { name, version, license, author, homepage } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  ) as Readonly<Record<string, unknown>>
  const files = readdirSync(folder).filter((file) => /^licen[cs]e|^copying/i.test(file))
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8').trim())
  const by = typeof author === 'object' && author !== null && 'name' in author ? author.name : author
  // Some packages come without the text of their licence: then its name and the authors are given.
  const said =
    texts.length > 0 ? texts.join('\n\n') : `${String(license)}, by ${String(by ?? homepage ?? name)}`
  return `## ${String(name)} ${String(version)} (${String(license)})\n\n${said}\n`
}
