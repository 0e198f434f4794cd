import type { FailureTexts } from '../types.ts'

/** What can go wrong where several desks share one archive (R55). */
export const deskFailures = {
  'desks-unreachable': () => ({
    message: 'Il server dell’archivio condiviso non risponde.',
    remedy:
      'Controlla la rete, poi premi Riprova in Utilità, Più postazioni. Intanto puoi cercare, modificare, stampare e segnare gli ordini.',
  }),
  'shop-elsewhere': ({ name, desk }) => ({
    message: `Da ${name} sta già scaricando la postazione ${desk}.`,
    remedy: 'Gli ordini arrivano anche qui: non c’è niente da fare.',
  }),
  'lease-over': () => ({
    message:
      'Il download è stato fermato: questo computer si è sospeso, o il server dell’archivio condiviso non rispondeva più.',
    remedy: 'Il prossimo download, da qui o da un’altra postazione, riparte dallo stesso punto.',
  }),
  'desk-copied': () => ({
    message:
      'Questa postazione è stata copiata su un altro computer, oppure ci è stata rimessa una copia più vecchia: non si collega più da sola.',
    remedy: 'Premi Ricollega in Utilità, Più postazioni.',
  }),
  'desks-restored': () => ({
    message: 'Sul server c’è un archivio condiviso diverso da quello che questa postazione conosce.',
    remedy:
      'Chiedi a chi cura il server se l’ha ripristinato, poi premi Ricollega in Utilità, Più postazioni.',
  }),
  'archive-went-back': () => ({
    message: 'L’archivio di questo computer è stato sostituito da una copia più vecchia.',
    remedy: 'Premi Ricollega in Utilità, Più postazioni: quello che manca torna dal server.',
  }),
  'desk-outdated': () => ({
    message: 'Un’altra postazione usa una versione più recente del programma.',
    remedy:
      'Aggiorna il programma su questo computer: intanto qui si può lavorare, e le modifiche aspettano.',
  }),
} satisfies Partial<FailureTexts>
