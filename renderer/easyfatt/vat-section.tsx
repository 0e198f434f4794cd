import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import framed from '../parts/framed-table.module.css'
import { FormSection } from '../parts/section.tsx'
import { useTexts } from '../state/app-store.ts'
import classes from './easyfatt-page.module.css'
import { type DraftRule, problemOf, usualRows } from './tables-draft.ts'
import { changeTables, useEasyfatt } from './tables-store.ts'
import { VatRow } from './vat-row.tsx'

/** Rate, place and buyer -> Easyfatt's VAT code and class; what no row says stands below them, as it was. */
export function VatSection({ rules }: { readonly rules: readonly DraftRule[] }) {
  const words = useTexts().easyfatt.vat
  const { found, pressed } = useEasyfatt()
  const rates = [...new Set((found?.uses ?? []).map(({ rate }) => rate))]
  const set = (at: number, patch: Partial<DraftRule>) =>
    changeTables({ vat: rules.map((rule, place) => (place === at ? { ...rule, ...patch } : rule)) })
  const add = (rule: DraftRule) => changeTables({ vat: [...rules, rule] })

  // A row that comes is written next, wherever the button for it was.
  const table = useRef<HTMLTableElement>(null)
  const before = useRef(rules.length)
  useEffect(() => {
    if (rules.length > before.current) {
      const boxes = table.current?.querySelectorAll<HTMLInputElement>('input[data-code]')
      boxes?.[rules.length - 1]?.focus()
    }
    before.current = rules.length
  }, [rules.length])

  return (
    <FormSection title={words.title} hint={words.hint}>
      <div className={classes.frame}>
        <table ref={table} className={`${framed.table} ${classes.rows}`} aria-label={words.title}>
          <thead>
            <tr>
              <th scope="col">{words.rate}</th>
              <th scope="col">{words.place}</th>
              <th scope="col">{words.buyer}</th>
              <th scope="col">{words.code}</th>
              <th scope="col">{words.vatClass}</th>
              <th scope="col">
                <span className="visually-hidden">{words.action}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rules.map((rule, at) => (
              <VatRow
                // biome-ignore lint/suspicious/noArrayIndexKey: rows are told apart by their place alone
                key={at}
                rule={rule}
                rates={rates}
                problem={pressed ? problemOf(rules, at) : null}
                onChange={(patch) => set(at, patch)}
                onRemove={() => changeTables({ vat: rules.toSpliced(at, 1) })}
              />
            ))}
            {usualRows(rules, rates).map(({ rate, usual }) => (
              <tr key={rate} className="dim">
                <th scope="row">{words.rateName(rate)}</th>
                <td>{words.places.anywhere}</td>
                <td>{words.buyers.any}</td>
                {usual === null ? (
                  <td colSpan={2} data-missing>
                    {words.noCode}
                  </td>
                ) : (
                  <>
                    <td>{words.usual(usual.code)}</td>
                    <td>{usual.vatClass}</td>
                  </>
                )}
                <td data-end>
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    aria-label={(usual === null ? words.giveOf : words.changeOf)(words.rateName(rate))}
                    onClick={() =>
                      add({
                        rate,
                        place: 'anywhere',
                        buyer: 'any',
                        code: '',
                        vatClass: usual?.vatClass ?? null,
                      })
                    }
                  >
                    {usual === null ? words.give : words.change}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className={classes.actions}>
        <Button
          size="xs"
          variant="light"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => add({ rate: '0', place: 'eu', buyer: 'company', code: '', vatClass: null })}
        >
          {words.add}
        </Button>
      </div>
    </FormSection>
  )
}
