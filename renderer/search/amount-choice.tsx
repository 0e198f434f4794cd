import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { formatDecimal } from '../../main/words/format.ts'
import { useTexts } from '../state/app-store.ts'
import classes from './choices.module.css'
import { readAmount } from './filter-words.ts'
import { changeSearch, useOrderList } from './order-list-store.ts'

/** From an amount to an amount, as typed. */
export function AmountChoice({ close }: { readonly close: () => void }) {
  const texts = useTexts()
  const words = texts.search.filters
  const { amountFrom, amountTo } = useOrderList((state) => state.search)
  const written = (amount: string | null) => (amount === null ? '' : formatDecimal(amount, texts.language, 2))
  const [from, setFrom] = useState(written(amountFrom))
  const [to, setTo] = useState(written(amountTo))
  const [least, most] = [readAmount(from), readAmount(to)]
  return (
    <form
      className={classes.list}
      onSubmit={(event) => {
        event.preventDefault()
        if (least === null || most === null) return
        void changeSearch({ amountFrom: least || null, amountTo: most || null })
        close()
      }}
    >
      <div className={classes.pair}>
        <TextInput
          size="xs"
          label={words.from}
          placeholder="0,00"
          inputMode="decimal"
          value={from}
          error={least === null && words.notAnAmount}
          data-autofocus
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          size="xs"
          label={words.to}
          placeholder="0,00"
          inputMode="decimal"
          value={to}
          error={most === null && words.notAnAmount}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
      </div>
      <Button type="submit" size="xs" mt={8} disabled={least === null || most === null}>
        {words.apply}
      </Button>
    </form>
  )
}
