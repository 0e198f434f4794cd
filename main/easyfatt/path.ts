/** The last part of a shop's address, out of its name as it is now: nobody has to read a number. */
export function pathFor(name: string, taken: readonly string[]): string {
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40)
  const first = plain === '' ? 'negozio' : plain
  for (let nth = 1; ; nth += 1) {
    const path = nth === 1 ? first : `${first}-${nth}`
    if (!taken.includes(path)) return path
  }
}
