import { IconCopy } from '@tabler/icons-react'
import { request } from '../client.ts'
import { useApp, useTexts } from '../state/app-store.ts'
import { toast, toastFailure } from '../state/toasts.ts'
import { IconButton } from './icon-button.tsx'

interface CopyButtonProps {
  readonly value: string
  /** What it is: *Copia: telefono*. */
  readonly name: string
  /** Said instead. */
  readonly label?: string | undefined
}

/** Puts a value into the clipboard, beside where it stands. */
export function CopyButton({ value, name, label }: CopyButtonProps) {
  const { common } = useTexts()
  return (
    <IconButton
      label={label ?? common.copyNamed(name)}
      icon={<IconCopy size={14} />}
      size={20}
      onClick={() => void copyText(value)}
    />
  )
}

/** Puts a text into the clipboard, and says so. `detail`: what is said beside it. */
export async function copyText(text: string, detail = text): Promise<void> {
  const answer = await request('clipboard.write', { text })
  if (answer.ok) toast(useApp.getState().texts.common.copied, detail)
  else toastFailure(answer.failure)
}
