import { Modal, type ModalProps } from '@mantine/core'
import { useTexts } from '../state/app-store.ts'

/** A dialog whose button to close it has a name. */
export function Dialog(props: ModalProps) {
  const { common } = useTexts()
  return <Modal closeButtonProps={{ 'aria-label': common.close }} {...props} />
}
