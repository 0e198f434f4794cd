import { Checkbox } from '@mantine/core'
import { useEffect, useState } from 'react'
import { stateNameOf } from '../../main/texts/state-name.ts'
import { type WordColumn, wordFilters } from '../../main/words/order-search.ts'
import { request } from '../client.ts'
import { useApp, useTexts } from '../state/app-store.ts'
import { wordName } from './filter-words.ts'
import { changeSearch, useOrderList } from './order-list-store.ts'
import { useRemovedShops } from './removed-shops.ts'

/** The filter by shop. */
export function ShopChoice() {
  const texts = useTexts()
  const shops = useApp((state) => state.shops)
  const removed = useRemovedShops((state) => state.shops)
  const chosen = useOrderList((state) => state.search.shopIds)
  const gone = removed.map(({ id, name }) => ({ value: id, name: texts.search.removedShop(name) }))
  return (
    <Choices
      options={[...shops.map(({ id, name }) => ({ value: id, name })), ...gone]}
      chosen={chosen}
      onChange={(shopIds) => void changeSearch({ shopIds })}
    />
  )
}

/** The states that the orders of the archive have. */
export function StateChoice() {
  const texts = useTexts()
  const shops = useApp((state) => state.shops)
  const chosen = useOrderList((state) => state.search.states)
  const [states, setStates] = useState<readonly string[]>([])
  useEffect(() => {
    void request('orders.states', undefined).then((answer) => answer.ok && setStates(answer.value))
  }, [])
  const options = [...new Set([...states, ...(chosen ?? [])])]
    .map((state) => ({ value: state, name: stateNameOf(texts, shops, { shopId: 0, state }) }))
    .sort((a, b) => a.name.localeCompare(b.name, texts.language))
  return <Choices options={options} chosen={chosen} onChange={(states) => void changeSearch({ states })} />
}

/** The words that the orders of the archive have in a column. */
export function WordChoice({ column }: { readonly column: WordColumn }) {
  const texts = useTexts()
  const filter = wordFilters[column]
  const chosen = useOrderList((state) => state.search[filter])
  const [words, setWords] = useState<readonly string[]>([])
  useEffect(() => {
    void request('orders.words', { column }).then((answer) => answer.ok && setWords(answer.value))
  }, [column])
  const options = [...new Set([...words, ...(chosen ?? [])])]
    .map((word) => ({ value: word, name: wordName(column, word, texts) }))
    .sort((a, b) => a.name.localeCompare(b.name, texts.language))
  return (
    <Choices options={options} chosen={chosen} onChange={(all) => void changeSearch({ [filter]: all })} />
  )
}

/** The tags that orders have (R43). */
export function TagChoice() {
  const { search } = useTexts()
  const chosen = useOrderList((state) => state.search.tags)
  const [inUse, setInUse] = useState<readonly string[] | null>(null)
  useEffect(() => {
    void request('orders.tags', undefined).then(
      (answer) => answer.ok && setInUse(answer.value.map(({ tag }) => tag)),
    )
  }, [])
  const options = [...new Set([...(inUse ?? []), ...(chosen ?? [])])].map((tag) => ({
    value: tag,
    name: tag,
  }))
  if (inUse !== null && options.length === 0) return <p className="dim">{search.filters.noTags}</p>
  return <Choices options={options} chosen={chosen} onChange={(tags) => void changeSearch({ tags })} />
}

interface ChoicesProps<Value> {
  readonly options: readonly { readonly value: Value; readonly name: string }[]
  readonly chosen: readonly Value[] | null
  readonly onChange: (chosen: readonly Value[] | null) => void
}

function Choices<Value extends string | number>({ options, chosen, onChange }: ChoicesProps<Value>) {
  return options.map(({ value, name }) => (
    <Checkbox
      key={value}
      size="xs"
      label={name}
      checked={chosen?.includes(value) ?? false}
      onChange={(event) => {
        const others = (chosen ?? []).filter((other) => other !== value)
        const all = event.currentTarget.checked ? [...others, value] : others
        onChange(all.length === 0 ? null : all)
      }}
    />
  ))
}
