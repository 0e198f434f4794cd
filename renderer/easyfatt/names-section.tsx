import { Checkbox, TextInput } from '@mantine/core'
import type { MethodUse } from '../../main/words/easyfatt-uses.ts'
import { formatCount } from '../../main/words/format.ts'
import framed from '../parts/framed-table.module.css'
import { FormSection } from '../parts/section.tsx'
import { useTexts } from '../state/app-store.ts'
import classes from './easyfatt-page.module.css'
import type { DraftNames } from './tables-draft.ts'
import { changeTables } from './tables-store.ts'

interface NamesSectionProps {
  readonly of: 'payments' | 'carriers'
  readonly names: DraftNames
  readonly methods: readonly MethodUse[]
}

/** Shops that write every parcel's price into its method have thousands. */
const mostShown = 200

/** What the shop's payment or shipping methods are called in Easyfatt; left empty, as it was: by their own names. */
export function NamesSection({ of, names, methods }: NamesSectionProps) {
  const texts = useTexts()
  const words = texts.easyfatt.names
  const known = new Set(methods.map(({ name }) => name))
  // Rows of methods that no order has any more stay.
  const others = Object.keys(names).filter((name) => !known.has(name))
  const shown = methods.filter(({ name }, at) => at < mostShown || names[name] !== undefined)
  const all = [...shown, ...others.map((name) => ({ name, orders: 0 }))]
  const title = words.titles[of]

  function set(name: string, to: string | null): void {
    const { [name]: _, ...rest } = names
    changeTables({ [of]: to === null ? rest : { ...rest, [name]: to } })
  }

  return (
    <FormSection title={title} hint={words.hints[of]}>
      {all.length === 0 ? (
        <p className="dim">{words.none}</p>
      ) : (
        <div className={classes.frame}>
          <table className={`${framed.table} ${classes.names}`} aria-label={title}>
            <thead>
              <tr>
                <th scope="col">{words.own}</th>
                <th scope="col" data-end>
                  {words.orders}
                </th>
                <th scope="col">{words.inEasyfatt}</th>
                {of === 'carriers' && (
                  <th scope="col">
                    <span className="visually-hidden">{words.nothing}</span>
                  </th>
                )}
              </tr>
            </thead>
            <tbody>
              {all.map(({ name, orders }) => {
                const to = names[name]
                return (
                  <tr key={name}>
                    <th scope="row" className={classes.own} title={name}>
                      {name}
                    </th>
                    <td data-end>{formatCount(orders, texts.language)}</td>
                    <td>
                      <TextInput
                        size="xs"
                        className={classes.name}
                        aria-label={words.nameOf(name)}
                        placeholder={
                          to === '' ? words.nothing : of === 'payments' ? words.asItWas(name) : name
                        }
                        disabled={to === ''}
                        maxLength={200}
                        value={to ?? ''}
                        onChange={({ currentTarget: { value } }) => set(name, value === '' ? null : value)}
                      />
                    </td>
                    {of === 'carriers' && (
                      <td>
                        <Checkbox
                          size="xs"
                          label={words.nothing}
                          aria-label={words.nothingOf(name)}
                          checked={to === ''}
                          onChange={({ currentTarget: { checked } }) => set(name, checked ? '' : null)}
                        />
                      </td>
                    )}
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      )}
      {shown.length < methods.length && <p className="dim">{words.commonest(mostShown)}</p>}
    </FormSection>
  )
}
