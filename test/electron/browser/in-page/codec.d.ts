export const NOT_CLONEABLE: string
/** The value as text; `special` may take a value over. Throws NOT_CLONEABLE. */
export function encode(value: unknown, special?: (value: unknown) => unknown): string
/** The value that `encode` made the text from. */
export function decode(text: string, special?: (node: unknown) => unknown): unknown
/** The arguments of an IPC message as text. Throws NOT_CLONEABLE for what structured clone refuses. */
export function encodeMessage(values: unknown): string
