import { plainLines } from '../plain-words.ts'
import { type Fields, isFields, isNothing, type Reader } from '../reader.ts'
import { attributesIn, looseText } from './attributes.ts'

/** It stands in Italian notes. */
const words = { purchaseOrder: 'Ordine del cliente' }

/**
 * The customer's remark, what checkouts with a field of their own for it keep beside it (Bold, Amasty, Mageplaza ...), the
 * messages of gifts (of the order, and of each product), and the number of a business's own order.
 */
export function noteOf(reader: Reader, json: Fields, extension: Fields): string {
  const ofItems = reader.list(json, 'items', '').flatMap((row, index) => {
    const path = `items[${index}].`
    const own = reader.record(row, 'extension_attributes', path)
    if (isNothing(own)) return []
    const texts = [...remarksIn(own), messageOf(reader, own, `${path}extension_attributes.`)]
    const name = reader.text(row, 'name', path)
    return texts.filter((text) => text !== '').map((text) => `${name}: ${text}`)
  })
  const purchaseOrder = isFields(json.payment) ? looseText(json.payment.po_number) : ''
  const notes = [
    reader.text(json, 'customer_note', ''),
    ...remarksIn(extension),
    messageOf(reader, extension, 'extension_attributes.'),
    ...ofItems,
    purchaseOrder === '' ? '' : `${words.purchaseOrder}: ${purchaseOrder}`,
  ]
  return [...new Set(notes.map(plainLines))].filter((text) => text.trim() !== '').join('\n')
}

const isRemark = /(^|_)(comments?|notes?|remarks?|instructions?|commento|commenti|dedica)$/
const isDay =
  /((delivery|pick_?up|consegna|ritiro)(_?date)?_?(date|day|time\w*|slot)|(data|giorno|ora|orario|fascia)_(\w+_)?(consegna|ritiro))$/

/** What the shop wrote or reckoned, or a program about something else than the order. */
const isShops =
  /admin|intern|staff|seller|fraud|risk|error|status|refund|memo|invoice|payment|customer_note_notify|estimat|expected|(^|_)(is|has|can|max|min)_/

/** Remarks, and the day or the hour that was asked for: no number of seconds. */
function remarksIn(extension: Fields): readonly string[] {
  return attributesIn(extension).flatMap(([field, text]): readonly string[] => {
    const name = field.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase()
    if (isShops.test(name) || !/^[^[{]/.test(text)) return []
    if (isRemark.test(name)) return /\p{L}/u.test(text) ? [text] : []
    const day = /^(?!\d{9,}$)(?=.*\d).{4,60}$/.test(text) ? isDay.exec(name) : null
    return day === null ? [] : [`${day[0].replaceAll('_', ' ')}: ${text}`]
  })
}

/** `Auguri! (Anna → Bruno)`: from whom and for whom, where they said. */
function messageOf(reader: Reader, fields: Fields, path: string): string {
  if (typeof fields.gift_message === 'string') return fields.gift_message
  const gift = reader.record(fields, 'gift_message', path)
  const message = reader.text(gift, 'message', `${path}gift_message.`)
  const [sender, recipient] = [looseText(gift.sender), looseText(gift.recipient)]
  if (message === '' || (sender === '' && recipient === '')) return message
  return `${message} (${[sender, recipient].join(' → ').trim()})`
}
