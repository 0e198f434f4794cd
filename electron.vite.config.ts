import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import { thirdPartyLicences } from './scripts/third-party.ts'

/**
 * Three bundles. What is in `dependencies` (native modules) stays outside; everything else is bundled, so that the
 * packed program holds no node_modules but those.
 */
export default defineConfig({
  main: {
    plugins: [thirdPartyLicences()],
    build: {
      outDir: 'out/main',
      target: 'node24',
      rollupOptions: {
        // What `pg` would take instead of itself where it is there.
        external: ['pg-native', 'pg-cloudflare'],
        input: {
          index: 'main/index.ts',
          'store-worker': 'main/store/worker.ts',
          'sync-worker': 'main/sync/worker.ts',
          'easyfatt-worker': 'main/easyfatt/worker.ts',
          'desk-worker': 'main/desks/worker.ts',
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    plugins: [thirdPartyLicences()],
    build: {
      outDir: 'out/preload',
      rollupOptions: {
        input: { index: 'preload/index.ts' },
        // A sandboxed preload must be one CommonJS file.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [react(), thirdPartyLicences()],
    build: {
      outDir: 'out/renderer',
      modulePreload: { polyfill: false },
      rollupOptions: {
        input: { index: 'renderer/index.html', print: 'renderer/print.html' },
        output: {
          // Few files: a window that opens asks for each of them. What is printed needs only the first.
          codeSplitting: {
            groups: [
              {
                name: 'common',
                test: /\/(react|react-dom|scheduler|zustand|main\/words|main\/texts)\/|\/renderer\/(client|state\/app-store)\.ts/,
                priority: 2,
              },
              { name: 'libraries', test: /node_modules\/(@floating-ui|@mantine|@tabler)\//, priority: 1 },
              { name: 'parts', test: /\/renderer\/(app|download|parts)\// },
            ],
          },
        },
      },
    },
  },
})
