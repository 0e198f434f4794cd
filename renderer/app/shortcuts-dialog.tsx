import { Kbd } from '@mantine/core'
import { Dialog } from '../parts/dialog.tsx'
import { useApp, useTexts } from '../state/app-store.ts'
import { closeDialog, useNavigation } from '../state/navigation-store.ts'
import classes from './shortcuts-dialog.module.css'

/** Utilità → Help → Scorciatoie. */
export function ShortcutsDialog() {
  const texts = useTexts()
  const { shortcuts } = texts.common
  const opened = useNavigation((state) => state.dialog === 'shortcuts')
  const { keyNames } = texts.common
  const control = useApp((state) => (state.start.os === 'macos' ? '⌘' : 'Ctrl'))
  const keys: readonly (readonly [readonly string[], string])[] = [
    [[control, 'D'], shortcuts.download],
    [[control, 'F'], shortcuts.search],
    [[control, 'L'], shortcuts.log],
    [[control, keyNames.shift, 'F'], shortcuts.missing],
    [[control, ','], shortcuts.settings],
    [['F1'], shortcuts.manual],
    [[control, '/'], shortcuts.list],
    [['↑', '↓'], shortcuts.move],
    [[keyNames.enter], shortcuts.open],
    [[control, 'A'], shortcuts.all],
    [[control, 'C'], shortcuts.copy],
    [[keyNames.shift, 'F10'], shortcuts.menu],
    [[keyNames.shift, '←', '→'], shortcuts.column],
    [['1', '2', '3'], shortcuts.mark],
    [['4'], shortcuts.tags],
    [[control, 'Z'], shortcuts.undo],
    [[control, 'S'], shortcuts.save],
    [[control, 'Enter'], shortcuts.saveAndNext],
    [[control, '⇧', 'C'], shortcuts.copyAddress],
    [['Esc'], shortcuts.close],
  ]
  return (
    <Dialog opened={opened} onClose={closeDialog} title={shortcuts.title}>
      <dl className={classes.list}>
        {keys.map(([combination, meaning]) => (
          <div key={meaning} className={classes.line}>
            <dt>
              {combination.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
