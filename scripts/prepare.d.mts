export const root: string
export function node24(): string
export function ensureDependencies(): void
export function ensureBuilt(): void
