// Run before each test file.
import fc from 'fast-check'
import { beforeEach } from 'vitest'
import { firstSeed, long } from './sizes.ts'

// `npm test` draws the same cases each time, so that a change is judged by what it changed; `npm run test:long` draws
// others each time, and names the seed of what fails (`SEED=123` draws those again).
if (!long || process.env.SEED !== undefined) fc.configureGlobal({ seed: firstSeed(1) })

beforeEach(({ task }) => {
  if (task.result?.retryCount)
    console.error(`SECOND TRY (${task.result.errors?.[0]?.message}): ${task.fullName}`)
})
