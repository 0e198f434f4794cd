import { Button } from '@mantine/core'
import { IconDownload, IconX } from '@tabler/icons-react'
import { formatCount } from '../../main/words/format.ts'
import type { ShopView } from '../../main/words/shop-view.ts'
import { isRunning } from '../../main/words/shop-view.ts'
import { useTexts } from '../state/app-store.ts'
import { cancelDownload, startDownload, useDownload } from '../state/download-store.ts'
import { progressOf } from '../state/shops.ts'
import { useNow } from '../state/use-now.ts'
import classes from './download-bar.module.css'
import { MendButtons } from './mend-buttons.tsx'
import { retryWords } from './retry-words.ts'
import { StatusLine } from './status-line.tsx'
import { SuspendedWords } from './suspended-words.tsx'
import { SyncPanel } from './sync-panel.tsx'

interface DownloadBarProps {
  readonly shops: readonly ShopView[]
  /** Null: all shops. */
  readonly shopId: number | null
}

/** The button, its progress, and the one line about what happened last and what happens next. */
export function DownloadBar({ shops, shopId }: DownloadBarProps) {
  const texts = useTexts()
  const { download } = texts
  const { pressed, cancelling } = useDownload()
  const progress = progressOf(shops)
  // With several shops the rest can still be started while one is reading.
  const busy = shops.length > 0 && shops.every((shop) => isRunning(shop) || pressed.has(shop.id))
  const stopping = shops.filter(isRunning).every((shop) => cancelling.has(shop.id))
  const only = shops.length === 1 ? shops[0] : undefined
  // A frame around the button, which stays where it is: a second click meets the same button.
  const suspended = only?.suspended === true && !progress.running

  return (
    <div className={classes.bar}>
      <div
        className={classes.top}
        data-suspended={suspended || undefined}
        {...(suspended ? { role: 'alert', 'aria-label': download.sync.suspendedOf(only.name) } : {})}
      >
        <div className={classes.buttons}>
          <button
            type="button"
            className={classes.button}
            data-primary
            aria-disabled={busy}
            data-busy={busy || undefined}
            onClick={() => void startDownload(shopId)}
          >
            <IconDownload size={26} stroke={1.8} aria-hidden />
            <span>{busy ? download.running : download.button}</span>
          </button>
          {progress.running && (
            <Button
              variant="default"
              size="md"
              leftSection={<IconX size={18} aria-hidden />}
              disabled={stopping}
              onClick={() => void cancelDownload(shopId)}
            >
              {stopping ? download.cancelling : download.cancel}
            </Button>
          )}
        </div>
        {only !== undefined && <SyncPanel shop={only} />}
        {suspended && (
          <SuspendedWords shop={only}>
            <MendButtons
              failure={only.lastRun?.failure ?? null}
              shop={only}
              run={only.lastRun}
              withoutDownload
            />
          </SuspendedWords>
        )}
      </div>
      <div className={classes.line}>
        {progress.running ? (
          <ProgressLine progress={progress} named={only === undefined} />
        ) : (
          <StatusLine shops={shops} />
        )}
      </div>
    </div>
  )
}

interface ProgressLineProps {
  readonly progress: ReturnType<typeof progressOf>
  /** Says which shop keeps it waiting. */
  readonly named: boolean
}

function ProgressLine({ progress, named }: ProgressLineProps) {
  const texts = useTexts()
  const { download } = texts
  const { read, expected } = progress
  const write = (value: number) => formatCount(value, texts.language)
  const figures =
    progress.connecting && expected === null
      ? download.connecting
      : download.progress(write(read), expected === null ? null : write(Math.max(expected, read)))
  // While it waits; what comes of the next try, the figures tell.
  const now = useNow(1000)
  const { retry } = progress
  const waiting = retry === null ? '' : retryWords(texts, retry, now)
  const ofShop = named && retry !== null ? `${retry.shop}: ${waiting}` : waiting
  const words = waiting === '' ? figures : figures === download.connecting ? ofShop : `${figures}. ${ofShop}`
  const share = expected === null || expected === 0 ? null : Math.min(1, read / expected)
  return (
    <>
      <div
        className={classes.track}
        data-drawing
        role="progressbar"
        aria-label={download.progressLabel}
        aria-valuemin={0}
        aria-valuemax={expected ?? undefined}
        aria-valuenow={expected === null ? undefined : Math.min(read, expected)}
        aria-valuetext={words}
        data-unknown={share === null || undefined}
      >
        <div className={classes.fill} style={{ transform: `scaleX(${share ?? 1})` }} />
      </div>
      <p className="num">{words}</p>
    </>
  )
}
