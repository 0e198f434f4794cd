import { Button, Group } from '@mantine/core'
import { dayMs, dayOf } from '../../main/words/local-time.ts'
import type { OrderDetail } from '../../main/words/order-view.ts'
import { type WorkState, workStates } from '../../main/words/work.ts'
import { DateField } from '../parts/date-field.tsx'
import { parseTyped } from '../parts/period.ts'
import { useTexts } from '../state/app-store.ts'
import { mark } from '../state/marking.ts'

/** How far the order is with us (R40), to be changed; of one that waits, until when. */
export function WorkChoice({
  detail: { id: orderId, work, waitingUntil },
}: {
  readonly detail: OrderDetail
}) {
  const texts = useTexts()
  const wait = (until: string | null) => void mark({ orderId }, { state: 'waiting', until })
  const choose = (state: WorkState) => (state === 'waiting' ? wait(null) : void mark({ orderId }, { state }))
  return (
    <Group component="section" gap="xs" align="end" aria-label={texts.order.work}>
      <Button.Group>
        {workStates.map((state) => (
          <Button
            key={state}
            size="xs"
            variant={state === work ? 'light' : 'default'}
            aria-pressed={state === work}
            onClick={() => state !== work && choose(state)}
          >
            {texts.search.work[state]}
          </Button>
        ))}
      </Button.Group>
      {work === 'waiting' && (
        <DateField
          size="xs"
          w={140}
          label={texts.search.waitUntil}
          placeholder={texts.search.filters.dayFormat}
          clearable
          minDate={dayOf(new Date(Date.now() + dayMs))}
          value={waitingUntil}
          dateParser={(typed) => parseTyped(typed)?.slice(0, 10) ?? null}
          onChange={(day) => day !== waitingUntil && wait(day)}
        />
      )}
    </Group>
  )
}
