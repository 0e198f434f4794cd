import type { ReportWish } from '../../preload/contract/accountant.ts'
import type { Program } from '../program/program.ts'
import { packageName, writePackage } from '../report/package.ts'
import { accountantSettings, makeReport, type ReportProgress } from '../report/report.ts'
import type { Texts } from '../texts/shape.ts'
import { accountantSettingName } from '../words/accountant.ts'
import { failure } from '../words/failure.ts'
import { sellerSetting } from '../words/invoice-register.ts'
import { readSeller } from '../words/invoice-settings.ts'
import { sellerName } from '../words/seller-name.ts'
import { fitForPage } from '../words/shown-text.ts'
import type { PageDrawer } from './draw-pages.ts'
import type { Handlers } from './ipc.ts'
import { askWhere, windowOf } from './save-dialog.ts'
import { stoppable } from './stoppable.ts'

type Names = 'settings' | 'saveSettings' | 'report' | 'package' | 'cancel'

export interface AccountantParts {
  readonly program: Pick<Program, 'store'>
  readonly texts: () => Texts
  readonly drawer: Pick<PageDrawer, 'pdf'>
  readonly onProgress: (progress: ReportProgress) => void
  /** Told of each file written. */
  readonly written: (file: string) => void
}

/** *Commercialista* (R47): one report at a time. */
export function accountantHandlers(parts: AccountantParts): Pick<Handlers, `accountant.${Names}`> {
  const { program, texts, drawer, onProgress, written } = parts
  const { store } = program
  const work = stoppable<'report'>()
  const alone = <Made>(make: (signal: AbortSignal) => Promise<Made>) => work.run('report', make)
  const made = ({ period, shopIds }: ReportWish, signal: AbortSignal) =>
    makeReport({ store, period, shopIds, signal, onProgress })

  return {
    'accountant.settings': () => accountantSettings(store),
    'accountant.saveSettings': async (settings) => {
      await store.saveOfficeSetting(null, accountantSettingName, settings)
      return settings
    },
    'accountant.report': (wish) => alone(async (signal) => fitForPage((await made(wish, signal)).report)),
    'accountant.package': async (wish, sender) => {
      const { title, kind } = texts().accountantPage.dialog
      const defaultPath = `${packageName(wish.period, texts())}.zip`
      const file = await askWhere({ title, defaultPath, kind, endings: ['zip'] }, windowOf(sender))
      if (file === null) return null
      return alone(async (signal) => {
        const ready = await made(wish, signal)
        const { report } = ready
        const seller = sellerName(readSeller(await store.officeSetting(null, sellerSetting)))
        const pdf = await drawer.pdf({ what: 'accountant', report, seller })
        if (signal.aborted) throw failure('cancelled', {})
        await writePackage({ store, file, made: ready, pdf, texts: texts(), signal })
        written(file)
        return { file, report: fitForPage(report) }
      })
    },
    'accountant.cancel': () => work.stop('report'),
  }
}
