import { DateInput, type DateInputProps } from '@mantine/dates'
import 'dayjs/locale/it'
import { useTexts } from '../state/app-store.ts'

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
      // Zoomed in there is room neither above nor below: then it lies over the field.
      popoverProps={{
        middlewares: { flip: true, shift: { crossAxis: true, padding: 4 } },
        ...props.popoverProps,
      }}
    />
  )
}
