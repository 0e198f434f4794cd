/** What a terminal takes for commands (C0 and C1 controls but tab and line end), and what turns the direction of writing. */
const commands = /[\0-\x08\x0B-\x1F\x7F-\x9F\u200E\u200F\u202A-\u202E\u2066-\u2069]/g

/**
 * A line for a terminal: whatever a shop has put into its texts commands nothing. Written as JSON writes such
 * characters (`\\u001b`), so that JSON stays the same JSON.
 */
export function forTerminal(line: string): string {
  return line.replace(commands, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
