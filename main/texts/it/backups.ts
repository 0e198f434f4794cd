import type { BackupReason } from '../../words/backups.ts'

/** Utilità → Copie di sicurezza, and the support bundle. */
export const backups = {
  title: 'Copie di sicurezza',
  intro:
    'Una copia dell’archivio al giorno, da sola, e una prima di ogni aggiornamento dell’archivio. Le più vecchie si cancellano da sole.',
  last: (when: string) => `Ultima copia: ${when}`,
  none: 'Nessuna copia ancora',
  noneHint: 'La prima si fa da sola dopo che hai collegato un negozio, oppure adesso.',
  failed: 'L’ultima copia non è riuscita',
  working: 'Copia in corso…',
  makeNow: 'Fai una copia adesso',
  made: 'Copia di sicurezza fatta',
  openFolder: 'Apri cartella',
  second: {
    none: 'Nessuna altra cartella',
    hint: 'Un altro disco o una cartella di rete: ogni copia, quotidiana o fatta a mano, va anche lì. Se il computer si rompe, quella resta.',
    choose: 'Scegli cartella…',
    forget: 'Non più',
    failed: 'L’ultima copia non è arrivata nell’altra cartella',
  },
  table: { at: 'Quando', reason: 'Perché', orders: 'Ordini', size: 'Dimensione', action: 'Azione' },
  reasons: {
    daily: 'Ogni giorno',
    manual: 'Fatta a mano',
    migration: 'Prima di un aggiornamento',
    joining: 'Prima di collegare l’archivio condiviso',
    restore: 'Prima di un ripristino',
  } satisfies Record<BackupReason, string>,
  unreadable: 'Non si legge',
  restore: 'Ripristina',
  restoreOf: (when: string) => `Ripristina la copia del ${when}`,
  restoreTitle: (when: string) => `Ripristinare la copia del ${when}?`,
  restoreText: (orders: string, now: string) =>
    `L’archivio torna com’era in quel momento: ${orders} ordini invece dei ${now} di adesso.`,
  restoreKept: [
    'L’archivio di adesso non si perde: diventa una copia di sicurezza, in questo elenco.',
    'Gli ordini arrivati dopo la copia si riscaricano con il prossimo Download Ordini.',
    'Le modifiche fatte a mano, i negozi e le loro impostazioni cambiati dopo la copia tornano come erano.',
    'I download in corso vengono annullati.',
  ],
  restored: 'Copia ripristinata',
  restoredHint: 'L’archivio di prima è nell’elenco, come «Prima di un ripristino».',
  alertSeen: 'Ho capito',
  showBackups: 'Copie di sicurezza',
  alertsTitle: 'Da sapere',
}
