/** Utilità → Rimborsi da registrare (R49). */
export const refunds = {
  /** In the document itself: always Italian. */
  easyfatt: {
    rest: (order: string) => `Rimborso dell’ordine ${order}`,
    about: (order: string, day: string, amount: string) =>
      `Rimborso di ${amount} sull’ordine ${order} del ${day}`,
  },
}
