import { formatBytes, formatCount, formatInstant } from '../../words/format.ts'
import type { FailureTexts } from '../types.ts'
import { wrongInput } from './input.ts'

/** What can go wrong in the program itself and on this computer. */
export const programFailures = {
  'no-shop': () => ({
    message: 'Non è ancora collegato nessun negozio.',
    remedy: 'Collega il tuo negozio nelle impostazioni, o prova con il Negozio dimostrativo.',
  }),
  'shop-unknown': ({ name }) => ({
    message: `Non c’è nessun negozio che si chiama «${name}».`,
    remedy: 'Controlla il nome nell’elenco dei negozi.',
  }),
  'credentials-missing': ({ name }) => ({
    message: `Manca la chiave di accesso del negozio «${name}».`,
    remedy: 'Scrivila nelle impostazioni del negozio e prova la connessione.',
  }),
  'credentials-unreadable': ({ name }) => ({
    message: `La chiave salvata del negozio «${name}» non si può più leggere: è stata salvata da un altro utente o su un altro computer.`,
    remedy: 'Scrivila di nuovo nelle impostazioni del negozio.',
  }),
  'credentials-elsewhere': ({ name, site, host }) => ({
    message: `La chiave salvata del negozio «${name}» è per ${site}, ma l’indirizzo del negozio è ${host}: per sicurezza non è stata mandata.`,
    remedy: 'Nelle impostazioni del negozio controlla l’indirizzo, poi scrivi di nuovo la chiave.',
  }),
  'run-in-progress': ({ name }) => ({
    message: `Un download di «${name}» è già in corso.`,
    remedy: 'Aspetta che finisca, o annullalo.',
  }),
  'order-unknown': () => ({
    message: 'L’ordine non è più in archivio.',
    remedy: 'Chiudi la scheda e cerca di nuovo.',
  }),
  'order-changed-meanwhile': ({ number }) => ({
    message: `L’ordine ${number} è stato modificato nel frattempo da un’altra finestra.`,
    remedy: 'Le tue modifiche sono ancora qui: copia quelle che ti servono, ricarica l’ordine e ripetile.',
  }),
  cancelled: () => ({
    message: 'L’operazione è stata annullata.',
    remedy: 'Gli ordini già letti sono salvi. Premi Download Ordini per riprendere.',
  }),
  'first-download-done': ({ name }) => ({
    message: `Il primo download di «${name}» è già riuscito: il suo periodo non si può più cambiare.`,
    remedy: 'I download successivi partono da soli da 24 ore prima del precedente.',
  }),
  'input-invalid': ({ field, problem, others = [] }) => ({
    message: [{ field, problem }, ...others].map((one) => wrongInput(one.field, one.problem)).join(' '),
    remedy: 'Correggi il campo e riprova.',
  }),
  'file-unreadable': ({ file }) => ({
    message: `Il file ${file} non si può leggere.`,
    remedy: 'Controlla che esista e che tu abbia il permesso di aprirlo.',
  }),
  'file-unwritable': ({ file }) => ({
    message: `Il file ${file} non si può scrivere.`,
    remedy: 'Chiudilo se è aperto in un altro programma, o scegli un altro nome o un’altra cartella.',
  }),
  'file-in-use': ({ file }) => ({
    message: `Il file ${file} è aperto in un altro programma, per esempio Excel. È rimasto com’era.`,
    remedy: 'Chiudilo lì e riprova, o scegli un altro nome.',
  }),
  'print-too-many': ({ found, most }) => ({
    message: `Gli ordini sono ${formatCount(found, 'it')}: in una volta se ne stampano al più ${formatCount(most, 'it')}.`,
    remedy: 'Restringi la ricerca o scegli meno righe. Per tenerli tutti in un file usa Esporta.',
  }),
  'print-too-long': ({ lines, most }) => ({
    message: `Le righe da stampare sono almeno ${formatCount(lines, 'it')}: in una volta se ne stampano al più ${formatCount(most, 'it')}.`,
    remedy: 'Stampa meno ordini per volta. Un ordine più lungo si tiene in un file con Esporta.',
  }),
  'print-failed': ({ reason }) => ({
    message: `La stampa non è riuscita (${reason}).`,
    remedy: 'Controlla che la stampante sia accesa e collegata e riprova, oppure salva come PDF.',
  }),
  'export-format-unknown': ({ file }) => ({
    message: `Dal nome ${file} non si capisce in che formato esportare.`,
    remedy: 'Fallo finire in .csv (tabella), .xlsx (Excel) o .xml (Easyfatt).',
  }),
  'folder-unwritable': () => ({
    message: 'La cartella non c’è più, o non ci si può scrivere.',
    remedy:
      'Controlla che il disco o la rete siano collegati, o scegli un’altra cartella nelle impostazioni del negozio.',
  }),
  'saved-search-removed': () => ({
    message: 'La vista da cui prendere gli ordini non c’è più.',
    remedy: 'Scegline un’altra nelle impostazioni del negozio, in Dopo il download.',
  }),
  'handovers-unknown': ({ since, until }) => ({
    message: `Dopo il ritorno a una copia dell’archivio non si sa quali ordini sono usciti fra il ${formatInstant(since, 'it')} e il ${formatInstant(until, 'it')}: il file non è stato scritto.`,
    remedy:
      'Esporta una volta a mano in quel formato, dalla ricerca: poi i file si scrivono di nuovo da soli.',
  }),
  'refunds-registered-meanwhile': () => ({
    message: 'Nel frattempo qualcuno di questi rimborsi è stato registrato: non è stato registrato niente.',
    remedy: 'Guarda l’elenco di adesso e scegli di nuovo.',
  }),
  'handed-over-meanwhile': () => ({
    message:
      'Alcuni di questi ordini sono appena stati esportati o stampati da un’altra finestra o da un comando. Non è uscito nulla.',
    remedy: 'Riprova: escono solo quelli ancora nuovi.',
  }),
  'list-changed': () => ({
    message: 'L’elenco è cambiato nel frattempo, ed è stato riletto. Non è stato fatto nulla.',
    remedy: 'Scegli di nuovo gli ordini.',
  }),
  'disk-full': ({ file }) => ({
    message: `Il disco è pieno: ${file} non è stato salvato per intero.`,
    remedy: 'Libera spazio sul disco e riprova. Gli ordini salvati prima sono al sicuro.',
  }),
  'archive-locked': ({ file }) => ({
    message: `L’archivio ${file} è occupato da un altro programma.`,
    remedy:
      'Chiudi l’altra finestra di Download Ordini, o aspetta che finisca l’antivirus o la copia di sicurezza, e riprova.',
  }),
  'archive-damaged': ({ file }) => ({
    message: `L’archivio ${file} è danneggiato.`,
    remedy:
      'Non cancellarlo: viene messo da parte e si riparte dall’ultima copia di sicurezza. Gli ordini che mancano si possono scaricare di nuovo dal negozio.',
  }),
  'archive-unwritable': ({ file }) => ({
    message: `Nell’archivio ${file} non si può scrivere.`,
    remedy: 'Controlla che la cartella non sia di sola lettura e che tu abbia il permesso di scriverci.',
  }),
  'archive-newer': ({ file, found, known }) => ({
    message: `L’archivio ${file} è di una versione più recente del programma (${found}, questa conosce la ${known}).`,
    remedy: 'Aggiorna Download Ordini. L’archivio non è stato toccato.',
  }),
  'update-busy': () => ({
    message: 'È in corso un download: il programma si aggiorna solo quando non sta lavorando.',
    remedy: 'Aspetta che finisca e riprova.',
  }),
  'update-failed': ({ reason }) => ({
    message: `L’aggiornamento non è riuscito (${reason}). Il programma è rimasto com’era.`,
    remedy: 'Controlla il collegamento a internet e riprova più tardi.',
  }),
  'archive-missing': ({ file }) => ({
    message: `L’archivio ${file} non c’è più, anche se questo programma ne ha già avuto uno.`,
    remedy:
      'Si riparte dall’ultima copia di sicurezza. Se il file è stato spostato, chiudi il programma e rimettilo al suo posto.',
  }),
  'backup-in-progress': () => ({
    message: 'Una copia di sicurezza è già in corso.',
    remedy: 'Aspetta che finisca e riprova.',
  }),
  'reread-in-progress': () => ({
    message: 'Gli ordini già scaricati si stanno già rileggendo.',
    remedy: 'Aspetta che finisca, o fermalo da Utilità, Rileggi gli ordini già scaricati.',
  }),
  'backup-no-space': ({ folder, needed, free }) => ({
    message: `Sul disco non c’è posto per una copia di sicurezza: servono ${formatBytes(needed, 'it')}, ne restano ${formatBytes(free, 'it')} (${folder}).`,
    remedy: 'Libera spazio sul disco. La copia viene ritentata da sola; quelle già fatte restano.',
  }),
  'backup-unwritable': ({ folder }) => ({
    message: `Nella cartella delle copie di sicurezza (${folder}) non si riesce a scrivere.`,
    remedy: 'Controlla che la cartella non sia di sola lettura e che tu abbia il permesso di scriverci.',
  }),
  'second-backup-missing': ({ folder }) => ({
    message: `La cartella ${folder} non si trova o non si raggiunge.`,
    remedy:
      'Collega il disco o controlla la rete, oppure scegli un’altra cartella in Utilità, Copie di sicurezza.',
  }),
  'backup-damaged': ({ name }) => ({
    message: `La copia di sicurezza ${name} è danneggiata o non c’è più.`,
    remedy: 'Scegline un’altra. L’archivio in uso è rimasto com’era.',
  }),
  'part-restarted': ({ part }) => ({
    message: `${part === 'archive' ? 'La parte del programma che tiene l’archivio' : 'La parte del programma che scarica'} si è fermata per un errore ed è stata riavviata. Gli ordini già salvati sono al sicuro.`,
    remedy:
      'Premi Download Ordini per riprendere. Se si ripete, prepara il pacchetto per l’assistenza (Utilità, Help).',
  }),
  internal: ({ detail }) => ({
    message: `Il programma ha avuto un errore imprevisto (${detail}).`,
    remedy: 'Riprova. Se si ripete, prepara il pacchetto per l’assistenza (Utilità, Help).',
  }),
} satisfies Partial<FailureTexts>
