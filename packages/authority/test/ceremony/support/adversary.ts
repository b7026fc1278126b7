import { bls12_381 } from '@noble/curves/bls12-381.js'
import { loadCurve } from '@velum/curve'
import { type CeremonySecrets, decodeState, encodeState } from '../../../src/ceremony/ceremony-state.ts'
import type { CeremonyTerms } from '../../../src/ceremony/ceremony-terms.ts'
import { drawPolynomial } from '../../../src/ceremony/key-generation.ts'
import {
  encodeDeal,
  encodeReveal,
  historyOf,
  placeFor,
  type Reveal,
  readReveal,
} from '../../../src/ceremony/messages.ts'
import { sealShare } from '../../../src/ceremony/one-time-key.ts'
import { contentOf, signContent } from '../../../src/ceremony/signed-message.ts'
import { random, type Table } from './table.ts'

const { Fr } = bls12_381.fields
const curve = await loadCurve()

/** The reveal that stands on a trustee's disk. */
export const revealOf = (table: Table, trustee: number): Reveal =>
  readReveal(
    table.terms,
    trustee,
    contentOf(decodeState(curve, table.disk.get(trustee) as Uint8Array).reveal),
  ) as Reveal

/** What a trustee keeps secret. */
export const secretsOf = (table: Table, trustee: number): CeremonySecrets =>
  decodeState(curve, table.disk.get(trustee) as Uint8Array).secrets as CeremonySecrets

/** Signs what a trustee says, whatever it is. */
export const signedBy = (table: Table, round: 2 | 3, trustee: number, content: Uint8Array) =>
  signContent(table.terms, { round, trustee, content }, table.signMessage)

/** Makes a trustee dishonest before it commits: its machine goes on with another reveal, which it has signed. */
export async function corrupt(
  table: Table,
  trustee: number,
  change: (reveal: Reveal, secrets: CeremonySecrets) => Partial<Reveal> | Uint8Array,
): Promise<void> {
  const state = decodeState(curve, table.disk.get(trustee) as Uint8Array)
  const reveal = revealOf(table, trustee)
  const changed = change(reveal, state.secrets as CeremonySecrets)
  const octets =
    changed instanceof Uint8Array ? changed : encodeReveal(table.terms, { ...reveal, ...changed })
  table.disk.set(trustee, encodeState({ ...state, reveal: await signedBy(table, 2, trustee, octets) }))
}

/** A polynomial of `threshold` coefficients with its proof, for a trustee of a ceremony on other terms than there are. */
export function polynomialOf(terms: CeremonyTerms, trustee: number, threshold: number) {
  // The proof is made under the terms of the ceremony, as an adversary with software of its own would.
  const { coefficients, commitments, proofOfKnowledge } = drawPolynomial(terms, trustee, random)
  const more = drawPolynomial(terms, trustee, random)
  return {
    coefficients: [...coefficients, ...more.coefficients].slice(0, threshold),
    commitments: [...commitments, ...more.commitments].slice(0, threshold),
    proofOfKnowledge,
  }
}

/** The deal of a trustee with some shares changed by the adversary. */
export async function dealOf(
  table: Table,
  dealer: number,
  change: (share: Uint8Array, to: number) => Uint8Array,
): Promise<Uint8Array> {
  const coefficients = secretsOf(table, dealer).coefficients.map((octets) => Fr.fromBytes(octets))
  const sealed: Uint8Array[] = []
  const reveals: Reveal[] = []
  for (let trustee = 1; trustee <= table.terms.trustees; trustee++) {
    reveals.push(readReveal(table.terms, trustee, contentOf(table.message(2, trustee))) as Reveal)
  }
  for (let to = 1; to <= table.terms.trustees; to++) {
    if (to === dealer) continue
    const value = coefficients.reduceRight((sum, one) => Fr.add(Fr.mul(sum, BigInt(to)), one), 0n)
    const { recipients } = reveals[to - 1] as Reveal
    const recipient = recipients[placeFor(dealer, to)] as Uint8Array
    sealed.push(await sealShare(change(Fr.toBytes(value), to), recipient))
  }
  const content = encodeDeal(table.terms, dealer, { history: historyOf(table.terms, reveals), sealed })
  return signedBy(table, 3, dealer, content)
}
