import { readFile } from 'node:fs/promises'
import { failure, type InputProblem } from '../words/failure.ts'
import { readStandardInput } from './standard-input.ts'

/**
 * An object in a JSON file, or on standard input (`-`).
 * @param option which names the file
 * @param problem what it is, where it is none
 * @throws Failure `input-invalid`, `file-unreadable`, `cancelled`
 */
export async function readJson(
  file: string,
  option: string,
  problem: InputProblem,
  signal: AbortSignal,
): Promise<object> {
  // The thing itself, keys and all, where its file is meant.
  if (/[{"\n]/.test(file)) throw failure('input-invalid', { field: option, problem: 'not-a-file' })
  const field = file === '-' ? 'stdin' : file
  let content: string
  try {
    content = file === '-' ? await readStandardInput(signal) : await readFile(file, 'utf8')
  } catch (error) {
    if (signal.aborted) throw failure('cancelled', {}, error)
    throw failure('file-unreadable', { file }, error)
  }
  const value = parsed(content, field)
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw failure('input-invalid', { field, problem })
  return value
}

function parsed(content: string, field: string): unknown {
  try {
    return JSON.parse(content.replace(/^\uFEFF/, ''))
  } catch (error) {
    if (error instanceof SyntaxError) throw failure('input-invalid', { field, problem: 'not-json' })
    throw error
  }
}
