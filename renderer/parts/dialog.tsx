import { Modal, type ModalProps } from '@mantine/core'
import { useEffect } from 'react'
import { useTexts } from '../state/app-store.ts'

/** A dialog whose button to close it has a name; the keyboard goes on where it was before. */
export function Dialog(props: ModalProps) {
  const { common } = useTexts()
  const { opened } = props
  // A dialog that is drawn only while it is open takes Mantine's own return with it.
  useEffect(() => {
    if (!opened) return
    const before = document.activeElement
    return () => {
      if (document.activeElement === document.body && before instanceof HTMLElement) before.focus()
    }
  }, [opened])
  return <Modal closeButtonProps={{ 'aria-label': common.close }} {...props} />
}
