import { MessagePort } from 'node:worker_threads'

/**
 * Ports, and bytes that an argument is or holds, such as the raw answers (`RunPage.raw`) of a third of a megabyte each,
 * are moved to the other thread, not copied: a download would otherwise leave gigabytes for the garbage collector.
 * Their sender cannot read them afterwards.
 */
export function handedOver(args: readonly unknown[]): (ArrayBuffer | MessagePort)[] {
  return args.flatMap((argument): (ArrayBuffer | MessagePort)[] => {
    if (argument instanceof MessagePort) return [argument]
    if (argument === null || typeof argument !== 'object') return []
    return ArrayBuffer.isView(argument) ? bufferOf(argument) : Object.values(argument).flatMap(bufferOf)
  })
}

/** What is to be moved of a value that crosses to another thread: bytes are, where they lie by themselves. */
export function bufferOf(value: unknown): ArrayBuffer[] {
  return value instanceof Uint8Array && value.buffer instanceof ArrayBuffer && hasBufferToItself(value)
    ? [value.buffer]
    : []
}

/** Whether these bytes are most of their buffer: pieces of the one that Node shares out are less than half of it. */
export function hasBufferToItself(bytes: Uint8Array): boolean {
  return bytes.byteLength * 2 > bytes.buffer.byteLength
}
