import { Button } from '@mantine/core'
import { IconMoodSad } from '@tabler/icons-react'
import { Component, type ReactNode } from 'react'
import { request } from '../client.ts'
import classes from '../parts/start-page.module.css'
import { useTexts } from '../state/app-store.ts'

interface Props {
  readonly children: ReactNode
}

/** What cannot be drawn is said, with the ways on, instead of an empty window; and written down. */
export class PageFailureGuard extends Component<Props, { readonly failed: boolean }> {
  override state = { failed: false }

  static getDerivedStateFromError() {
    return { failed: true }
  }

  override componentDidCatch(error: unknown): void {
    const { message, stack = '' } = error instanceof Error ? error : new Error(String(error))
    void request('app.pageFailed', { message: message.slice(0, 2000), stack: stack.slice(0, 8000) })
  }

  override render() {
    return this.state.failed ? <PageFailure /> : this.props.children
  }
}

function PageFailure() {
  const texts = useTexts()
  return (
    <main className={classes.page}>
      <div className={classes.inner} role="alert">
        <IconMoodSad size={48} stroke={1.4} className={classes.mark} aria-hidden />
        <h1 className={classes.title}>{texts.native.crashed.page}</h1>
        <p className={classes.text}>{texts.native.crashed.pageText}</p>
        <div>
          <Button onClick={() => location.reload()}>{texts.common.retry}</Button>{' '}
          <Button variant="default" onClick={() => void request('app.restart', undefined)}>
            {texts.common.restart}
          </Button>
        </div>
      </div>
    </main>
  )
}
