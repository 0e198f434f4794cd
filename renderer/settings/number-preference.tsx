import { NumberInput } from '@mantine/core'
import { useState } from 'react'

interface NumberPreferenceProps {
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly unit: string
  readonly onSave: (value: number) => void
}

/** A whole number, saved when it is left or confirmed; what is out of bounds falls back to what was saved. */
export function NumberPreference({ label, value, min, max, unit, onSave }: NumberPreferenceProps) {
  const [typed, setTyped] = useState<string | number>(value)
  function save(): void {
    const valid = typeof typed === 'number' && Number.isInteger(typed) && typed >= min && typed <= max
    if (!valid) setTyped(value)
    else if (typed !== value) onSave(typed)
  }
  return (
    <NumberInput
      aria-label={label}
      maw={200}
      value={typed}
      onChange={setTyped}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === 'Enter') save()
      }}
      min={min}
      max={max}
      allowDecimal={false}
      allowNegative={false}
      suffix={` ${unit}`}
    />
  )
}
