/** The executable of a Chromium, Chrome or Edge on this machine; undefined when there is none. */
export function findChromium(): string | undefined
