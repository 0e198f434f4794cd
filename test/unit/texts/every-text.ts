/** Not empty, and nothing in it that a template left unfilled. */
export const readable = /^(?!.*(undefined|NaN|\bnull\b|\[object|\$\{)).*\S/s

/** Every fixed string of a tree of texts, with its path; functions are the samples' business. */
export function everyText(tree: object, path = ''): readonly (readonly [string, string])[] {
  return Object.entries(tree).flatMap(([name, value]): readonly (readonly [string, string])[] => {
    const here = path === '' ? name : `${path}.${name}`
    if (typeof value === 'string') return [[here, value]]
    return typeof value === 'object' && value !== null ? everyText(value, here) : []
  })
}
