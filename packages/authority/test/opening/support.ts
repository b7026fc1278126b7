import { randomBytes } from 'node:crypto'
import { bls12_381 } from '@noble/curves/bls12-381.js'
import {
  type CreatedAuthority,
  createAuthority,
  decryptPartially,
  type OpeningSubject,
  type ReceivedPartial,
} from '../../src/index.ts'

export const { Point } = bls12_381.G1
export const { Fr } = bls12_381.fields

export const random = (length: number) => new Uint8Array(randomBytes(length))
export const id = () => `0x${Buffer.from(random(32)).toString('hex')}`

/** A token under the key, made as docs/proof-system.md has it by another library than ours, and the point inside. */
export function tokenFor(publicKey: Uint8Array) {
  const rho = Fr.create(BigInt(`0x${Buffer.from(random(48)).toString('hex')}`))
  const other = Fr.create(BigInt(`0x${Buffer.from(random(48)).toString('hex')}`))
  const reg = Point.BASE.multiply(other)
  const token = {
    r: Point.BASE.multiply(rho).toBytes(),
    rBar: Point.BASE.multiply(7n).multiply(rho).toBytes(),
    e: Point.fromBytes(publicKey).multiply(rho).add(reg).toBytes(),
  }
  return { token, reg: reg.toBytes() }
}

/** An authority, a token for it and the request to open it. */
export function opening(trustees: number, threshold: number) {
  const authority = createAuthority({ trustees, threshold })
  const { token, reg } = tokenFor(authority.publicKey)
  const subject: OpeningSubject = {
    ...{ requestId: id(), authority: id(), presentationId: id(), epoch: 1, token },
  }
  return { authority, subject, reg, terms: termsOf(authority, threshold, subject) }
}

function termsOf(
  { publicKey, verificationShares }: CreatedAuthority,
  threshold: number,
  subject: OpeningSubject,
) {
  return { publicKey, verificationShares, threshold, subject }
}

/** The parts of trustees by their numbers. */
export async function partsOf(
  { shares }: CreatedAuthority,
  subject: OpeningSubject,
  numbers: readonly number[],
): Promise<ReceivedPartial[]> {
  return Promise.all(
    numbers.map(async (trustee) => {
      const share = shares[trustee - 1]
      if (!share) throw new RangeError('there is no such trustee')
      return { trustee, ...(await decryptPartially({ share, subject })) }
    }),
  )
}
