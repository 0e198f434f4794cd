export function startCommand(
  flags: readonly string[],
  uid?: number,
): [executable: string, args: string[], env: Record<string, string | undefined>]
export function canSandbox(electron: string, uid?: number): boolean
