import {
  IconBan,
  IconCircleCheck,
  IconCircleX,
  IconLoader2,
  IconPlayerPause,
  IconPlugX,
} from '@tabler/icons-react'
import type { RunOutcome } from '../../main/words/run.ts'
import { Status, type Tone } from '../parts/status.tsx'
import { useTexts } from '../state/app-store.ts'

const looks: Readonly<Record<RunOutcome, { readonly icon: typeof IconBan; readonly tone: Tone }>> = {
  running: { icon: IconLoader2, tone: 'accent' },
  success: { icon: IconCircleCheck, tone: 'new' },
  failed: { icon: IconCircleX, tone: 'bad' },
  cancelled: { icon: IconBan, tone: 'warn' },
  interrupted: { icon: IconPlugX, tone: 'warn' },
  annulled: { icon: IconPlayerPause, tone: 'bad' },
}

/** How a run ended: word, icon and colour. */
export function RunOutcomeStatus({ outcome }: { readonly outcome: RunOutcome }) {
  const texts = useTexts()
  const { icon, tone } = looks[outcome]
  return (
    <Status icon={icon} tone={tone} text={texts.common.outcomes[outcome]} spinning={outcome === 'running'} />
  )
}
