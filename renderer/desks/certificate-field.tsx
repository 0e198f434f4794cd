import { Button, FileButton, Textarea } from '@mantine/core'
import { IconFile } from '@tabler/icons-react'
import { useTexts } from '../state/app-store.ts'
import { toast } from '../state/toasts.ts'
import classes from './desks.module.css'
import { changeDraft } from './join-store.ts'

/** As long as the longest that main takes. */
const mostLength = 100_000

/** The server's certificate: pasted, or out of a file. */
export function CertificateField({ certificate }: { readonly certificate: string }) {
  const words = useTexts().desks.form

  async function take(file: File | null): Promise<void> {
    if (file === null) return
    if (file.size > mostLength) toast(words.certificateTooLong, file.name, true)
    else changeDraft({ certificate: (await file.text()).trim() })
  }

  return (
    <div className={classes.certificate}>
      <Textarea
        label={words.certificate}
        description={words.certificateHint}
        value={certificate}
        maxLength={mostLength}
        rows={3}
        spellCheck={false}
        classNames={{ input: classes.pem ?? '' }}
        onChange={(event) => changeDraft({ certificate: event.currentTarget.value })}
      />
      <FileButton accept=".pem,.crt,.cer" onChange={(file) => void take(file)}>
        {(props) => (
          <Button
            {...props}
            size="xs"
            variant="default"
            leftSection={<IconFile size={16} aria-hidden />}
            className={classes.file}
          >
            {words.certificateFile}
          </Button>
        )}
      </FileButton>
    </div>
  )
}
