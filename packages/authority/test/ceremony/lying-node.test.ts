import { bls12_381 } from '@noble/curves/bls12-381.js'
import { loadCurve } from '@velum/curve'
import { describe, expect, it } from 'vitest'
import type { CeremonyBroadcast, CeremonyLog } from '../../src/ceremony/ceremony-log.ts'
import { placeFor, readDeal } from '../../src/ceremony/messages.ts'
import { nextStep } from '../../src/ceremony/next-step.ts'
import { openSealedShare } from '../../src/ceremony/one-time-key.ts'
import { contentOf } from '../../src/ceremony/signed-message.ts'
import { lagrange } from '../../src/polynomial.ts'
import { secretsOf } from './support/adversary.ts'
import { createTable, random, sharesOf, type Table } from './support/table.ts'

const { Fr } = bls12_381.fields
const curve = await loadCurve()
const generated = sharesOf(await (await createTable({ trustees: 5, threshold: 3 })).run())
const [{ publicKey, verificationShares }] = generated as [(typeof generated)[0]]

/** A refresh in which all have done so many rounds. Each has accounts of its own: the second one is what a node can invent. */
async function refreshing(rounds: number): Promise<Table> {
  const table = await createTable({
    ...{ trustees: 5, threshold: 3, ceremony: 2, shares: generated },
    refresh: { publicKey, verificationShares, dealers: [1, 2, 3] },
  })
  for (let round = 1; round <= rounds; round++) {
    for (const trustee of [1, 2, 3, 4, 5]) await table.act(trustee, await table.step(trustee))
  }
  return table
}

/** The log of a table with the messages of some trustees in some rounds taken from elsewhere. */
const mixed = (
  table: Table,
  elsewhere: Table,
  { rounds, trustees }: { rounds: readonly number[]; trustees: readonly number[] },
): { readonly broadcasts: CeremonyBroadcast[] } => {
  const isInvented = ({ round, trustee }: CeremonyBroadcast) =>
    rounds.includes(round) && trustees.includes(trustee)
  return {
    broadcasts: [
      ...table.log.broadcasts.filter((sent) => !isInvented(sent)),
      ...elsewhere.log.broadcasts.filter(isInvented),
    ],
  }
}

/** Two refreshes after their reveals; of the first, trustee 1 has seen nothing yet but what its node will show. */
async function twoRefreshes(): Promise<[Table, Table]> {
  const table = await refreshing(0)
  const untouched = table.disk.get(1) as Uint8Array
  for (let round = 1; round <= 2; round++) {
    for (const trustee of [1, 2, 3, 4, 5]) await table.act(trustee, await table.step(trustee))
  }
  table.disk.set(1, untouched)
  return [table, await refreshing(2)]
}

/** What a trustee would do that believes every signature. */
const credulous = ({ disk, isConfirmation, signMessage: sign }: Table, trustee: number, log: CeremonyLog) =>
  nextStep({
    ...{ state: disk.get(trustee) as Uint8Array, log, isConfirmation, sign },
    ...{ isSignature: () => true, save: async () => {} },
  })

describe('a dealer of a refresh whose node lies', () => {
  it('deals nothing for a reveal that the node invented, be it only one', async () => {
    const [table, elsewhere] = await twoRefreshes()
    for (const trustees of [[2], [2, 3], [2, 3, 4, 5]]) {
      expect(await table.step(1, mixed(table, elsewhere, { rounds: [1, 2], trustees }))).toEqual({
        ...{ type: 'give-up', fault: 'signature-wrong', trustee: 2 },
      })
    }
    expect(await table.step(1)).toMatchObject({ type: 'send', round: 3 })
  })

  it('would give its living share away to one dishonest trustee and the node, if it believed that', async () => {
    const [table, elsewhere] = await twoRefreshes()
    const log = mixed(table, elsewhere, { rounds: [1, 2], trustees: [2, 3] })
    const step = await credulous(table, 1, log)
    if (step.type !== 'send') throw new RangeError('the deal is sent now')
    const { sealed = [] } = readDeal(table.terms, 1, contentOf(step.message)) ?? {}
    // Trustee 4 is dishonest; the keys of 2 and 3 are the node's.
    const places = [2, 3, 4]
    const values: bigint[] = []
    for (const place of places) {
      const identity = secretsOf(place === 4 ? table : elsewhere, place).identities[placeFor(1, place)]
      const value = await openSealedShare(sealed[placeFor(place, 1)] as Uint8Array, identity as Uint8Array)
      values.push(Fr.fromBytes(value as Uint8Array))
    }
    const factors = lagrange(curve, places)
    const constant = values.reduce((sum, value, i) => Fr.add(sum, Fr.mul(value, factors[i] as bigint)), 0n)
    const weight = lagrange(curve, [1, 2, 3])[0] as bigint
    expect(Fr.toBytes(Fr.div(constant, weight))).toEqual(generated[0]?.secret)
  })

  it('erases nothing because the node says that new shares were published', async () => {
    const table = await refreshing(3)
    const log = { ...table.log, published: true }
    expect(await table.step(1, log)).toMatchObject({ type: 'confirm' })
    for (const trustee of [1, 2, 3, 4]) await table.act(trustee, await table.step(trustee))
    expect(await table.step(1, { ...table.log, published: true })).toEqual({
      ...{ type: 'wait', round: 4, for: [5] },
    })
  })
})

describe('a trustee whose node lies', () => {
  it('does not show the key of its share from a dealer that has signed no wrong deal', async () => {
    const table = await refreshing(2)
    await table.act(1, await table.step(1))
    const message = table.message(3, 1).slice()
    // The file for trustee 2 is the first of four; in the middle of it stands the key of the file.
    message.set(random(16), message.length - 3 * 235 - 100)
    const broadcasts = table.log.broadcasts.map((sent) => (sent.round === 3 ? { ...sent, message } : sent))
    // What it showed would open what the dealer, who has another log, really sends it.
    expect(await credulous(table, 2, { broadcasts })).toMatchObject({ type: 'accuse', accused: 1 })
    expect(await table.step(2, { broadcasts })).toEqual({
      ...{ type: 'give-up', fault: 'signature-wrong', trustee: 1 },
    })
    await table.act(2, await table.step(2))
    expect(await table.step(2)).toMatchObject({ type: 'wait', round: 3 })
  })

  it('accuses nobody of what nobody has signed', async () => {
    const [table, elsewhere] = [await refreshing(2), await refreshing(2)]
    const commit = mixed(table, elsewhere, { rounds: [1], trustees: [2] })
    expect(await table.step(3, commit)).toEqual({ type: 'give-up', fault: 'reveal-differs', trustee: 2 })
    for (const trustee of [1, 2, 3, 4, 5]) await table.act(trustee, await table.step(trustee))
    const broadcasts = [...table.log.broadcasts, { round: 4, trustee: 2, message: random(65) }]
    expect(await table.step(3, { broadcasts })).toEqual({
      ...{ type: 'give-up', fault: 'confirm-wrong', trustee: 2 },
    })
  })
})
