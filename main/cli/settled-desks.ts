import type { Program } from '../program/program.ts'
import type { DesksView } from '../words/desks.ts'

/** The server is heard, or said not to answer, before that. */
const patienceMs = 15_000

/** How the desks are doing once it is known whether the server answers: a command has only just begun to look for it. */
export async function settledDesks(desks: Pick<Program['desks'], 'view' | 'onChange'>): Promise<DesksView> {
  const isKnown = (view: DesksView) => !view.joined || view.state !== 'offline' || view.failure !== null
  const known = Promise.withResolvers<void>()
  const look = () =>
    void desks.view().then((view) => {
      if (isKnown(view)) known.resolve()
    }, known.reject)
  const forget = desks.onChange(look)
  const timer = setTimeout(known.resolve, patienceMs)
  look()
  await known.promise.finally(() => {
    forget()
    clearTimeout(timer)
  })
  return desks.view()
}
