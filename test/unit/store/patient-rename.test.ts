import { expect, it, vi } from 'vitest'
import { renamePatiently } from '../../../main/store/patient-rename.ts'

const refused = (code: string) => Object.assign(new Error(code), { code })

it('R34 a file that another program holds for a moment is renamed all the same', () => {
  const rename = vi.fn()
  for (const code of ['EBUSY', 'EPERM'])
    rename.mockImplementationOnce(() => {
      throw refused(code)
    })
  renamePatiently('half', 'whole', rename)
  expect(rename.mock.calls).toEqual(Array(3).fill(['half', 'whole']))
})

it.each([
  ['ENOENT', 1],
  ['EACCES', 4],
])('what is refused with %s is tried so often and no more: %i', (code, times) => {
  const rename = vi.fn(() => {
    throw refused(code)
  })
  expect(() => renamePatiently('half', 'whole', rename)).toThrow(code)
  expect(rename).toHaveBeenCalledTimes(times)
})
