import type { Texts } from '../shape.ts'

export const refunds: Texts['refunds'] = {
  easyfatt: {
    rest: (order) => `Rimborso dell’ordine ${order}`,
    about: (order, day, amount) => `Rimborso di ${amount} sull’ordine ${order} del ${day}`,
  },
}
