import type { backups as shape } from '../it/backups.ts'

/** Utilities → Backups, and the support bundle. */
export const backups: typeof shape = {
  title: 'Backups',
  intro:
    'One copy of the archive a day, by itself, and one before each update of the archive. The oldest are deleted by themselves.',
  last: (when: string) => `Last backup: ${when}`,
  none: 'No backup yet',
  noneHint: 'The first is made by itself after you have connected a shop, or now.',
  failed: 'The last backup failed',
  working: 'Backup under way…',
  makeNow: 'Make a backup now',
  made: 'Backup made',
  openFolder: 'Open folder',
  second: {
    none: 'No second folder',
    hint: 'Another disk or a network folder: each copy, daily or made by hand, goes there too. It is what stays if the computer breaks.',
    choose: 'Choose folder…',
    forget: 'No longer',
    failed: 'The last backup did not reach the second folder',
  },
  table: { at: 'When', reason: 'Why', orders: 'Orders', size: 'Size', action: 'Action' },
  reasons: {
    daily: 'Every day',
    manual: 'Made by hand',
    migration: 'Before an update',
    joining: 'Before joining the shared archive',
    restore: 'Before a restoration',
  },
  unreadable: 'Cannot be read',
  restore: 'Restore',
  restoreOf: (when: string) => `Restore the backup of ${when}`,
  restoreTitle: (when: string) => `Restore the backup of ${when}?`,
  restoreText: (orders: string, now: string) =>
    `The archive will be as it was then: ${orders} orders instead of the ${now} of now.`,
  restoreKept: [
    'The archive of now is not lost: it becomes a backup in this list.',
    'Orders that came after the backup are downloaded again with the next Download Ordini.',
    'Changes made by hand, shops and their settings changed after the backup go back to what they were.',
    'Downloads under way are cancelled.',
  ],
  restored: 'Backup restored',
  restoredHint: 'The archive as it was before is in the list, as “Before a restoration”.',
  alertSeen: 'Understood',
  showBackups: 'Backups',
  alertsTitle: 'Good to know',
}
