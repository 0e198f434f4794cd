/** The windows with the pseudo-language in the place of English: for tests and scripts, into PSEUDO_FOLDER. */
import { join } from 'node:path'
import { defineConfig } from 'electron-vite'
import { mergeConfig, type Plugin } from 'vite'
import usual from '../../electron.vite.config.ts'

const root = join(import.meta.dirname, '../..')
const id = '\0pseudo-english'

const pseudoEnglish: Plugin = {
  name: 'pseudo-english',
  enforce: 'pre',
  resolveId: (source, importer) =>
    source === './en/index.ts' && importer?.endsWith('/main/texts/index.ts') ? id : null,
  load: (wanted) =>
    wanted === id
      ? `import { en as english } from ${JSON.stringify(join(root, 'main/texts/en/index.ts'))}
         import { pseudo } from ${JSON.stringify(join(root, 'test/scenes/pseudo.ts'))}
         export const en = pseudo(english)`
      : null,
}

export default defineConfig({
  renderer: mergeConfig((usual as { renderer: object }).renderer, {
    root: join(root, 'renderer'),
    logLevel: 'warn',
    plugins: [pseudoEnglish],
    build: { outDir: join(process.env.PSEUDO_FOLDER ?? '', 'out/renderer'), emptyOutDir: true },
  }),
})
