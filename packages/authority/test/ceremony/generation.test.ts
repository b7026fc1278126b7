import { describe, expect, it } from 'vitest'
import { nextStep } from '../../src/ceremony/next-step.ts'
import { verifyCeremony } from '../../src/ceremony/verify-ceremony.ts'
import { type AuthorityError, beginPart, decodeTrusteeShare, encodeTrusteeShare } from '../../src/index.ts'
import { secretsOf } from './support/adversary.ts'
import { keyFrom, pointOf } from './support/interpolate.ts'
import { createTable, random, sharesOf, type Table } from './support/table.ts'

const audit = ({ terms, log, isSignature, isConfirmation }: Table) =>
  verifyCeremony({ terms, log, isSignature, isConfirmation })

const small = () => createTable({ trustees: 3, threshold: 2 })

describe('a key generation', () => {
  it.each([
    [1, 1],
    [2, 2],
    [3, 5],
    [4, 4],
  ])(
    'of %i of %i gives shares of one key, and an audit without any key finds it',
    async (threshold, trustees) => {
      const table = await createTable({ trustees, threshold })
      const shares = sharesOf(await table.run())
      const [{ publicKey, verificationShares }] = shares as [(typeof shares)[0]]

      expect(keyFrom(shares.slice(0, threshold))).toEqual(publicKey)
      expect(keyFrom(shares.slice(trustees - threshold))).toEqual(publicKey)
      if (threshold > 1) expect(keyFrom(shares.slice(1, threshold))).not.toEqual(publicKey)
      expect(shares.map(pointOf)).toEqual(verificationShares)
      for (const share of shares)
        expect(await decodeTrusteeShare(await encodeTrusteeShare(share))).toEqual(share)
      expect(await audit(table)).toMatchObject({ result: 'complete', publicKey, verificationShares })
    },
  )

  it('says the same again from the same state and log', async () => {
    const table = await small()
    for (let round = 0; round < 4; round++) {
      for (const trustee of [1, 2, 3]) {
        const made = await table.step(trustee)
        expect(await table.step(trustee)).toEqual(made)
        await table.act(trustee, made)
      }
    }
  })

  it('says nothing to be sent before the state is saved', async () => {
    const table = await createTable({ trustees: 2, threshold: 2 })
    for (const trustee of [1, 2]) await table.act(trustee, await table.step(trustee))
    for (const trustee of [1, 2]) await table.act(trustee, await table.step(trustee))
    const { log, isSignature, isConfirmation, signMessage: sign, disk } = table
    const full = new RangeError('the disk is full')
    const save = () => Promise.reject(full)
    const state = disk.get(1) as Uint8Array
    await expect(nextStep({ state, log, isSignature, isConfirmation, sign, save })).rejects.toBe(full)
    expect(await table.step(1)).toMatchObject({ type: 'send', round: 3 })
  })

  it('forgets what the share was made from as soon as there is the share', async () => {
    const table = await small()
    const { coefficients = [], identities = [] } = secretsOf(table, 1)
    expect([coefficients.length, identities.length]).toEqual([2, 2])
    const kept = () => Buffer.from(table.disk.get(1) as Uint8Array).toString('hex')
    const secrets = [...coefficients, ...identities].map((octets) => Buffer.from(octets).toString('hex'))
    for (const secret of secrets) expect(kept()).toContain(secret)
    await table.run()
    for (const secret of secrets) expect(kept()).not.toContain(secret)
  })

  it('says who has not sent what', async () => {
    const table = await small()
    const steps = await table.run([1, 3])
    expect(steps.get(1)).toEqual({ type: 'wait', round: 1, for: [2] })
    expect(await audit(table)).toEqual({ result: 'unfinished', round: 1, missing: [2] })
  })

  it('sends again what a reorganisation took away', async () => {
    const table = await createTable({ trustees: 2, threshold: 2 })
    await table.act(1, await table.step(1))
    await table.act(2, await table.step(2))
    const reveal = await table.step(1)
    await table.act(1, reveal)
    expect(await table.step(1)).toMatchObject({ type: 'wait', round: 2 })
    table.log.broadcasts.pop()
    expect(await table.step(1)).toEqual(reveal)
  })

  it('goes on from a copy of its state that is older than what it sent', async () => {
    const table = await small()
    const first = table.disk.get(2) as Uint8Array
    await table.run([1, 2, 3])
    const { share } = (await table.step(2)) as { share: unknown }
    table.disk.set(2, first)
    expect(await table.step(2)).toMatchObject({ type: 'done', share })
  })

  it('refuses terms that make no ceremony, and a state that is none', async () => {
    const { terms, log, isSignature, isConfirmation, signMessage: sign } = await small()
    const wrong = [
      { ...terms, threshold: 1 },
      { ...terms, threshold: 4 },
      { ...terms, trustees: 65, threshold: 60 },
      { ...terms, ceremony: 0 },
      { ...terms, authority: 'authority' },
    ]
    for (const one of wrong) {
      expect(await codeOf(beginPart({ terms: one, trustee: 1, sign, random }))).toBe('invalid-argument')
    }
    expect(await codeOf(beginPart({ terms, trustee: 4, sign, random }))).toBe('invalid-argument')
    const save = async () => {}
    await expect(
      nextStep({ state: random(300), log, isSignature, isConfirmation, sign, save }),
    ).rejects.toMatchObject({
      code: 'invalid-argument',
    })
  })
})

const codeOf = (act: Promise<unknown>) =>
  act.then(
    () => undefined,
    (error: AuthorityError) => error.code,
  )
