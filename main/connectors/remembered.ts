const most = 1000
const longest = 200

/** The same function, of names that come over and over: what it made of the last of them is kept. */
export function remembered<Made>(make: (name: string) => Made): (name: string) => Made {
  const made = new Map<string, Made>()
  return (name) => {
    const known = made.get(name)
    if (known !== undefined) return known
    const fresh = make(name)
    // Shops could bring any names: a few are kept, not all.
    if (made.size >= most) made.clear()
    if (name.length <= longest) made.set(name, fresh)
    return fresh
  }
}
