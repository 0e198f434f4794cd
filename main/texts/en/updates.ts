import type { updates as itUpdates } from '../it/updates.ts'

/** A newer version of the program. */
export const updates: typeof itUpdates = {
  section: 'Updates of the program',
  automaticHint: 'Nothing installs itself: we ask first, and never during a download.',
  unconfigured: 'This copy of the program has no address to update from.',
  checkNow: 'Look now',
  none: 'There is no newer version.',
  checking: 'Looking…',
  available: (version: string) => `Version ${version} is available.`,
  downloading: (percent: number) => `Fetching the new version: ${percent} %`,
  ready: (version: string) => `Version ${version} is ready: the program closes and opens again, updated.`,
  download: 'Download',
  install: 'Restart and update',
  later: 'Later',
  notes: 'What is new',
  whenIdle: 'When the current download has ended.',
}
