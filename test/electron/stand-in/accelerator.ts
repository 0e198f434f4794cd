import type { Shortcut } from '../browser/messages.ts'

const MODIFIERS = new Set([
  'command',
  'cmd',
  'control',
  'ctrl',
  'commandorcontrol',
  'cmdorctrl',
  'alt',
  'option',
  'altgr',
  'shift',
  'super',
  'meta',
])

/** Accelerator key names (docs/tutorial/keyboard-shortcuts) that differ from what a page calls the key. */
const KEYS: Readonly<Record<string, string>> = {
  plus: '+',
  space: ' ',
  return: 'enter',
  esc: 'escape',
  up: 'arrowup',
  down: 'arrowdown',
  left: 'arrowleft',
  right: 'arrowright',
  del: 'delete',
}

const NAMED =
  /^(f([1-9]|1\d|2[0-4])|tab|backspace|delete|insert|enter|escape|home|end|pageup|pagedown|capslock|numlock|scrolllock|printscreen|arrow(up|down|left|right)|num(\d|dec|add|sub|mult|div)|volume(up|down|mute)|media(nexttrack|previoustrack|stop|playpause))$/

/** Parses an accelerator; throws for one that Electron would not understand. */
export function parseAccelerator(accelerator: string): Omit<Shortcut, 'id' | 'native'> {
  const mac = process.platform === 'darwin'
  const parts = accelerator
    .replace(/\+\+$/, '+Plus')
    .split('+')
    .map((part) => part.trim().toLowerCase())
  const names = parts.filter((part) => MODIFIERS.has(part))
  const rest = parts.filter((part) => !MODIFIERS.has(part))
  const [given] = rest
  const key = given === undefined ? undefined : (KEYS[given] ?? given)
  if (rest.length !== 1 || key === undefined || !(NAMED.test(key) || [...key].length === 1)) {
    throw new TypeError(`Error processing argument: invalid accelerator '${accelerator}'`)
  }
  const has = (...wanted: string[]) => names.some((name) => wanted.includes(name))
  const either = has('commandorcontrol', 'cmdorctrl')
  return {
    ctrl: has('control', 'ctrl') || (either && !mac),
    meta: has('command', 'cmd', 'super', 'meta') || (either && mac),
    alt: has('alt', 'option', 'altgr'),
    shift: has('shift'),
    // A sign may need Shift on one keyboard and not on another.
    anyShift: /^[^a-z0-9]$/.test(key) && key !== ' ',
    key,
    code: /^[a-z]$/.test(key) ? `Key${key.toUpperCase()}` : /^\d$/.test(key) ? `Digit${key}` : '',
  }
}
