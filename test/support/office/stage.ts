/** A process: what it waits for never comes once it was killed, and not while its computer sleeps. */
export interface Life {
  readonly name: string
  isOver: boolean
  isAsleep: boolean
}

interface Gate {
  readonly life: Life
  readonly label: string
  readonly open: () => void
}

const lastKept = 60

/**
 * Lets one thing happen at a time, whichever the seed picks: whoever goes on waits at a gate. What really takes time (the
 * server's answers) is waited for, so that the same seed gives the same order.
 */
export class Stage {
  /** The time that nobody in the play can see, ms. */
  now = Date.UTC(2026, 10, 25, 8)
  readonly steps: string[] = []
  /** Nothing is lost on its way any more. */
  isWell = false
  private readonly last: string[] = []
  private readonly gates: Gate[] = []
  private readonly busy = new Set<Promise<unknown>>()
  private readonly late: (() => Promise<void>)[] = []

  readonly random: () => number

  constructor(random: () => number) {
    this.random = random
  }

  say(step: string): void {
    this.steps.push(step)
  }
  /** The steps, and the last gates that were opened. */
  story(): string {
    return [...this.steps, 'the last gates:', ...this.last].join('\n')
  }
  chance(of: number): boolean {
    return this.random() < of
  }
  below(count: number): number {
    return Math.floor(this.random() * count)
  }
  pick<Item>(items: readonly Item[]): Item | undefined {
    return items[this.below(items.length)]
  }

  /** Waits for its turn. */
  gate(life: Life, label: string): Promise<void> {
    if (life.isOver) return new Promise(() => undefined)
    return new Promise((open) => this.gates.push({ life, label, open }))
  }
  /** Something that takes real time. */
  async real<Result>(work: Promise<Result>): Promise<Result> {
    this.busy.add(work)
    try {
      return await work
    } finally {
      this.busy.delete(work)
    }
  }
  /** Comes to pass when nobody expects it any more: a message that was long on its way. */
  later(work: () => Promise<unknown>): void {
    this.late.push(async () => {
      await this.real(work()).catch(() => undefined)
    })
  }

  /** Opens one gate. @returns false: nobody waits who could go on */
  async turn(): Promise<boolean> {
    const open = this.gates.filter(({ life }) => !life.isOver && !life.isAsleep)
    const gate = this.pick(open)
    if (gate === undefined) {
      await this.settled()
      return this.gates.some(({ life }) => !life.isOver && !life.isAsleep)
    }
    this.gates.splice(this.gates.indexOf(gate), 1)
    this.last.push(`${gate.life.name}: ${gate.label}`)
    if (this.last.length > lastKept) this.last.shift()
    gate.open()
    await this.settled()
    return true
  }
  async turns(count: number): Promise<void> {
    for (let done = 0; done < count && (await this.turn()); done += 1);
  }
  /** One of those that were long on their way arrives. */
  async arrive(): Promise<void> {
    const [message] = this.late.splice(this.below(this.late.length), 1)
    await message?.()
    await this.settled()
  }
  async allArrive(): Promise<void> {
    while (this.late.length > 0) await this.arrive()
  }
  /** Nothing of the killed goes on. */
  forget(life: Life): void {
    for (const gate of this.gates.filter((one) => one.life === life))
      this.gates.splice(this.gates.indexOf(gate), 1)
  }
  async settled(): Promise<void> {
    do {
      await Promise.allSettled([...this.busy])
      await new Promise((resolve) => setImmediate(resolve))
    } while (this.busy.size > 0)
  }
}
