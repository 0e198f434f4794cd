import type * as Electron from 'electron'
import { onControl } from './link.ts'
import { requireReady } from './ready.ts'
import { settings } from './settings.ts'
import { createEvent, requireString, StrictEmitter, strict } from './strict.ts'

class PowerMonitor
  extends StrictEmitter
  implements
    Pick<
      Electron.PowerMonitor,
      'getSystemIdleTime' | 'getSystemIdleState' | 'isOnBatteryPower' | 'onBatteryPower'
    >
{
  readonly onBatteryPower = false
  getSystemIdleTime = () => 0
  getSystemIdleState = (_threshold: number) => 'active' as const
  isOnBatteryPower = () => false
}
/** `powerMonitor`; its events come from tests. */
export const powerMonitor = new PowerMonitor('powerMonitor')
onControl('emit-power', (name: string) => void powerMonitor.emit(name, createEvent({})))

const heldAwake = new Set<number>()
let lastHeld = 0
export const powerSaveBlocker = strict('powerSaveBlocker', {
  start: (_type: 'prevent-app-suspension' | 'prevent-display-sleep') => {
    lastHeld += 1
    heldAwake.add(lastHeld)
    return lastHeld
  },
  stop: (id: number) => heldAwake.delete(id),
  isStarted: (id: number) => heldAwake.has(id),
} satisfies Electron.PowerSaveBlocker)

function display(): Electron.Display {
  requireReady('The screen module cannot be used before the app is ready')
  const size = { ...settings.screen }
  const bounds = { x: 0, y: 0, ...size }
  return {
    id: 1,
    label: 'stand-in',
    bounds,
    workArea: bounds,
    size,
    workAreaSize: size,
    scaleFactor: 1,
    rotation: 0,
    internal: false,
    detected: true,
    monochrome: false,
    touchSupport: 'unavailable',
    accelerometerSupport: 'unavailable',
    colorDepth: 24,
    colorSpace: 'srgb',
    depthPerComponent: 8,
    displayFrequency: 60,
    maximumCursorSize: { width: 64, height: 64 },
    nativeOrigin: { x: 0, y: 0 },
  }
}

class Screen
  extends StrictEmitter
  implements
    Pick<
      Electron.Screen,
      | 'getPrimaryDisplay'
      | 'getAllDisplays'
      | 'getDisplayMatching'
      | 'getDisplayNearestPoint'
      | 'getCursorScreenPoint'
    >
{
  getPrimaryDisplay = display
  getAllDisplays = () => [display()]
  getDisplayMatching = (_bounds: Electron.Rectangle) => display()
  getDisplayNearestPoint = (_point: Electron.Point) => display()
  getCursorScreenPoint = () => ({ x: 0, y: 0 })
}
/** `screen`: one, of the size the test says. */
export const screen = new Screen('screen')

let clipboardText = ''
/** `clipboard`: of this program only; the computer's own is left alone. */
export const clipboard = strict('clipboard', {
  readText: async () => clipboardText,
  writeText: async (text: string) => {
    clipboardText = requireString(text)
  },
  clear: () => {
    clipboardText = ''
  },
} satisfies Pick<Electron.Clipboard, 'readText' | 'writeText' | 'clear'>)
onControl('clipboard', () => clipboardText)

class SystemPreferences
  extends StrictEmitter
  implements Pick<Electron.SystemPreferences, 'getAccentColor' | 'getAnimationSettings'>
{
  getAccentColor = () => '0078d7ff'
  getAnimationSettings = () => ({
    shouldRenderRichAnimation: true,
    scrollAnimationsEnabledBySystem: true,
    prefersReducedMotion: false,
  })
}
export const systemPreferences = new SystemPreferences('systemPreferences')
