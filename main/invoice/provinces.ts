import { warningFor } from '../words/edit/warnings.ts'
import { plainTable } from '../words/lookup-table.ts'
import { ascii } from './latin.ts'

/** How shops that write provinces out call them. */
const names = `AG Agrigento,AL Alessandria,AN Ancona,AO Aosta,AO Valle d'Aosta,AP Ascoli Piceno,AQ L'Aquila,AR Arezzo,
AT Asti,AV Avellino,BA Bari,BG Bergamo,BI Biella,BL Belluno,BN Benevento,BO Bologna,BR Brindisi,BS Brescia,
BT Barletta-Andria-Trani,BZ Bolzano,BZ Bolzano/Bozen,BZ Alto Adige,CA Cagliari,CB Campobasso,CE Caserta,CH Chieti,
CL Caltanissetta,CN Cuneo,CO Como,CR Cremona,CS Cosenza,CT Catania,CZ Catanzaro,EN Enna,FC Forli-Cesena,FC Forli,
FE Ferrara,FG Foggia,FI Firenze,FM Fermo,FR Frosinone,GE Genova,GO Gorizia,GR Grosseto,IM Imperia,IS Isernia,
KR Crotone,LC Lecco,LE Lecce,LI Livorno,LO Lodi,LT Latina,LU Lucca,MB Monza e Brianza,MB Monza e della Brianza,
MB Monza-Brianza,MC Macerata,ME Messina,MI Milano,MN Mantova,MO Modena,MS Massa-Carrara,MS Massa e Carrara,MT Matera,
NA Napoli,NO Novara,NU Nuoro,OR Oristano,PA Palermo,PC Piacenza,PD Padova,PE Pescara,PG Perugia,PI Pisa,PN Pordenone,
PO Prato,PR Parma,PT Pistoia,PU Pesaro e Urbino,PU Pesaro-Urbino,PV Pavia,PZ Potenza,RA Ravenna,RC Reggio Calabria,
RC Reggio di Calabria,RE Reggio Emilia,RE Reggio nell'Emilia,RG Ragusa,RI Rieti,RM Roma,RN Rimini,RO Rovigo,SA Salerno,
SI Siena,SO Sondrio,SP La Spezia,SR Siracusa,SS Sassari,SU Sud Sardegna,SV Savona,TA Taranto,TE Teramo,TN Trento,
TO Torino,TP Trapani,TR Terni,TS Trieste,TV Treviso,UD Udine,VA Varese,VB Verbano-Cusio-Ossola,VC Vercelli,VE Venezia,
VI Vicenza,VR Verona,VT Viterbo,VV Vibo Valentia`

const letters = plainTable(
  Object.fromEntries(names.split(/,\s*/).map((entry) => [bare(entry.slice(3)), entry.slice(0, 2)])),
)

/** The two letters of an Italian province, given as letters or by name; null: there is no such. */
export function provinceLetters(text: string): string | null {
  const short = text.trim().toUpperCase().replace(/^IT-/, '')
  if (/^[A-Z]{2}$/.test(short) && warningFor('billing.province', short, 'IT') === null) return short
  return letters[bare(text)] ?? null
}

function bare(name: string): string {
  return ascii(name)
    .toLowerCase()
    .replace(/^(provincia|citta metropolitana) di /, '')
    .replace(/[^a-z]/g, '')
}
