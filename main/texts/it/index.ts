import { accountantFiles } from './accountant-files.ts'
import { accountantPage } from './accountant-page.ts'
import { alerts } from './alerts.ts'
import { backups } from './backups.ts'
import {
  checkFacts,
  checkOutcomes,
  checkSteps,
  checkUnprotected,
  checkValues,
  checkWarnings,
} from './check.ts'
import { checks } from './checks.ts'
import { common } from './common.ts'
import { desks } from './desks.ts'
import { download } from './download.ts'
import { easyfatt } from './easyfatt.ts'
import { easyfattPull } from './easyfatt-pull.ts'
import { answerFailures } from './failures-answers.ts'
import { deskFailures } from './failures-desks.ts'
import { invoiceFailures } from './failures-invoices.ts'
import { programFailures } from './failures-program.ts'
import { wayFailures } from './failures-way.ts'
import { fieldName, fieldNames, wrongInput } from './input.ts'
import { invoiceReasons } from './invoice.ts'
import { invoices } from './invoices.ts'
import { leftOut } from './left-out.ts'
import { log, unknownCode } from './log.ts'
import { logScreen } from './log-screen.ts'
import { chosen, completeness, missing, wrongOrders } from './missing.ts'
import { native } from './native.ts'
import { order } from './order.ts'
import { print } from './print.ts'
import { skippedGroups, skipReasons, wrongReasons } from './reasons.ts'
import { refunds } from './refunds.ts'
import { reread } from './reread.ts'
import { search } from './search.ts'
import { settings } from './settings.ts'
import { shopWarnings } from './shop-warnings.ts'
import { fulfilmentName, stateName, stateNames } from './states.ts'
import { updates } from './updates.ts'

/** Everything the program says in Italian; its shape is what English must have too. */
export const it = {
  failures: { ...wayFailures, ...answerFailures, ...programFailures, ...invoiceFailures, ...deskFailures },
  skipReasons,
  skippedGroups,
  wrongReasons,
  log,
  unknownCode,
  wrongInput,
  fieldNames,
  fieldName,
  stateNames,
  stateName,
  fulfilmentName,
  check: {
    steps: checkSteps,
    outcomes: checkOutcomes,
    unprotected: checkUnprotected,
    facts: checkFacts,
    values: checkValues,
    warnings: checkWarnings,
  },
  common,
  accountantPage,
  alerts,
  shopWarnings,
  leftOut,
  invoiceReasons,
  checks,
  backups,
  desks,
  download,
  logScreen,
  settings,
  search,
  order,
  missing,
  chosen,
  wrongOrders,
  completeness,
  refunds,
  reread,
  easyfatt,
  invoices,
  easyfattPull,
  native,
  updates,
  print,
  accountantFiles,
}
