/** A text as it is compared where upper and lower case and accents do not matter. */
export function folded(text: string): string {
  // Most are plain letters, and looking is far cheaper than rewriting.
  return /^[ -~]*$/.test(text)
    ? text.toLowerCase()
    : text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
