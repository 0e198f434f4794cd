import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

interface Schema {
  readonly $ref?: string
  readonly type?: string
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
}

interface OpenApi {
  readonly definitions: Readonly<Record<string, Schema>>
  readonly paths: Readonly<
    Record<string, { readonly get?: { readonly parameters?: readonly { readonly name: string }[] } }>
  >
}

const file = fileURLToPath(
  new URL('../../../shared/schemas/magento-2.4.8-orders.openapi.json', import.meta.url),
)

/**
 * Adobe's OpenAPI description of the orders' API of 2.4.8; it is too large for the repository. Null where it is absent:
 * tests that need it say that they skip.
 */
export const description: OpenApi | null = existsSync(file)
  ? (JSON.parse(readFileSync(file, 'utf8')) as OpenApi)
  : null

/** The names that a definition declares. */
export function declaredNames(definition: string): ReadonlySet<string> {
  return new Set(Object.keys(description?.definitions[definition]?.properties ?? {}))
}

/** The parameters that `GET /V1/orders` declares, with every index written as 0. */
export function declaredParameters(): ReadonlySet<string> {
  return new Set(description?.paths['/V1/orders']?.get?.parameters?.map(({ name }) => name) ?? [])
}

/**
 * What in a value is not as a definition says: names it does not have, types, things required and missing. Null stands
 * for what is required and empty: the real API prints it so (`payment.account_status`).
 */
export function differences(value: unknown, definition: string): readonly string[] {
  const found: string[] = []
  check(value, { $ref: `#/definitions/${definition}` }, definition, found)
  return found
}

function check(value: unknown, schema: Schema, path: string, found: string[]): void {
  const { $ref } = schema
  if ($ref !== undefined) {
    const target = description?.definitions[$ref.slice('#/definitions/'.length)]
    if (target === undefined) throw new Error(`The description has no ${$ref}`)
    check(value, target, path, found)
    return
  }
  if (!isOfType(value, schema.type)) {
    found.push(`${path}: ${JSON.stringify(value)?.slice(0, 40)} is no ${schema.type}`)
    return
  }
  if (Array.isArray(value)) {
    value.forEach((item, index) => {
      check(item, schema.items ?? {}, `${path}[${index}]`, found)
    })
    return
  }
  if (typeof value !== 'object' || value === null || schema.properties === undefined) return
  const required = schema.required ?? []
  for (const name of required) if (!(name in value)) found.push(`${path}.${name} is missing`)
  for (const [name, inner] of Object.entries(value)) {
    const declared = schema.properties[name]
    if (declared === undefined) found.push(`${path}.${name} is not declared`)
    else if (inner !== null || !required.includes(name)) check(inner, declared, `${path}.${name}`, found)
  }
}

function isOfType(value: unknown, type: string | undefined): boolean {
  switch (type) {
    case undefined:
      return true
    case 'integer':
      return Number.isInteger(value)
    case 'array':
      return Array.isArray(value)
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value)
    default:
      return typeof value === type
  }
}
