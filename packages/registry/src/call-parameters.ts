import { hexlify } from 'ethers'
import type { Hex } from './address.ts'
import { RegistryError } from './registry-error.ts'

/** The latest time a Date can hold, for terms that reach beyond it. */
const END_OF_TIME = 8_640_000_000_000n

export function bytes32(bytes: Uint8Array): Hex {
  if (bytes.length !== 32) throw new RegistryError('invalid-change', 'Ids, roots and hashes have 32 bytes.')
  return hexlify(bytes) as Hex
}

/** An id in the hexadecimal form in which people and documents write it. */
export function hex32(id: string): Hex {
  if (!/^0x[0-9a-f]{64}$/.test(id)) {
    throw new RegistryError('invalid-change', 'An id is 0x and 64 hexadecimal digits in lower case.')
  }
  return id as Hex
}

/** An epoch, a version or a number of things. */
export function positive(value: number, what: string): number {
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new RegistryError('invalid-change', `${what} is a whole number, at least 1.`)
  }
  return value
}

/** A trustee's number, from 1; an authority has at most 64. */
export function trusteeNumber(value: number): number {
  if (!Number.isInteger(value) || value < 1 || value > 64) {
    throw new RegistryError('invalid-change', 'A trustee’s number is 1 to 64.')
  }
  return value
}

/** A time in whole seconds since 1970. */
export function secondsOf(date: Date, what: string): number {
  const seconds = Math.floor(date.getTime() / 1000)
  if (!(seconds >= 0)) throw new RegistryError('invalid-change', `${what} is not a date.`)
  return seconds
}

export function dateOf(seconds: bigint): Date {
  return new Date(Number(seconds < END_OF_TIME ? seconds : END_OF_TIME) * 1000)
}
