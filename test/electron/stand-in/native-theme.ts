import type * as Electron from 'electron'
import { onControl } from './link.ts'
import { settings } from './settings.ts'
import { StrictEmitter } from './strict.ts'

type Source = Electron.NativeTheme['themeSource']
type Offered =
  | 'themeSource'
  | 'shouldUseDarkColors'
  | 'shouldUseHighContrastColors'
  | 'prefersReducedTransparency'
  | 'inForcedColorsMode'
  | 'shouldUseInvertedColorScheme'

class NativeTheme extends StrictEmitter implements Pick<Electron.NativeTheme, Offered> {
  readonly shouldUseHighContrastColors = false
  readonly shouldUseInvertedColorScheme = false
  readonly prefersReducedTransparency = false
  readonly inForcedColorsMode = false
  #source: Source = 'system'
  #system: 'light' | 'dark' = settings.colorScheme
  #follow: (scheme: 'light' | 'dark') => void = () => undefined

  get themeSource(): Source {
    return this.#source
  }
  set themeSource(source: Source) {
    if (!['system', 'light', 'dark'].includes(source))
      throw new TypeError(`Error processing argument, conversion failure from ${source}`)
    const was = this.shouldUseDarkColors
    this.#source = source
    this.#changed(was)
  }
  get shouldUseDarkColors(): boolean {
    return (this.#source === 'system' ? this.#system : this.#source) === 'dark'
  }
  get colorScheme(): 'light' | 'dark' {
    return this.shouldUseDarkColors ? 'dark' : 'light'
  }

  /** The desktop's own scheme changes; for tests. */
  setSystem(scheme: 'light' | 'dark'): void {
    const was = this.shouldUseDarkColors
    this.#system = scheme
    this.#changed(was)
  }
  /** Who tells the pages. */
  setFollower(follow: (scheme: 'light' | 'dark') => void): void {
    this.#follow = follow
  }

  #changed(was: boolean): void {
    if (was === this.shouldUseDarkColors) return
    this.#follow(this.colorScheme)
    this.emit('updated')
  }
}

export const nativeTheme = new NativeTheme('nativeTheme')

onControl('system-color-scheme', (scheme: 'light' | 'dark') => nativeTheme.setSystem(scheme))
