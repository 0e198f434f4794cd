import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

/** Of a bundle: which packages of others are in it, and on what terms. */
export const thirdPartyFile = 'third-party.txt'

/** Writes, beside each bundle, the licences of the packages in it: most of them ask that theirs goes with every copy. */
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
  // Some leave the text out of the package: the name of the licence and who wrote it then have to do.
  const said =
    texts.length > 0 ? texts.join('\n\n') : `${String(license)}, by ${String(by ?? homepage ?? name)}`
  return `## ${String(name)} ${String(version)} (${String(license)})\n\n${said}\n`
}
