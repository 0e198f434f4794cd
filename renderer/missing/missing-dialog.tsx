import { Button, Select, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useLayoutEffect } from 'react'
import { Dialog } from '../parts/dialog.tsx'
import { useApp, useTexts } from '../state/app-store.ts'
import { closeDialog, useNavigation } from '../state/navigation-store.ts'
import classes from './missing-dialog.module.css'
import { ask, openMissing, stopAsking, useMissing } from './missing-store.ts'
import { ShopAnswer } from './shop-answer.tsx'

/** Utilità → Perché manca? (R17). */
export function MissingDialog() {
  const texts = useTexts()
  const opened = useNavigation((state) => state.dialog === 'missing')
  return (
    <Dialog
      opened={opened}
      onClose={() => {
        stopAsking()
        closeDialog()
      }}
      size={640}
      title={texts.missing.title}
    >
      <Content />
    </Dialog>
  )
}

function Content() {
  const texts = useTexts()
  const words = texts.missing
  const shops = useApp((state) => state.shops)
  const question = useNavigation((state) => state.missing)
  const { number, shopId, asked, shops: says } = useMissing()
  // Before it is drawn: the answers to the question before are not to be seen.
  useLayoutEffect(() => void openMissing(question.shopId, question.number), [question])
  if (shops.length === 0) return <p>{texts.failures['no-shop']({}).message}</p>
  return (
    <div className={classes.content}>
      <p className="dim">{words.intro}</p>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          void ask()
        }}
      >
        <TextInput
          className={classes.number}
          label={words.number}
          placeholder={words.placeholder}
          value={number}
          maxLength={200}
          spellCheck={false}
          data-autofocus
          onChange={(event) => useMissing.setState({ number: event.currentTarget.value })}
        />
        {shops.length > 1 && (
          <Select
            className={classes.shop}
            label={words.shop}
            data={[
              { value: '', label: texts.common.allShops },
              ...shops.map((shop) => ({ value: String(shop.id), label: shop.name })),
            ]}
            value={shopId === null ? '' : String(shopId)}
            onChange={(value) =>
              useMissing.setState({ shopId: value === null || value === '' ? null : Number(value) })
            }
          />
        )}
        <Button
          type="submit"
          disabled={number.trim() === ''}
          leftSection={<IconSearch size={16} aria-hidden />}
        >
          {words.ask}
        </Button>
      </form>
      {asked !== null && (
        <div className={classes.answers} aria-live="polite">
          {[...says].map(([id, said]) => (
            <ShopAnswer key={id} shop={shops.find((shop) => shop.id === id)} number={asked} says={said} />
          ))}
        </div>
      )}
    </div>
  )
}
