import { execFileSync } from 'node:child_process'
import { onTestFinished } from 'vitest'

/** Mounts need root, which a developer's own computer rightly refuses. */
export const canMount = (() => {
  try {
    execFileSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], { stdio: 'ignore' })
    return process.getuid?.() === 0
  } catch {
    return false
  }
})()

/** As the system's `mount`; undone when the test has finished. */
export function mount(...args: string[]): void {
  const target = args.at(-1) ?? ''
  execFileSync('mount', args)
  onTestFinished(() => {
    execFileSync('umount', [target])
  })
}
