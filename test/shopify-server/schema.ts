import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { buildSchema, type GraphQLSchema } from 'graphql'

/** Shopify's own schema: not ours to keep, so it lies beside the checkout. */
const schemaFile = fileURLToPath(
  new URL('../../../shared/schemas/shopify-admin-2026-01.graphql', import.meta.url),
)

/** Where it is absent, the tests that need it are skipped, and say so by their names. */
export const schemaThere = existsSync(schemaFile)
export const skipNote = schemaThere ? '' : ` (skipped: ${schemaFile} is not here)`

let built: GraphQLSchema | null = null

/** Built once a process: it takes a second. */
export function shopifySchema(): GraphQLSchema {
  built ??= buildSchema(readFileSync(schemaFile, 'utf8'), { assumeValid: true })
  return built
}
