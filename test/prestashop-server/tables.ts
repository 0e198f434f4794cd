/** A row of a resource as the webservice prints it. */
export type Row = Readonly<Record<string, unknown>>

/** The shop's data: rows by resource and id, in the order in which they were put in. */
export interface Tables {
  get(resource: string, id: string): Row | undefined
  put(resource: string, id: string, row: Row): void
  remove(resource: string, id: string): void
  all(resource: string): Iterable<Row>
  /** Rows that have a value in a field; by an index that is built at the first question. */
  having(resource: string, field: string, value: string): readonly Row[]
}

export function tables(): Tables {
  const byResource = new Map<string, Map<string, Row>>()
  const indexes = new Map<string, Map<string, Row[]>>()

  function changed(resource: string): void {
    for (const key of indexes.keys()) if (key.startsWith(`${resource} `)) indexes.delete(key)
  }

  function indexOf(resource: string, field: string): Map<string, Row[]> {
    const known = indexes.get(`${resource} ${field}`)
    if (known) return known
    const index = new Map<string, Row[]>()
    for (const row of byResource.get(resource)?.values() ?? []) {
      const value = String(row[field])
      const rows = index.get(value)
      if (rows) rows.push(row)
      else index.set(value, [row])
    }
    indexes.set(`${resource} ${field}`, index)
    return index
  }

  return {
    get: (resource, id) => byResource.get(resource)?.get(id),
    put(resource, id, row) {
      const rows = byResource.get(resource) ?? new Map<string, Row>()
      byResource.set(resource, rows)
      rows.set(id, row)
      changed(resource)
    },
    remove(resource, id) {
      byResource.get(resource)?.delete(id)
      changed(resource)
    },
    all: (resource) => byResource.get(resource)?.values() ?? [],
    having: (resource, field, value) => indexOf(resource, field).get(value) ?? [],
  }
}
