import type { settings as itSettings } from '../it/settings.ts'

/** Settings: shops, *Check connection*, preferences, the first period. */
export const settings: typeof itSettings = {
  title: 'Settings',
  shops: 'Shops',
  addShop: 'Add shop',
  newShop: 'New shop',
  preferences: 'Preferences',
  noShops: 'No shop connected.',
  demoNote:
    'This is the Demonstration shop: a make-believe shop that runs on this computer. The program fills in its address and key.',
  saved: 'Settings saved',
  unsaved: 'Unsaved changes',
  discard: 'Discard changes',
  shop: {
    section: 'Shop',
    nameHint: 'What you want to call it here.',
    nameEmpty: 'What you want to call it here. If you leave it empty, “Check connection” fills it in.',
    nameProposed: 'Filled in by “Check connection”: you may change it.',
    namePlaceholder: 'Anna’s Corner Shop',
    urlHint: 'The address you see in the browser when you open the shop.',
    urlPlaceholder: 'www.example.com',
    finalUrl: (url) => `Address found: ${url}`,
  },
  access: {
    section: 'Access key',
    way: 'Way of access',
    allValues: (count) => `All ${count === 3 ? 'three' : count === 4 ? 'four' : count} values`,
    savedSecret: 'Saved – type to replace it',
    hints: {
      woocommerce:
        'In WordPress: WooCommerce → Settings → Advanced → REST API → Add key, with the “Read” permission.',
      prestashop:
        'In PrestaShop: Advanced Parameters → Webservice → Add new webservice key, with “View (GET)” in the rows that orders are made of (orders, customers, addresses…).',
      shopify:
        'In Shopify: Settings → Apps → Develop apps → Create app in the Dev Dashboard. If you have an app created before 2026, its token is enough.',
      magento: 'In Magento: System → Extensions → Integrations → Add new integration.',
    },
    guide: 'Step-by-step guide (in Italian)',
    notEncrypted:
      'This system has no protected store for keys: they are saved in a file that only your user can read.',
  },
  check: {
    section: 'Check connection',
    button: 'Check connection',
    cancel: 'Stop the check',
    hint: 'Eight checks, one after the other: nothing changes on the site.',
    allFine: 'All fine: the shop is ready for download.',
    warnings: 'The shop is ready, with something to mind.',
    allFineNew: 'All fine: press “Save” and you can download the orders.',
    warningsNew: 'Something to mind, but it works: press “Save” and you can download the orders.',
    failed: 'The connection does not work yet.',
    acceptFingerprint: 'Accept this fingerprint',
    acceptHttp: 'Allow the unprotected connection',
    steps: 'Steps of the check',
  },
  states: {
    section: 'States to download',
    hint: 'Orders in other states are skipped until their state changes.',
    unknown: 'After a connection check all the states of the shop appear here.',
    add: 'Add a state…',
    addHint: 'The internal name of the state, as the shop writes it.',
    addButton: 'Add',
    reset: 'Back to the usual ones',
    atLeastOne: 'Choose at least one state.',
    meanings: 'What the states mean',
    meaningsHint:
      'Exports and prints leave out cancelled, failed and refunded orders. Change here the states that mean something else in this shop.',
    meaning: {
      paid: 'Paid',
      shipped: 'Shipped or completed',
      cancelled: 'Cancelled',
      failed: 'Failed',
      refunded: 'Refunded',
      none: 'None of these',
    },
  },
  multishop: {
    section: 'Shops of the multishop',
    hint: 'The key opens several shops: the orders of those chosen are downloaded.',
    unknown: 'After a connection check the shops that the key opens are shown here.',
    notReached: (name: string) => `${name} (not reached by the key)`,
    atLeastOne: 'Choose at least one shop.',
  },
  sync: {
    section: 'Automatic sync',
    enabled: 'Download new orders by itself',
    hint: 'Goes on with the window closed, until the program is quit.',
    every: 'Every how many minutes',
    everyHint: 'From 5 minutes to 24 hours (1440 minutes).',
  },
  period: {
    section: 'First download',
    usual: 'The 24 hours before it',
    custom: 'A period of your choice',
    from: 'From',
    to: 'To',
    toHint: 'Empty: until the moment of the download.',
    format: 'dd/mm/yyyy hh:mm',
    locked: (when) =>
      `The first download succeeded ${when}: its period can no longer be changed. Later ones start by themselves 24 hours before the previous one.`,
    lockedShort: 'The first download has already succeeded: its period can no longer be changed.',
    presets: { day: '24 hours', week: '7 days', month: '30 days', year: 'Since 1 January' },
    dialogTitle: 'Custom first download',
    dialogText:
      'Usually the first download reads the orders of the 24 hours before it. Here you can choose another period, until the first download has succeeded.',
    shop: 'Shop',
    apply: 'Set the period',
    backToUsual: 'Back to 24 hours',
    done: 'Period of the first download set',
    noShop: 'All shops have had their first download already: its period can no longer be changed.',
    errors: {
      required: 'Choose from when.',
      order: 'The end is before the start.',
      future: 'It is in the future.',
      invalid: 'This is not a date.',
    },
  },
  advanced: {
    section: 'Advanced',
    allowHttp: 'Allow the unprotected connection (http)',
    allowHttpHint:
      'Key and orders travel readable by others: only for a site inside your own network, if it has no https. You confirm it for this shop.',
    fingerprintHint: 'Only for a home-made certificate: 64 hexadecimal digits (SHA-256).',
    timeZoneHint: 'Only if the shop does not tell its own.',
    timeZoneNone: 'The shop tells it',
    siteLogin: 'Site closed by a password',
    siteLoginHint:
      'Only if the browser asks for a user name and a password before it shows the site, as for sites under trial.',
    fiscalHint:
      'Only if the fiscal fields are not found by themselves: the name of the (meta) field your plugin uses.',
    fiscalPlaceholder: 'Found by itself',
  },
  removeShop: 'Remove shop',
  removeTitle: (name) => `Remove “${name}”?`,
  removeText: (orders, written) =>
    `The shop and its key are taken off this computer. ${orders === 0 ? 'Its log stays' : `Its ${orders === 1 ? 'order' : `${written} orders`} and its log stay`} in the archive.`,
  removed: (name) => `“${name}” was removed. Its orders stay.`,
  removeDemoText: (orders, written) =>
    orders === 0
      ? 'The demonstration shop is taken off; its log stays.'
      : `With the demonstration shop its ${orders === 1 ? 'made-up order is' : `${written} made-up orders are`} deleted as well. Its log stays.`,
  removedDemo: (name) => `“${name}” was removed, with its made-up orders.`,
  preferencesForm: {
    languages: { system: "The computer's", it: 'Italiano', en: 'English' },
    themes: { system: 'Like the computer', light: 'Light', dark: 'Dark' },
    days: 'days',
    logDaysHint: 'From 7 to 3650 days. Orders are never deleted by themselves.',
    start: 'Start',
    openAtLoginHint: 'So that automatic sync works without anybody opening the program.',
    notifications: 'Notifications',
    notifyNewOrdersHint: 'Only from automatic sync. Failures are always told.',
    staleHint:
      'If no sync succeeds for so many hours the shop is pointed out, even if nothing went wrong. From 1 to 720 hours.',
    hours: 'hours',
    proxy: {
      title: 'Proxy',
      hint: 'Needed only where the company network goes through a proxy that asks for user name and password.',
      none: 'This computer does not use a proxy.',
      uses: (proxy: string) => `This computer goes online through ${proxy}.`,
      username: 'User name',
      password: 'Password',
      saved: 'Saved: type to change it',
      save: 'Save',
      forget: 'Remove',
      savedToast: 'User name and password of the proxy saved.',
      forgotten: 'User name and password of the proxy removed.',
    },
    version: (version) => `Version ${version}`,
    security: 'Protection of the keys',
    encrypted: 'The access keys are encrypted by the operating system.',
  },
}
