import { Button, Progress } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { countryName } from '../../main/words/country-name.ts'
import { vatCodeFor } from '../../main/words/easyfatt-codes.ts'
import type { VatUse } from '../../main/words/easyfatt-uses.ts'
import { formatCount } from '../../main/words/format.ts'
import { request } from '../client.ts'
import framed from '../parts/framed-table.module.css'
import { FormSection } from '../parts/section.tsx'
import { useTexts } from '../state/app-store.ts'
import classes from './easyfatt-page.module.css'
import { type DraftRule, isForSame, ruleForNeed, wholeRules } from './tables-draft.ts'
import { changeTables, searchOrders, stopSearch, useEasyfatt } from './tables-store.ts'

/** *Cerca negli ordini*: what the shop's orders want codes for, what has none first. */
export function VatFound({ rules }: { readonly rules: readonly DraftRule[] }) {
  const texts = useTexts()
  const words = texts.easyfatt.found
  const { found, searching } = useEasyfatt()
  const count = (value: number) => formatCount(value, texts.language)
  return (
    <FormSection title={words.title} hint={words.hint}>
      <div className={classes.actions}>
        {searching === null ? (
          <Button
            size="xs"
            variant="light"
            leftSection={<IconSearch size={16} aria-hidden />}
            onClick={() => void searchOrders()}
          >
            {words.search}
          </Button>
        ) : (
          <>
            <Progress
              data-grow
              value={searching.expected === 0 ? 100 : (100 * searching.read) / searching.expected}
              animated={searching.expected === 0}
              aria-label={words.progressLabel}
            />
            <span className="dim num">
              {words.progress(count(searching.read), count(searching.expected))}
            </span>
            <Button size="xs" variant="default" onClick={stopSearch}>
              {words.stop}
            </Button>
          </>
        )}
        {found !== null && searching === null && (
          <span className="dim" role="status">
            {found.whole ? words.read(found.read, count(found.read)) : words.readPart(count(found.read))}
          </span>
        )}
      </div>
      {found !== null && found.uses.length > 0 && <FoundTable uses={found.uses} rules={rules} />}
    </FormSection>
  )
}

interface FoundTableProps {
  readonly uses: readonly VatUse[]
  readonly rules: readonly DraftRule[]
}

function FoundTable({ uses, rules }: FoundTableProps) {
  const texts = useTexts()
  const { vat, found: words, need: needName } = texts.easyfatt
  const whole = wholeRules(rules)
  const rows = uses.map((use) => {
    const code = vatCodeFor(whole, use)
    // Its row is there, and not written yet.
    const waits = code === null && rules.some((rule) => isForSame(rule, ruleForNeed(use)))
    return { use, code, waits }
  })
  // In the order of how many orders, twice.
  const sorted = [...rows.filter(({ code }) => code === null), ...rows.filter(({ code }) => code !== null)]
  return (
    <div className={classes.frame}>
      <table className={`${framed.table} ${classes.rows}`} aria-label={words.title}>
        <thead>
          <tr>
            <th scope="col">{vat.rate}</th>
            <th scope="col">{words.country}</th>
            <th scope="col">{vat.buyer}</th>
            <th scope="col" data-end>
              {texts.easyfatt.names.orders}
            </th>
            <th scope="col">{vat.code}</th>
            <th scope="col">
              <span className="visually-hidden">{vat.action}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {sorted.map(({ use, code, waits }) => (
            <tr key={needName(use)}>
              <th scope="row">{vat.rateName(use.rate)}</th>
              <td>{use.country === '' ? words.noCountry : countryName(use.country, texts.language)}</td>
              <td>{use.company ? vat.buyers.company : vat.buyers.private}</td>
              <td data-end>
                <Button
                  size="compact-xs"
                  variant="subtle"
                  aria-label={words.showOrders(use.orders, formatCount(use.orders, texts.language))}
                  onClick={() => showOrders(use)}
                >
                  {formatCount(use.orders, texts.language)}
                </Button>
              </td>
              <td data-missing={code === null || undefined}>
                {code === null ? words.missing : code.usual ? vat.usual(code.code) : code.code}
              </td>
              <td data-end>
                {waits && <span className="dim">{words.waiting}</span>}
                {code === null && !waits && (
                  <Button
                    size="compact-xs"
                    variant="light"
                    aria-label={vat.giveOf(needName(use))}
                    onClick={() => changeTables({ vat: [...rules, ruleForNeed(use)] })}
                  >
                    {vat.give}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function showOrders({ orderIds }: VatUse): void {
  void request('windows.search', { runId: null, orderId: null, orderIds: [...orderIds] })
}
