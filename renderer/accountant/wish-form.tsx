import { Button, MultiSelect, Select } from '@mantine/core'
import { MonthPickerInput } from '@mantine/dates'
import { IconCalendar } from '@tabler/icons-react'
import { dayOf } from '../../main/words/local-time.ts'
import 'dayjs/locale/it'
import { useApp, useTexts } from '../state/app-store.ts'
import classes from './accountant-screen.module.css'
import { calculate, chooseShops, useAccountant } from './accountant-store.ts'
import { firstDayOf, type Span, spans } from './period.ts'

/** Which month, and of which shops. */
export function WishForm() {
  const texts = useTexts()
  const words = texts.accountantPage
  const shops = useApp((state) => state.shops)
  const { month, span, shopIds, working, report } = useAccountant()
  const disabled = working !== null
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        void calculate()
      }}
    >
      <Select
        className={classes.span}
        label={words.span}
        data={(Object.keys(spans) as Span[]).map((value) => ({ value, label: words.spans[value] }))}
        value={span}
        disabled={disabled}
        onChange={(value) => useAccountant.setState({ span: value as Span })}
      />
      <MonthPickerInput
        className={classes.month}
        label={words.months[span]}
        locale={texts.language}
        valueFormat="MMMM YYYY"
        maxDate={dayOf(new Date())}
        value={firstDayOf(month)}
        disabled={disabled}
        ariaLabels={texts.common.calendar}
        leftSection={<IconCalendar size={16} aria-hidden />}
        onChange={(day) => {
          if (day !== null) useAccountant.setState({ month: day.slice(0, 7) })
        }}
      />
      {shops.length > 1 && (
        <MultiSelect
          className={classes.shops}
          label={words.shops}
          placeholder={shopIds.length === 0 ? words.allShops : ''}
          disabled={disabled}
          data={shops.map((shop) => ({ value: String(shop.id), label: shop.name }))}
          value={shopIds.map(String)}
          onChange={(values) => chooseShops(values.map(Number))}
        />
      )}
      <Button
        type="submit"
        className={classes.start}
        variant={report === null ? 'filled' : 'default'}
        disabled={disabled}
      >
        {report === null ? words.start : words.again}
      </Button>
    </form>
  )
}
