import { Button } from '@mantine/core'
import { IconFlag, IconMoodEmpty, IconPackage } from '@tabler/icons-react'
import { isNarrow } from '../../main/words/search-period.ts'
import { EmptyState } from '../parts/empty-state.tsx'
import { useTexts } from '../state/app-store.ts'
import { isLikeNumber, KnownNumber } from './known-number.tsx'
import { everySearch, findOrders, useOrderList } from './order-list-store.ts'

/** Why there is nothing, and how to find more. */
export function NothingFound() {
  const texts = useTexts()
  const words = texts.search
  const search = useOrderList((state) => state.search)
  if (!isNarrow(search)) {
    return (
      <EmptyState icon={<IconPackage size={32} stroke={1.5} />} title={words.empty} text={words.emptyText} />
    )
  }
  if (search.check && !isNarrow({ ...search, check: false })) {
    return (
      <EmptyState
        icon={<IconFlag size={32} stroke={1.5} />}
        title={texts.checks.nothing}
        text={texts.checks.nothingText}
      />
    )
  }
  const filtered = isNarrow({ ...search, text: '' })
  const typed = search.text.trim()
  return (
    <EmptyState
      icon={<IconMoodEmpty size={32} stroke={1.5} />}
      title={words.nothingFound}
      text={filtered ? words.nothingFoundFiltered : words.nothingFoundText}
    >
      {isLikeNumber(typed) && <KnownNumber number={typed} />}
      {filtered && typed !== '' && (
        <Button
          variant="default"
          size="xs"
          onClick={() => void findOrders({ ...everySearch, text: search.text })}
        >
          {words.withoutFilters}
        </Button>
      )}
      <Button variant="default" size="xs" onClick={() => void findOrders(everySearch)}>
        {filtered ? words.widen : words.clearText}
      </Button>
    </EmptyState>
  )
}
