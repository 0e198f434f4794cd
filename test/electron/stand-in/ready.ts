/** Whether `ready` has been emitted; what may only be used after (or before) it asks here. */
let ready = false

/** Whether `app` is ready. */
export function isReady(): boolean {
  return ready
}

/** `app` is ready from now on. */
export function becomeReady(): void {
  ready = true
}

/** Throws Electron's message when the application is not ready yet. */
export function requireReady(message: string): void {
  if (!ready) throw new Error(message)
}

/** Throws when the application is ready already. */
export function requireNotReady(message: string): void {
  if (ready) throw new Error(message)
}
