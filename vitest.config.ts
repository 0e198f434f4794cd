import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The files that take longest, longest first. They start first: one that starts last runs alone at the end. */
const longest = [
  'every-window',
  'page',
  'crash',
  'network-shopify-magento',
  'network-woocommerce-prestashop',
  'order-sheet',
  'command-line',
]

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = longest.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`))
      return place === -1 ? longest.length : place
    }
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b))
  }
}

/**
 * Tests use real servers, files and windows, so no more than two files run at a time: more are slower on two cores.
 * Files of a project share two processes, with their loaded modules and Chromium (`isolate: false`), because starting
 * those takes as long as many a file does. So a test must undo what it changes outside of itself.
 */
export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    maxWorkers: 2,
    isolate: false,
    // V8 loses count of its code pages now and then where threads come and go, and ends the process (nodejs/node#64500).
    execArgv: ['--no-memory-protection-keys'],
    setupFiles: ['test/support/setup.ts'],
    // On a busy machine of somebody else's only, where nobody can look; the output names what passed at a second try.
    retry: process.env.CI ? 1 : 0,
    // Long, because the computer may be busy with other work.
    expect: { poll: { timeout: 20_000, interval: 20 } },
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['test/unit/**/*.test.{ts,tsx}'], testTimeout: 30_000 },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts', 'test/conformance/**/*.test.ts'],
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'windows',
          include: ['test/electron/**/*.test.ts', 'test/e2e/**/*.test.ts', 'test/package/**/*.test.ts'],
          testTimeout: 90_000,
          hookTimeout: 90_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
