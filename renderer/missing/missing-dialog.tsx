import { Button, Modal, Select, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useApp, useTexts } from '../state/app-store.ts'
import { ask, stopAsking, useMissing } from '../state/missing-store.ts'
import { closeDialog, useNavigation } from '../state/navigation-store.ts'
import classes from './missing-dialog.module.css'
import { ShopAnswer } from './shop-answer.tsx'

/** Utilità → Perché manca? (R17). */
export function MissingDialog() {
  const texts = useTexts()
  const opened = useNavigation((state) => state.dialog === 'missing')
  return (
    <Modal
      opened={opened}
      onClose={() => {
        stopAsking()
        closeDialog()
      }}
      size={640}
      title={texts.missing.title}
      closeButtonProps={{ 'aria-label': texts.common.close }}
    >
      <Content />
    </Modal>
  )
}

function Content() {
  const texts = useTexts()
  const words = texts.missing
  const shops = useApp((state) => state.shops)
  const { number, shopId, asked, shops: says } = useMissing()
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
