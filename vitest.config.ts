import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** So long that whoever begins them last ends alone. */
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
 * Real servers, real files, real windows: two files at a time. More only get in each other's way on two cores. The files
 * of a project share two processes, and in them the modules and Chromium: starting these anew for each file takes as
 * long as many a file. What a test changes outside of itself it must put back.
 */
export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    maxWorkers: 2,
    isolate: false,
    // The computer may be busy with other things.
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
