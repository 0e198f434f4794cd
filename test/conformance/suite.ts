import { describe } from 'vitest'
import { describeCheck } from './check-cases.ts'
import { describeFailures } from './failure-cases.ts'
import { describeFetch } from './fetch-cases.ts'
import { describeFind } from './find-cases.ts'
import { describeList } from './list-cases.ts'
import type { ShopUnderTest } from './shop-under-test.ts'

/**
 * What every platform's connector must do, whatever its API is like. A platform takes part with one file
 * `<platform>.test.ts`, which hands in a {@link ShopUnderTest}.
 */
export function describeConformance(shop: ShopUnderTest): void {
  describe(`conformance: ${shop.platform.id}`, () => {
    describeList(shop)
    describeFetch(shop)
    describeFind(shop)
    describeFailures(shop)
    describeCheck(shop)
  })
}
