import { Failure } from '../words/failure.ts'
import { mayBeOneOrder, mayRefuseOneOrder } from './http-failure.ts'

/**
 * The identifier of the first order behind `after`, when the shop fails to load it and so cannot tell it: by asking for
 * narrower and narrower stretches of identifiers, of which those without the order are empty and those with it fail.
 * Usually it is the very next one. Null when no request fails any more.
 * @param read how many orders the shop shows behind `after` and up to an identifier, of which one is asked for
 * @param highest identifiers beyond are none of the platform's
 */
export async function findBrokenOrder(
  read: (upTo: number) => Promise<number>,
  after: number,
  highest: number,
): Promise<number | null> {
  let below = after
  let step = 1
  while ((await stretch(read, below + step)) === 'empty') {
    below += step
    step *= 2
    if (below > highest) return null
  }
  let found = below + step
  // It is behind `below`, and not behind `found`.
  while (found - below > 1) {
    const middle = Math.floor((below + found) / 2)
    const answer = await stretch(read, middle)
    if (answer === 'orders') return null
    if (answer === 'empty') below = middle
    else found = middle
  }
  return (await stretch(read, found)) === 'fails' ? found : null
}

async function stretch(
  read: (upTo: number) => Promise<number>,
  upTo: number,
): Promise<'empty' | 'orders' | 'fails'> {
  try {
    return (await read(upTo)) === 0 ? 'empty' : 'orders'
  } catch (error) {
    if (error instanceof Failure && (mayBeOneOrder(error) || mayRefuseOneOrder(error))) return 'fails'
    throw error
  }
}
