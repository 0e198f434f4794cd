import { Button } from '@mantine/core'
import { useEffect } from 'react'
import { Dialog } from '../parts/dialog.tsx'
import { useTexts } from '../state/app-store.ts'
import { hasUnsaved, saveEdit, stopEdit, useSheet } from './order-sheet-store.ts'

/** Asks what becomes of unsaved changes before anything else is shown. */
export function LeaveDialog({ number }: { readonly number: string }) {
  const texts = useTexts()
  const words = texts.order
  const leaving = useSheet((state) => state.leaving)
  const stay = () => useSheet.setState({ leaving: null })
  useHeldWindow()

  function leave(): void {
    stay()
    stopEdit()
    leaving?.()
  }

  async function saveFirst(): Promise<void> {
    stay()
    if (await saveEdit()) leaving?.()
  }

  return (
    <Dialog opened={leaving !== null} onClose={stay} title={words.leaveTitle}>
      <p>{words.leaveText(number)}</p>
      <div className="dialog-buttons">
        <Button variant="default" onClick={stay}>
          {words.stay}
        </Button>
        <Button variant="default" onClick={leave}>
          {words.leave}
        </Button>
        <Button data-autofocus onClick={() => void saveFirst()}>
          {words.saveAndLeave}
        </Button>
      </div>
    </Dialog>
  )
}

/** Main asks before it closes a window that refuses to go (`main/app/windows.ts`). */
function useHeldWindow(): void {
  useEffect(() => {
    const hold = (event: BeforeUnloadEvent) => {
      if (hasUnsaved()) event.preventDefault()
    }
    window.addEventListener('beforeunload', hold)
    return () => window.removeEventListener('beforeunload', hold)
  }, [])
}
