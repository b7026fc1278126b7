import { describe, expect, it } from 'vitest'
import { createRequesterKey, openSealedPartial, sealPartial } from '../../src/index.ts'
import { opening, partsOf, random } from './support.ts'

describe('a sealed partial decryption', () => {
  it('opens for the requester and for nobody else', async () => {
    const { authority, subject } = opening(3, 2)
    const [partial] = await partsOf(authority, subject, [1])
    if (!partial) throw new RangeError('there is one')
    const [requester, other] = [await createRequesterKey(), await createRequesterKey()]
    const sealed = await sealPartial({ partial, requesterKey: requester.publicKey })
    expect(Buffer.from(sealed).subarray(0, 22).toString()).toBe('age-encryption.org/v1\n')
    expect(Buffer.from(sealed).includes(Buffer.from(partial.octets))).toBe(false)
    expect(await openSealedPartial({ sealed, identity: requester.identity })).toEqual(partial.octets)
    expect(await openSealedPartial({ sealed, identity: other.identity })).toBeUndefined()
    const changed = sealed.slice()
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1
    expect(await openSealedPartial({ sealed: changed, identity: requester.identity })).toBeUndefined()
    await expect(openSealedPartial({ sealed, identity: 'AGE-SECRET-KEY-1' })).rejects.toMatchObject({
      code: 'invalid-argument',
    })
    expect(await openSealedPartial({ sealed: random(5000), identity: requester.identity })).toBeUndefined()
  })

  it('is not made for a key of another length, or one with which everybody could read', async () => {
    const { authority, subject } = opening(3, 2)
    const [partial] = await partsOf(authority, subject, [1])
    if (!partial) throw new RangeError('there is one')
    // Points of low order on Curve25519 (RFC 7748 §6.1): the shared secret is zero whatever the other key.
    const lowOrder = [new Uint8Array(32), Uint8Array.from([1, ...new Uint8Array(31)])]
    for (const requesterKey of [random(31), ...lowOrder]) {
      await expect(sealPartial({ partial, requesterKey })).rejects.toMatchObject({ code: 'invalid-argument' })
    }
  })
})
