/** A newer version of the program. */
export const updates = {
  section: 'Aggiornamenti del programma',
  automaticHint: 'Niente si installa da solo: prima te lo chiediamo, e mai durante un download.',
  unconfigured: 'Questa copia del programma non ha un indirizzo da cui aggiornarsi.',
  checkNow: 'Cerca adesso',
  none: 'Non ci sono versioni più recenti.',
  checking: 'Sto cercando…',
  available: (version: string) => `È disponibile la versione ${version}.`,
  downloading: (percent: number) => `Scarico la nuova versione: ${percent} %`,
  ready: (version: string) =>
    `La versione ${version} è pronta: il programma si chiude e si riapre aggiornato.`,
  download: 'Scarica',
  install: 'Riavvia e aggiorna',
  later: 'Più tardi',
  notes: 'Novità',
  whenIdle: 'Alla fine del download in corso.',
}
