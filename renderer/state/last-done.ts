/** How what was done last is taken back by Ctrl+Z; null where that is nothing, or something else's turn. */
let takeBack: (() => void) | null = null

/** This is the last that was done. */
export function rememberDone(undo: () => void): void {
  takeBack = undo
}

/** Takes the last that was done back. @returns whether there is something */
export function undoLast(): boolean {
  const undo = takeBack
  takeBack = null
  undo?.()
  return undo !== null
}

/** Something else was done since: Ctrl+Z takes that back. */
export function forgetLast(): void {
  takeBack = null
}
