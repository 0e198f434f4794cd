import { formatCount } from '../../words/format.ts'
import type { easyfattPull as itEasyfattPull } from '../it/easyfatt-pull.ts'

const count = (value: number, one: string, many: string) =>
  value === 1 ? `1 ${one}` : `${formatCount(value, 'en')} ${many}`

/** *Easyfatt prende gli ordini da solo* (R45). */
export const easyfattPull: typeof itEasyfattPull = {
  refused: {
    host: 'This address works on this computer only: enter it in Easyfatt as Download Ordini shows it, with 127.0.0.1.',
    replacing: 'Download Ordini is putting a copy of the archive back: try again in a minute.',
    path: 'There is no shop at this address: copy the address again from Download Ordini, Utilities, Easyfatt.',
    method: 'Orders can only be downloaded from here.',
    password: 'Login or password are not those of Download Ordini: copy them again from Utilities, Easyfatt.',
    value: (name, value) =>
      `Download Ordini does not understand what Easyfatt asks for: ${name} is “${value}”.`,
    busy: 'Download Ordini is giving orders already: try again in a minute.',
    archive:
      'Download Ordini cannot read the orders and note which it gives just now: open it, look at its alerts, and try again.',
  },
  title: 'Easyfatt takes the orders by itself',
  intro:
    'Easyfatt can ask this program for the orders, without a file: you download them in Easyfatt by Strumenti, Scarica ordini da e-Commerce. It works on this computer only, and with a password.',
  needs: 'It needs Easyfatt Enterprise or Enterprise One, installed on this computer.',
  doesNotWork:
    'It does not work with Easyfatt in the cloud or on another computer (remote desktop, terminal server): this computer is not seen from there. Export the file for Easyfatt then.',
  switchOn: 'Switch on',
  switchOff: 'Switch off',
  isOn: 'On',
  isOff: 'Off',
  isTaken: 'On, but Easyfatt does not get through',
  whileOpen:
    'Easyfatt can take the orders while Download Ordini is open, also with its windows closed; not after Quit.',
  steps: {
    title: 'What to enter in Easyfatt',
    open: 'In Easyfatt open Opzioni, Moduli, E-commerce, and choose one of the free sites.',
    kind: 'As kind choose “Sito personalizzato”.',
    url: 'In “URL ricezione ordini” paste:',
    access: 'In “Login” and “Password” paste:',
    noUpload: '“URL aggiornamento prodotti” stays empty.',
  },
  copy: 'Copy',
  url: 'address',
  login: 'Login',
  password: 'Password',
  passwordOnce:
    'The password is shown only now: paste it into Easyfatt at once. If you lose it, make a new one.',
  passwordKept: 'The password is the one that you have pasted into Easyfatt: it cannot be shown again here.',
  newPassword: 'New password',
  newPasswordTitle: 'Make a new password?',
  newPasswordText: 'The present one does not work any more then: the new one has to be pasted into Easyfatt.',
  trial: 'Try it as Easyfatt would',
  trialHint: 'Asks for this year’s orders as Easyfatt does. None of them counts as taken.',
  trialGood: (documents) =>
    documents === 0
      ? 'It works: there is no order of this year to give'
      : `It works: ${count(documents, 'order comes', 'orders come')}`,
  trialNumbers: (first, last) => `From number ${first} to number ${last}`,
  trialOmitted: (omitted) =>
    `${formatCount(omitted, 'en')} left out because cancelled, failed or wholly refunded`,
  trialUnnumbered: (orders) =>
    `${formatCount(orders, 'en')} left out for lack of a number: the server of the shared archive gives it, and does not answer`,
  trialRefused: (refused, numbers) =>
    `${formatCount(refused, 'en')} left out because not in euros, or without a VAT code for Easyfatt: ${numbers}`,
  trialBad: (sentence) => `Easyfatt would receive: ${sentence}`,
  trialNoAnswer: 'Nobody answers at the address.',
  taken: (port) => `Port ${port} belongs to another program: Easyfatt cannot take the orders now.`,
  takenRemedy:
    'Close the other program and try again, or choose another port: the address changes, and has to be pasted into Easyfatt again for each shop.',
  otherPort: 'Choose another port',
  retry: 'Try again',
  lastAsked: {
    sent: (documents, fresh) =>
      `Easyfatt asked for the orders: it got ${formatCount(documents, 'en')}, ${formatCount(fresh, 'en')} of them new.`,
    'broken-off':
      'Easyfatt asked for the orders and stopped receiving them half way: they do not count as taken.',
    'wrong-password':
      'Somebody asked for the orders with a wrong login or password: paste them into Easyfatt again.',
    refused: 'Easyfatt asked for the orders and did not get them.',
  },
  pulls: 'Orders taken by Easyfatt',
  pull: (orders) => `Easyfatt has taken ${count(orders, 'new order', 'new orders')}`,
  offered: 'These are the orders given to Easyfatt: whether you then imported them only Easyfatt knows.',
  noPulls: 'Easyfatt has not taken any order yet.',
  redo: (orders) =>
    `${count(orders, 'order', 'orders')} changed after Easyfatt took ${orders === 1 ? 'it' : 'them'}`,
  redoText:
    'Easyfatt does not take the same number twice, and does not see the change. Change it there too and press “Set right in Easyfatt”; or delete the order in Easyfatt, press “Take back” below and download again.',
  redoMore: (more) => `and ${formatCount(more, 'en')} more`,
  settled: 'Set right in Easyfatt',
  settleAll: 'All set right in Easyfatt',
  openOrder: 'Open the order',
  tray: (port) => `Easyfatt: port ${port} belongs to another program: choose another`,
  /** Opens the page. */
  show: 'Open Easyfatt',
}
