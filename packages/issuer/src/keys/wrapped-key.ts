import type { Random } from '@velum/credential'
import { IssuerError } from '../issuer-error.ts'
import { createSeal, type Seal } from './seal.ts'
import { defaultStretching, type Stretching, stretch } from './stretching.ts'

const place = 'identity:wrapped-key'

/** The key of a store's secrets, under a passphrase. */
export interface WrappedKey {
  readonly stretching: Stretching
  readonly wrapped: Uint8Array
}

/** Draws the key of a new store and wraps it. Throws IssuerError 'wrong-passphrase' for an empty passphrase. */
export async function createWrappedKey(options: {
  readonly passphrase: string
  readonly random: Random
}): Promise<{ readonly wrappedKey: WrappedKey; readonly seal: Seal }> {
  const { passphrase, random } = options
  if (passphrase === '') throw new IssuerError('wrong-passphrase', 'The passphrase must not be empty.')
  const salt = Buffer.from(random(16)).toString('base64')
  const stretching: Stretching = { algorithm: 'argon2id', salt, ...defaultStretching }
  const key = random(32)
  const wrapped = createSeal({ key: await stretch(passphrase, stretching), random }).seal(key, place)
  return { wrappedKey: { stretching, wrapped }, seal: createSeal({ key, random }) }
}

/** Unwraps the key of a store. Throws IssuerError 'wrong-passphrase'. */
export async function openWrappedKey(options: {
  readonly wrappedKey: WrappedKey
  readonly passphrase: string
  readonly random: Random
}): Promise<Seal> {
  const { wrappedKey, passphrase, random } = options
  const wrapping = createSeal({ key: await stretch(passphrase, wrappedKey.stretching), random })
  try {
    return createSeal({ key: wrapping.open(wrappedKey.wrapped, place), random })
  } catch (cause) {
    throw new IssuerError('wrong-passphrase', 'The passphrase does not open this store. Try again.', {
      cause,
    })
  }
}
