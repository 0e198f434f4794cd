import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const workflow = readFileSync('.github/workflows/build.yml', 'utf8')

it('the workflow holds no logic: its steps are commands that anybody can run', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'))
  const steps = [...workflow.matchAll(/(?:- run|\btest|\btry): (.*?)(?: \})?$/gm)].map(
    ([, step = '']) => step,
  )
  expect(steps.length).toBeGreaterThan(8)
  const ofOurs = steps.filter((text) => !/^(gh release|gh run|\$\{\{ matrix\.(?:test|try))/.test(text))
  const named = ofOurs.map(
    (step) => /^(?:xvfb-run --auto-servernum )?npm (?:run )?([\w:]+)(?: -- .*)?$/.exec(step)?.[1] ?? step,
  )
  expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([])
})

it('the workflow may read, and only what is named by commit runs in it', () => {
  expect(workflow).toMatch(/^permissions:\n {2}contents: read$/m)
  expect(workflow.match(/contents: write/g)).toHaveLength(1)
  const actions = [...workflow.matchAll(/uses: (.*)/g)].map(([, action]) => action)
  expect(actions.length).toBeGreaterThan(6)
  for (const action of actions) expect(action).toMatch(/^actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
})
