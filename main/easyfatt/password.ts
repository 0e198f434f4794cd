import { createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { EasyfattAddress } from '../words/easyfatt-pull.ts'

/** Without those that look alike; nothing that an encoding could change. */
const characters = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'
/** 139 bits: nobody guesses it, however fast, and so its sum may be a fast one. A password that people choose may not. */
const passwordLength = 24

/** Where Easyfatt puts login and password: PHP, for which it was made, shows the second under the name of the third. */
const headerNames = ['authorization', 'x-authorization', 'http_x_authorization']

/** A password, and what is kept of it. */
export function newPassword(login: string): { password: string } & Pick<EasyfattAddress, 'salt' | 'hash'> {
  const password = Array.from(
    { length: passwordLength },
    () => characters[randomInt(characters.length)],
  ).join('')
  const salt = randomBytes(16).toString('base64')
  return { password, salt, hash: sumOf(salt, `${login}:${password}`).toString('base64') }
}

/** Whether a request has login and password, in one of the ways of Easyfatt. Takes as long for wrong ones as for right ones. */
export function mayPass({ salt, hash }: EasyfattAddress, headers: IncomingHttpHeaders): boolean {
  const kept = Buffer.from(hash, 'base64')
  return headerNames
    .map((name) => headers[name])
    .filter((value) => typeof value === 'string')
    .map((value) => sumOf(salt, Buffer.from(value.trim().replace(/^basic\s+/i, ''), 'base64')))
    .some((sum) => sum.length === kept.length && timingSafeEqual(sum, kept))
}

function sumOf(salt: string, loginAndPassword: string | Buffer): Buffer {
  return createHmac('sha256', salt).update(loginAndPassword).digest()
}
