/** Da controllare (R42): why an order is to be looked at, and what to do. */
export const checks = {
  filter: 'Da controllare',
  mark: (reasons: string) => `Da controllare: ${reasons}`,
  names: {
    cancelled: 'annullato sul sito',
    refunded: 'rimborsato sul sito',
    changed: 'modificato sul sito',
    accepted: 'preso così com’era',
    duplicate: 'forse doppio',
    fiscal: 'dati fiscali',
    address: 'indirizzo',
    note: 'nota del cliente',
    desks: 'due postazioni',
  },
  told: {
    cancelled: 'Annullato o fallito sul sito dopo il download.',
    refunded: 'Dopo il download sul sito è stato rimborsato, in tutto o in parte.',
    changed: 'Modificato sul sito dopo il download.',
    accepted: 'Preso così com’era, con una differenza da chiarire.',
    duplicate: (number: string) =>
      `Forse è un doppione dell’ordine ${number}: stesso cliente e stesso importo, entro un’ora.`,
    fiscal: 'Dati fiscali che mancano o non possono essere giusti.',
    address: 'Indirizzo che così non serve.',
    note: (note: string) => `Il cliente ha scritto: «${note}»`,
    desks: (edits: number, handovers: number) =>
      [
        edits > 0 &&
          'Due postazioni hanno cambiato lo stesso campo senza sapere l’una dell’altra: vale il valore arrivato per ultimo. L’altro è nella cronologia.',
        handovers > 0 &&
          'Due postazioni l’hanno esportato o stampato allo stesso modo senza sapere l’una dell’altra: controlla che non sia partito due volte.',
      ]
        .filter((text) => text !== false)
        .join(' '),
  },
  handedOut: 'Era già stato esportato o stampato.',
  /** A field with what is wrong in it: `Spedizione: CAP «2012»`. */
  field: (name: string, value: string, problem: string) =>
    value === '' ? `${name}: ${problem}` : `${name} «${value}»: ${problem}`,
  missing: 'Manca',
  seen: 'Visto',
  seenOf: (reason: string) => `Visto: ${reason}`,
  seenAll: 'Segna visti',
  seenToast: (count: number, written: string) =>
    count === 1 ? 'Segnato come visto' : `Visti ${written} motivi`,
  both: 'Mostra entrambi',
  mend: 'Correggi',
  wrong: (count: number, written: string) =>
    count === 1
      ? 'C’è anche 1 ordine errato, che non è fra questi.'
      : `Ci sono anche ${written} ordini errati, che non sono fra questi.`,
  showWrong: 'Ordini errati',
  nothing: 'Niente da controllare',
  nothingText:
    'Qui arrivano gli ordini annullati o modificati sul sito, i doppioni, i dati che mancano, le note.',
}
