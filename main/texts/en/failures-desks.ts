import type { FailureTexts } from '../types.ts'

/** What can go wrong where several desks share one archive (R55). */
export const deskFailures = {
  'desks-unreachable': () => ({
    message: 'The server of the shared archive does not answer.',
    remedy:
      'Check the network, then press Try again in Tools, Several desks. Meanwhile you can search, edit, print and mark orders.',
  }),
  'shop-elsewhere': ({ name, desk }) => ({
    message: `The desk ${desk} is already downloading from ${name}.`,
    remedy: 'The orders will come here, too: there is nothing to do.',
  }),
  'lease-over': () => ({
    message:
      'The download was stopped: this computer went to sleep, or the server of the shared archive did not answer any more.',
    remedy: 'The next download, from here or from another desk, goes on from the same point.',
  }),
  'desk-copied': () => ({
    message:
      'This desk was copied to another computer, or an older copy was put back here: it does not connect by itself any more.',
    remedy: 'Press Reconnect in Tools, Several desks.',
  }),
  'desks-restored': () => ({
    message: 'The server has another shared archive than the one this desk knows.',
    remedy:
      'Ask whoever looks after the server whether it was restored, then press Reconnect in Tools, Several desks.',
  }),
  'archive-went-back': () => ({
    message: 'The archive of this computer was replaced by an older copy.',
    remedy: 'Press Reconnect in Tools, Several desks: what is missing comes back from the server.',
  }),
  'desk-outdated': () => ({
    message: 'Another desk uses a later version of the program.',
    remedy: 'Update the program on this computer: meanwhile you can work here, and your changes wait.',
  }),
} satisfies Partial<FailureTexts>
