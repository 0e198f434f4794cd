import { execFileSync } from 'node:child_process'
import { onTestFinished } from 'vitest'

/** Whether this process may mount file systems (root only). */
export const canMount = (() => {
  try {
    execFileSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], { stdio: 'ignore' })
    return process.getuid?.() === 0
  } catch {
    return false
  }
})()

/** A folder in which nothing can be written, not by root either, until the test ends. */
export function mountReadOnly(folder: string): void {
  mount('-o', 'bind,ro', folder, folder)
}

/** Runs the system's `mount`; unmounted when the test ends. */
export function mount(...args: string[]): void {
  const target = args.at(-1) ?? ''
  execFileSync('mount', args)
  onTestFinished(() => {
    execFileSync('umount', [target])
  })
}
