// Runs in Node and, as text, in the page: no imports. Values travel between processes and worlds as this JSON
// table of nodes, because it keeps what structured clone keeps (Date, Map, undefined, cycles, typed arrays ...).

/** What Electron says when a value is not structured-cloneable. */
export const NOT_CLONEABLE = 'An object could not be cloned.'

const VIEWS = {
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
  DataView,
}

function toBase64(bytes) {
  if (typeof Buffer !== 'undefined')
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
  let binary = ''
  for (let i = 0; i < bytes.length; i += 32768) binary += String.fromCharCode(...bytes.subarray(i, i + 32768))
  return btoa(binary)
}

function fromBase64(text) {
  if (typeof Buffer !== 'undefined') return Uint8Array.from(Buffer.from(text, 'base64'))
  // By hand: `from` goes through a megabyte character by character, in seconds.
  const binary = atob(text)
  const bytes = new Uint8Array(binary.length)
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at)
  return bytes
}

/**
 * The value as text. `special(value)` may take over a value (the bridge: functions, promises) by returning a
 * JSON-able node; what is neither taken over nor structured-cloneable throws NOT_CLONEABLE.
 */
export function encode(value, special) {
  const nodes = []
  const seen = new Map()
  const add = (item) => {
    const known = seen.get(item)
    if (known !== undefined) return known
    const index = nodes.push(null) - 1
    if (typeof item === 'object' && item !== null) seen.set(item, index)
    nodes[index] = encodeNode(item, add, special)
    return index
  }
  add(value)
  return JSON.stringify(nodes)
}

function encodeNode(item, add, special) {
  const taken = special?.(item)
  if (taken !== undefined) return ['x', taken]
  switch (typeof item) {
    case 'undefined':
      return ['u']
    case 'string':
    case 'boolean':
      return ['v', item]
    case 'number':
      return Number.isFinite(item) && !Object.is(item, -0)
        ? ['v', item]
        : ['n', Object.is(item, -0) ? '-0' : String(item)]
    case 'bigint':
      return ['b', String(item)]
    case 'object':
      return item === null ? ['v', null] : encodeObject(item, add)
    default:
      throw new Error(NOT_CLONEABLE)
  }
}

function encodeObject(item, add) {
  if (Array.isArray(item)) return ['a', Array.from(item, add)]
  if (item instanceof Date) return ['d', item.getTime()]
  if (item instanceof RegExp) return ['r', item.source, item.flags]
  if (item instanceof Map) return ['m', Array.from(item, ([key, entry]) => [add(key), add(entry)])]
  if (item instanceof Set) return ['s', Array.from(item, add)]
  if (item instanceof Error) {
    const cause = Object.hasOwn(item, 'cause') ? add(item.cause) : null
    return ['e', item.name, item.message, item.stack ?? null, cause]
  }
  if (item instanceof ArrayBuffer) return ['A', toBase64(new Uint8Array(item))]
  if (ArrayBuffer.isView(item)) {
    const kind = Object.keys(VIEWS).find((name) => item instanceof VIEWS[name])
    return ['V', kind, toBase64(new Uint8Array(item.buffer, item.byteOffset, item.byteLength))]
  }
  if (!isPlain(item)) throw new Error(NOT_CLONEABLE)
  return ['o', Object.keys(item).map((key) => [key, add(item[key])])]
}

/** Instances of a program's own classes count as plain (they lose their prototype); platform objects do not. */
function isPlain(item) {
  const tag = Object.prototype.toString.call(item)
  if (tag === '[object Object]') return !(typeof WeakRef !== 'undefined' && item instanceof WeakRef)
  // A class with its own Symbol.toStringTag is still the program's; a platform object inherits one it cannot lose.
  let proto = Object.getPrototypeOf(item)
  while (proto !== null && proto !== Object.prototype) {
    if (/\[native code\]/.test(Function.prototype.toString.call(proto.constructor ?? Object))) return false
    proto = Object.getPrototypeOf(proto)
  }
  return true
}

/** The value that `encode` made the text from; `special(node)` gives back what the encoder's one took over. */
export function decode(text, special) {
  const nodes = JSON.parse(text)
  const made = new Map()
  const get = (index) => {
    if (made.has(index)) return made.get(index)
    return decodeNode(nodes[index], index, get, made, special)
  }
  return get(0)
}

function decodeNode(node, index, get, made, special) {
  const keep = (item) => {
    made.set(index, item)
    return item
  }
  const [kind, first, second, third, fourth] = node
  switch (kind) {
    case 'u':
      return undefined
    case 'v':
      return first
    case 'n':
      return Number(first)
    case 'b':
      return BigInt(first)
    case 'd':
      return keep(new Date(first ?? Number.NaN)) // JSON turns an invalid date's NaN into null
    case 'r':
      return keep(new RegExp(first, second))
    case 'x':
      return keep(special(first))
    case 'A':
      return keep(fromBase64(first).buffer)
    case 'V':
      return keep(new VIEWS[first](fromBase64(second).buffer))
    case 'a': {
      const list = keep([])
      for (const entry of first) list.push(get(entry))
      return list
    }
    case 'm': {
      const map = keep(new Map())
      for (const [key, entry] of first) map.set(get(key), get(entry))
      return map
    }
    case 's': {
      const set = keep(new Set())
      for (const entry of first) set.add(get(entry))
      return set
    }
    case 'e': {
      const kinds = { EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError }
      const error = keep(new (kinds[first] ?? Error)(second))
      if (third !== null) error.stack = third
      if (fourth !== null) {
        Object.defineProperty(error, 'cause', { value: get(fourth), writable: true, configurable: true })
      }
      return error
    }
    case 'o': {
      const object = keep({})
      // defineProperty, not assignment: a key named __proto__ is data here, too.
      for (const [key, entry] of first) {
        Object.defineProperty(object, key, {
          value: get(entry),
          writable: true,
          enumerable: true,
          configurable: true,
        })
      }
      return object
    }
    default:
      throw new Error(`unknown node ${kind}`)
  }
}

/** The arguments of an IPC message as text. Throws NOT_CLONEABLE for what structured clone refuses. */
export function encodeMessage(values) {
  let copy
  try {
    copy = structuredClone(values)
  } catch {
    throw new Error(NOT_CLONEABLE)
  }
  return encode(copy)
}
