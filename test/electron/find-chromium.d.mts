/** The executable of a Chromium, Chrome or Edge on this machine; undefined when there is none. */
export function findChromium(): string | undefined
/** The executable of the Chromium for pages that nobody sees: one made for it where there is one. */
export function findHeadlessChromium(): string | undefined
