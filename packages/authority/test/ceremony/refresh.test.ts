import { describe, expect, it } from 'vitest'
import { readDealers, verifyCeremony } from '../../src/ceremony/verify-ceremony.ts'
import { type AuthorityError, beginPart, decodeTrusteeShare, encodeTrusteeShare } from '../../src/index.ts'
import { corrupt, polynomialOf } from './support/adversary.ts'
import { keyFrom, pointOf } from './support/interpolate.ts'
import { authorityId, createTable, random, sharesOf } from './support/table.ts'

const generated = sharesOf(await (await createTable({ trustees: 4, threshold: 2 })).run())
const [{ publicKey, verificationShares }] = generated as [(typeof generated)[0]]

const refreshing = (dealers: readonly number[]) =>
  createTable({
    ...{ trustees: 4, threshold: 2, ceremony: 2, shares: generated },
    refresh: { publicKey, verificationShares, dealers },
  })

describe('a refresh', () => {
  it('gives everybody a new share of the same key, one that had lost its share too', async () => {
    const table = await refreshing([2, 4])
    const shares = sharesOf(await table.run())
    expect(keyFrom([shares[0], shares[2]] as typeof shares)).toEqual(publicKey)
    expect(keyFrom([shares[1], shares[3]] as typeof shares)).toEqual(publicKey)
    // What was lost before goes with nothing that there is now.
    expect(keyFrom([generated[0], shares[2]] as typeof shares)).not.toEqual(publicKey)
    for (const share of shares) {
      expect(share.publicKey).toEqual(publicKey)
      expect(pointOf(share)).toEqual(share.verificationShares[share.index - 1])
      expect(pointOf(share)).not.toEqual(verificationShares[share.index - 1])
      expect(await decodeTrusteeShare(await encodeTrusteeShare(share))).toEqual(share)
    }
    const { log, isSignature, isConfirmation, terms } = table
    const { refresh: _, ...known } = terms
    const dealers = readDealers(known, log) ?? []
    expect(dealers).toEqual([2, 4])
    expect(
      await verifyCeremony({
        ...{ log, isSignature, isConfirmation },
        terms: { ...known, refresh: { publicKey, verificationShares, dealers } },
      }),
    ).toMatchObject({ result: 'complete', publicKey })
  })

  it('names a dealer that carries over another secret than its share, and one that adds a secret of its own', async () => {
    for (const guilty of [2, 3]) {
      const table = await refreshing([1, 2])
      await corrupt(table, guilty, () => polynomialOf(table.terms, guilty, 2))
      const steps = await table.run()
      expect(steps.get(4)).toMatchObject({ type: 'aborted', guilty, fault: 'constant-wrong' })
    }
  })

  it('ends where a trustee names other dealers, and says whose list differs', async () => {
    const table = await refreshing([1, 2])
    await corrupt(table, 3, () => ({ dealers: [2, 4] }))
    for (const trustee of [1, 2, 3, 4, 1, 2, 3]) await table.act(trustee, await table.step(trustee))
    expect(await table.step(1)).toEqual({ type: 'give-up', fault: 'terms-differ', trustee: 3 })
  })

  it('does not begin with a share that does not belong to it', async () => {
    const terms = { authority: authorityId, ceremony: 2, epoch: 1, trustees: 4, threshold: 2 }
    const refresh = { publicKey, verificationShares, dealers: [1, 2] }
    const [first, second] = generated as [(typeof generated)[0], (typeof generated)[0]]
    const sign = async () => random(65)
    const begin = (options: object) =>
      codeOf(beginPart({ terms: { ...terms, refresh }, trustee: 1, share: first, sign, random, ...options }))
    expect(await begin({})).toBeUndefined()
    expect(await begin({ share: undefined })).toBe('invalid-argument')
    expect(await begin({ share: second })).toBe('invalid-argument')
    expect(await begin({ trustee: 3 })).toBe('invalid-argument')
    expect(await begin({ terms })).toBe('invalid-argument')
    for (const dealers of [[1], [1, 1], [2, 1], [1, 5], [1, 2, 3]]) {
      expect(await begin({ terms: { ...terms, refresh: { ...refresh, dealers } } })).toBe('invalid-argument')
    }
    const swapped = [...verificationShares].reverse()
    expect(await begin({ terms: { ...terms, refresh: { ...refresh, verificationShares: swapped } } })).toBe(
      'invalid-argument',
    )
  })
})

const codeOf = (act: Promise<unknown>) =>
  act.then(
    () => undefined,
    (error: AuthorityError) => error.code,
  )
