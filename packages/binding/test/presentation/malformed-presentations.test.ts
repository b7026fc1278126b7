import { encodeScalar, groupOrder, type Scalar } from '@velum/curve'
import { decode, encode } from 'cborg'
import { describe, expect, it } from 'vitest'
import { splice } from './support/leave-out.ts'
import {
  credential,
  diploma,
  inCredential,
  reasonOf,
  request,
  residence,
} from './support/one-presentation.ts'
import { contextOf, present } from './support/present.ts'
import { g1, random } from './support/world.ts'

describe('an extension', () => {
  type Value = [number, [Uint8Array, Uint8Array, [Uint8Array, Uint8Array][]][], unknown]
  const changed = (change: (value: Value) => unknown) => {
    const value = decode(request.extension) as Value
    return reasonOf({ ...request, extension: encode(change(value) ?? value) })
  }
  const identity = g1.encode(g1.identity)
  const zero = new Uint8Array(32)
  const order = new Uint8Array(Buffer.from(groupOrder.toString(16), 'hex'))
  /** A point of the curve outside the subgroup: x = 4. */
  const outside = Uint8Array.from({ length: 48 }, (_, i) => (i === 0 ? 0x80 : i === 47 ? 4 : 0))

  it('is read only in its one encoding', async () => {
    const octets = request.extension
    const hexOf = (text: string) => new Uint8Array(Buffer.from(text, 'hex'))
    const body = Buffer.from(octets).toString('hex')
    expect(body.startsWith('830181')).toBe(true)
    for (const other of [
      `83180181${body.slice(6)}`, // 1 in two octets
      `9f0181${body.slice(6)}ff`, // of indefinite length
      `8301980${1}${body.slice(6)}`, // a length in two octets
      `${body}00`,
      `${body.slice(0, -2)}f7`, // undefined for null
      `83f93c0081${body.slice(6)}`, // 1 as a float
      `c0${body}`, // tagged
      body.slice(0, -2),
      '',
    ]) {
      expect(await reasonOf({ ...request, extension: hexOf(other) })).toBe('extension-malformed')
    }
  })

  it('has its version, its credentials and its commitment, and nothing else', async () => {
    const part = (decode(request.extension) as Value)[1][0]
    for (const other of [
      { credentials: [part] },
      [2, [part], null],
      [1, [part]],
      [1, [part], null, null],
      [1, [], null],
      [1, [part, part], null],
      [1, Array.from({ length: 17 }, () => part), null],
      [1, [[...(part ?? []), null]], null],
      [1, [[part?.[0], part?.[1], Array.from({ length: 17 }, () => part?.[2][0])]], null],
      [1, ['part'], null],
      [1, [part], 'none'],
      [1, [part], [part?.[0], part?.[1]]],
      null,
      'text',
    ]) {
      expect(await reasonOf({ ...request, extension: encode(other) })).toBe('extension-malformed')
    }
    expect(await reasonOf({ ...request, extension: random(70_000) })).toBe('extension-malformed')
    const deep = new Uint8Array(60_000).fill(0x81)
    expect(await reasonOf({ ...request, extension: deep })).toBe('extension-malformed')
  })

  it('is tried with a point of the curve that lies outside the group', () => {
    const [point] = g1.decodeUnchecked([outside]) ?? []
    expect(point && g1.checkSubgroup(point)).toBeUndefined()
    expect(point).toBeDefined()
  })

  it('has no identity, no point outside the group and no other number of points', async () => {
    for (const point of [identity, outside, new Uint8Array(48)]) {
      for (const offset of [0, 48, 96]) {
        expect(
          await changed(([, [part]]) => {
            if (part) part[0] = splice(part[0], offset, point)
          }),
        ).toBe('binding-malformed')
        expect(
          await changed(([, [part]]) => {
            const escrow = part?.[2][1]
            if (escrow) escrow[0] = splice(escrow[0], offset, point)
          }),
        ).toBe('statement-malformed')
      }
      expect(
        await changed(([, [part]]) => {
          const pseudonym = part?.[2][0]
          if (pseudonym) pseudonym[0] = point
        }),
      ).toBe('statement-malformed')
    }
    for (const length of [0, 96, 143, 192]) {
      expect(
        await changed(([, [part]]) => {
          if (part) part[0] = new Uint8Array(length)
        }),
      ).toBe('binding-malformed')
    }
  })

  it('has no zero in a BBS proof, no number from r on and no other number of them', async () => {
    const count = 9
    for (let i = 0; i < count; i++) {
      for (const scalar of [zero, order, new Uint8Array(32).fill(255)]) {
        expect(
          await changed(([, [part]]) => {
            if (part) part[1] = splice(part[1], 32 * i, scalar)
          }),
        ).toBe('binding-malformed')
      }
    }
    expect(
      await changed(([, [part]]) => {
        const escrow = part?.[2][1]
        if (escrow) escrow[1] = order
      }),
    ).toBe('statement-malformed')
    // Zero is a response like any other outside a BBS proof; here it is a wrong one.
    expect(
      await changed(([, [part]]) => {
        const escrow = part?.[2][1]
        if (escrow) escrow[1] = zero
      }),
    ).toBe('challenge-mismatch')
    for (const length of [0, 32 * 8, 32 * 10, 32 * 9 - 1]) {
      expect(
        await changed(([, [part]]) => {
          if (part) part[1] = new Uint8Array(length).fill(1)
        }),
      ).toBe('binding-malformed')
    }
  })

  it('has an identity or a point outside the group in no K', async () => {
    const shown = [{ issued: residence }, { issued: diploma }]
    const alike = (await present(contextOf(null, { sameHolder: true }), shown)).request
    const [version, parts, sent] = decode(alike.extension)
    for (const other of [
      [identity, sent[1]],
      [outside, sent[1]],
      [sent[0], sent[1].slice(32)],
      [sent[0], order],
      [new Uint8Array(96), sent[1]],
    ]) {
      expect(await reasonOf({ ...alike, extension: encode([version, parts, other]) })).toBe(
        'statement-malformed',
      )
    }
  })
})

describe('a proof', () => {
  it('has no zero, no identity and no other length', async () => {
    const { proof } = credential
    const identity = g1.encode(g1.identity)
    for (const other of [
      splice(proof, 0, identity),
      splice(proof, 48, identity),
      splice(proof, 96, identity),
      splice(proof, 144, new Uint8Array(32)),
      splice(proof, proof.length - 32, new Uint8Array(32)),
      proof.slice(0, -32),
      new Uint8Array([...proof, ...proof.slice(-32)]),
      new Uint8Array(0),
    ]) {
      expect(await inCredential({ proof: other })).toBe('proof-malformed')
    }
    const one = encodeScalar(1n as Scalar)
    expect(await inCredential({ proof: splice(proof, proof.length - 32, one) })).toBe('challenge-mismatch')
  })

  it('of more messages than any template has is not looked at', async () => {
    expect(await inCredential({ messageCount: 100_000 })).toBe('proof-malformed')
  })
})
