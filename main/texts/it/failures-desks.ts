import { formatCount } from '../../words/format.ts'
import type { FailureTexts } from '../types.ts'

/** What can go wrong where several desks share one archive (R55). */
export const deskFailures = {
  'desks-unreachable': () => ({
    message: 'Il server dell’archivio condiviso non risponde.',
    remedy:
      'Controlla la rete, e che il computer del server sia acceso. Intanto puoi cercare, modificare, stampare e segnare gli ordini.',
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
      'Il server non riconosce più questa postazione: il suo profilo è stato copiato su un altro computer, o qui è stata rimessa una copia più vecchia, o il server è stato ripristinato.',
    remedy: 'Premi Ricollega in Utilità, Più postazioni: niente va perso.',
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
  'desks-host-unknown': ({ host }) => ({
    message: `Il server ${host} non esiste, oppure questo computer non riesce a trovarlo.`,
    remedy:
      'Controlla il nome del server e la rete. In ufficio può servire l’indirizzo numerico, per esempio 192.168.1.20.',
  }),
  'desks-password-wrong': ({ user }) => ({
    message: `Il server non accetta l’utente «${user}» con questa password.`,
    remedy: 'Controlla utente e password: li ha scelti chi ha preparato il server.',
  }),
  'desks-not-admitted': ({ host, user }) => ({
    message: `Il server ${host} non lascia entrare l’utente «${user}» da questo computer.`,
    remedy:
      'Chiedi a chi cura il server di ammettere questo computer in pg_hba.conf (guida per chi prepara il server, Rete).',
  }),
  'desks-database-unknown': ({ database }) => ({
    message: `Sul server non c’è il database «${database}».`,
    remedy: 'Controlla il nome. Se il server è nuovo, chi lo prepara deve prima eseguire lo script.',
  }),
  'desks-schema-missing': ({ database }) => ({
    message: `Il database «${database}» non è ancora preparato per le postazioni.`,
    remedy: 'Chi cura il server deve eseguire lo script che si salva da Utilità, Più postazioni.',
  }),
  'desks-schema-old': () => ({
    message: 'Il database del server è di una versione precedente del programma.',
    remedy:
      'Chi cura il server deve eseguire di nuovo lo script che si salva da Utilità, Più postazioni: i dati restano.',
  }),
  'desks-right-missing': ({ user }) => ({
    message: `L’utente «${user}» non ha i permessi che servono sul server.`,
    remedy:
      'Chi cura il server deve eseguire di nuovo lo script che si salva da Utilità, Più postazioni: rimette i permessi, i dati restano.',
  }),
  'desks-certificate-untrusted': ({ host }) => ({
    message: `Il certificato di ${host} non è garantito da nessuno che questo computer conosca: potrebbe essere un altro server.`,
    remedy:
      'Fatti dare il certificato da chi ha preparato il server e incollalo nel campo Certificato del server.',
  }),
  'desks-certificate-name': ({ host }) => ({
    message: `Il certificato del server è per un altro nome, non per ${host}.`,
    remedy: `Scrivi il server con il nome che sta nel certificato, o chiedi a chi lo cura un certificato anche per ${host}.`,
  }),
  'desks-certificate-expired': ({ host }) => ({
    message: `Il certificato di ${host} è scaduto, o non vale ancora.`,
    remedy:
      'Chiedi a chi cura il server di rinnovarlo. Controlla anche che la data di questo computer sia giusta.',
  }),
  'desks-certificate-unreadable': () => ({
    message: 'Quello che sta nel campo Certificato del server non è un certificato.',
    remedy:
      'Incolla tutto il testo del file, da «-----BEGIN CERTIFICATE-----» a «-----END CERTIFICATE-----».',
  }),
  'desks-no-tls': ({ host }) => ({
    message: `Il server ${host} non offre un collegamento protetto: la password e gli ordini viaggerebbero in chiaro.`,
    remedy: 'Chi cura il server deve attivare TLS con un certificato (guida per chi prepara il server).',
  }),
  'desks-tls-failed': ({ host, reason }) => ({
    message: `Il collegamento protetto con ${host} non riesce (${reason}).`,
    remedy: 'Avvisa chi cura il server: il certificato o le impostazioni TLS non vanno bene.',
  }),
  'desks-disk-full': () => ({
    message: 'Il disco del server è pieno.',
    remedy: 'Avvisa chi cura il server. Quello che fai qui resta salvo e parte da solo appena c’è posto.',
  }),
  'desks-read-only': () => ({
    message: 'Il server in questo momento non accetta modifiche.',
    remedy:
      'Avvisa chi cura il server: spesso è il disco quasi pieno, o una manutenzione. Quello che fai qui resta salvo e parte dopo.',
  }),
  'desks-too-many': () => ({
    message: 'Il server ha già troppi collegamenti aperti.',
    remedy:
      'Si riprova da soli. Se dura, chi cura il server può alzare max_connections: ogni postazione ne usa fino a quattro.',
  }),
  'desks-starting': () => ({
    message: 'Il server si sta avviando o spegnendo.',
    remedy: 'Si riprova da soli fra poco.',
  }),
  'desks-busy': () => ({
    message: 'Il server è occupato e non ha finito in tempo.',
    remedy: 'Si riprova da soli. Se dura, avvisa chi cura il server.',
  }),
  'desks-postgres-old': ({ found }) => ({
    message: `Sul server c’è PostgreSQL ${found}: serve la versione 15 o successiva.`,
    remedy: 'Chi cura il server deve aggiornarlo.',
  }),
  'desks-pooler': ({ host }) => ({
    message: `All’indirizzo ${host} risponde un pooler in modalità transazione (per esempio PgBouncer), non PostgreSQL.`,
    remedy:
      'Scrivi indirizzo e porta del collegamento diretto, o del pooler in modalità sessione: li trovi dove è gestito il database.',
  }),
  'desks-failed': ({ reason }) => ({
    message: `Il server ha risposto con un errore: ${reason}.`,
    remedy: 'Riprova. Se succede ancora, manda questo messaggio a chi cura il server.',
  }),
  'archives-differ': ({ orders, numbers }) => ({
    message:
      orders > 0
        ? `Gli stessi identificativi sono di ordini diversi qui e nell’archivio condiviso: ${orders}.`
        : `Gli stessi numeri sono stati dati qui e nell’archivio condiviso a documenti diversi: ${numbers}.`,
    remedy:
      orders > 0
        ? 'È un altro negozio con lo stesso indirizzo, oppure è stato reinstallato: controlla gli esempi. Non è stato cambiato niente.'
        : 'Chiedi al commercialista quali valgono. Gli archivi restano separati: non è stato cambiato niente.',
  }),
  'desks-joining': () => ({
    message: 'L’archivio si sta ancora unendo a quello condiviso.',
    remedy: 'Aspetta che abbia finito: a che punto è lo dice Utilità, Più postazioni.',
  }),
  'desks-sending': ({ waiting }) => ({
    message: `Prima di questo il server deve ancora ricevere molte modifiche fatte qui: ${formatCount(waiting, 'it')}.`,
    remedy: 'Aspetta che siano arrivate, poi riprova: quante ne restano lo dice Utilità, Più postazioni.',
  }),
} satisfies Partial<FailureTexts>
