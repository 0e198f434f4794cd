import type { FloatingPosition } from '@mantine/core'
import { DateInput, type DateInputProps } from '@mantine/dates'
import 'dayjs/locale/it'
import { useTexts } from '../state/app-store.ts'

/** What does not fit across is shifted, and need not flip. */
const beside = {
  crossAxis: false,
  fallbackPlacements: ['top-start', 'right', 'left'] satisfies FloatingPosition[],
}

/** A date that is typed or picked: the week begins on Monday, and a screen reader knows every button's name. */
export function DateField(props: DateInputProps) {
  const { common, language } = useTexts()
  return (
    <DateInput
      locale={language}
      valueFormat="DD/MM/YYYY"
      firstDayOfWeek={1}
      weekendDays={[]}
      hideOutsideDates
      ariaLabels={common.calendar}
      clearButtonProps={{ 'aria-label': common.calendar.clear }}
      {...props}
      // In a low window it stands beside the field that is being filled; only zoomed in, without room there, over it.
      popoverProps={{
        middlewares: { flip: beside, shift: { crossAxis: true, padding: 4 } },
        ...props.popoverProps,
      }}
    />
  )
}
