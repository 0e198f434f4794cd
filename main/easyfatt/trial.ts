import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import type { Texts } from '../texts/shape.ts'
import { trialHeader } from './server.ts'

/** What came, as bytes; or the sentence that came instead. */
export type Tried = { readonly bytes: number } | { readonly sentence: string }

/** Asks an address of this computer as Easyfatt does: the whole year, from number 1. Its documents are not kept. */
export async function tryAddress(url: string, token: string, year: number, texts: Texts): Promise<Tried> {
  const asked = `${url}?appver=2&firstdate=${year}-01-01&lastdate=${year}-12-31&firstnum=1`
  const { trialNoAnswer } = texts.easyfattPull
  return new Promise((resolve) => {
    const sent = request(asked, { headers: { [trialHeader]: token }, agent: false }, (response) => {
      const failed = () => resolve({ sentence: trialNoAnswer })
      if (response.statusCode !== 200) {
        text(response).then((sentence) => resolve({ sentence }), failed)
        return
      }
      let bytes = 0
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length
      })
      response.once('end', () => resolve({ bytes }))
      response.once('error', failed)
    })
    sent.once('error', () => resolve({ sentence: trialNoAnswer }))
    sent.end()
  })
}
