import { encodeScalar, groupOrder, type Scalar } from '@velum/curve'
import { decode, encode } from 'cborg'
import { describe, expect, it } from 'vitest'
import {
  createHolderSecrets,
  type PresentationContext,
  type Statement,
  type VerifyBoundPresentationOptions,
  verifyBoundPresentation,
} from '../../src/index.ts'
import { carelesslyProve, splice } from './support/leave-out.ts'
import { contextOf, present, type Shown, toProve } from './support/present.ts'
import { createAuthority, createIssuer, g1, issue, random } from './support/world.ts'

const authority = createAuthority()
const secrets = createHolderSecrets(random)
const issuer = await createIssuer('did:ethr:0x7a69:0x01')
const otherIssuer = await createIssuer('did:ethr:0x7a69:0x02')
const residence = await issue({ issuer, authority, secrets })
const diploma = await issue({ issuer: otherIssuer, authority, secrets })
const account: Statement = { type: 'pseudonym', label: 'account' }
const both: Statement[] = [account, { type: 'escrow' }]
const context = contextOf(authority)
const { request } = await present(context, [{ issued: residence, statements: both }])
const [credential] = request.credentials as [(typeof request.credentials)[0]]
const { bound } = credential
if (!bound) throw new Error('not bound')

const reasonOf = async (changed: VerifyBoundPresentationOptions) => {
  const verdict = await verifyBoundPresentation(changed)
  return verdict.valid ? 'accepted' : verdict.reason
}
const inContext = (change: Partial<PresentationContext>) =>
  reasonOf({ ...request, context: { ...context, ...change } })
const inBound = (change: Partial<typeof bound>) =>
  reasonOf({ ...request, credentials: [{ ...credential, bound: { ...bound, ...change } }] })
const inCredential = (change: Partial<typeof credential>) =>
  reasonOf({ ...request, credentials: [{ ...credential, ...change }] })

describe('a presentation for another request', () => {
  it('starts as one that is accepted', async () => {
    expect(await reasonOf(request)).toBe('accepted')
  })

  it('is refused for another nonce, audience, time or transaction', async () => {
    expect(await inContext({ challenge: 'another' })).toBe('challenge-mismatch')
    expect(await inContext({ domain: 'did:web:other' })).toBe('challenge-mismatch')
    expect(await inContext({ time: 1_795_000_001 })).toBe('challenge-mismatch')
    expect(await inContext({ time: null })).toBe('challenge-mismatch')
    expect(await inContext({ transactionHash: random(32) })).toBe('challenge-mismatch')
  })

  it('is refused for another label, another scope and another service’s scope', async () => {
    const scope = random(32)
    expect(await inBound({ statements: [{ type: 'pseudonym', label: 'forum' }, { type: 'escrow' }] })).toBe(
      'challenge-mismatch',
    )
    expect(await inBound({ statements: [{ ...account, scope }, { type: 'escrow' }] })).toBe(
      'challenge-mismatch',
    )
    const scoped = [{ ...account, scope }]
    const shared = (await present(context, [{ issued: residence, statements: scoped }])).request
    const [one] = shared.credentials as [typeof credential]
    const statements = [{ ...account, scope: random(32) }]
    expect(await reasonOf({ ...shared, credentials: [{ ...one, bound: { ...bound, statements } }] })).toBe(
      'challenge-mismatch',
    )
  })

  it('is refused for another epoch, another key and another authority', async () => {
    const next = createAuthority(2)
    expect(await inContext({ authority: { ...authority, epoch: 2 } })).toBe('challenge-mismatch')
    expect(await inContext({ authority: { ...authority, key: next.key } })).toBe('challenge-mismatch')
    expect(await inContext({ authority: { ...authority, id: next.id } })).toBe('authority-mismatch')
    expect(await inContext({ authority: null })).toBe('authority-mismatch')
    expect(await inContext({ authority: { ...authority, key: new Uint8Array(48) } })).toBe(
      'authority-mismatch',
    )
    const identity = g1.encode(g1.identity)
    expect(await inContext({ authority: { ...authority, key: identity } })).toBe('authority-mismatch')
    const parameters = { ...bound.parameters, authority: null }
    expect(await inBound({ parameters })).toBe('authority-mismatch')
  })

  it('is refused for fewer, more or reordered statements', async () => {
    expect(await inBound({ statements: [account] })).toBe('statement-missing')
    expect(await inBound({ statements: [...both, account] })).toBe('statement-missing')
    expect(await inBound({ statements: [{ type: 'escrow' }, account] })).toBe('statement-malformed')
    const forum: Statement = { type: 'pseudonym', label: 'forum' }
    const two = (await present(context, [{ issued: residence, statements: [account, forum] }])).request
    const [one] = two.credentials as [typeof credential]
    expect(
      await reasonOf({
        ...two,
        credentials: [{ ...one, bound: { ...bound, statements: [forum, account] } }],
      }),
    ).toBe('challenge-mismatch')
  })

  it('is refused where same-holder was asked for or was not', async () => {
    expect(await inContext({ sameHolder: true })).toBe('same-holder-alone')
    const shown = [{ issued: residence }, { issued: diploma }]
    const alike = (await present(contextOf(null, { sameHolder: true }), shown)).request
    expect(await reasonOf({ ...alike, context: { ...alike.context, sameHolder: false } })).toBe(
      'extension-malformed',
    )
    const plain = (await present(contextOf(null), shown)).request
    expect(await reasonOf({ ...plain, context: { ...plain.context, sameHolder: true } })).toBe(
      'statement-missing',
    )
  })
})

describe('a presentation of another credential', () => {
  it('is refused under another key', async () => {
    expect(await inCredential({ publicKey: otherIssuer.publicKey })).toBe('challenge-mismatch')
    expect(await inCredential({ publicKey: new Uint8Array(96) })).toBe('proof-malformed')
    expect(await inCredential({ publicKey: new Uint8Array(95) })).toBe('proof-malformed')
  })

  it('is refused for another template, issuer, chain or range', async () => {
    const { parameters } = bound
    for (const change of [
      { templateHash: random(32) },
      { issuer: 'did:ethr:0x7a69:0x03' },
      { chainId: 1 },
      { numbers: parameters.numbers.map((range, i) => (i === 1 ? { ...range, hi: range.hi + 1 } : range)) },
      { numbers: parameters.numbers.map((range, i) => (i === 1 ? { ...range, name: 'issued' } : range)) },
    ]) {
      expect(await inBound({ parameters: { ...parameters, ...change } })).toBe('challenge-mismatch')
    }
    expect(await inBound({ parameters: { ...parameters, numbers: parameters.numbers.slice(0, 1) } })).toBe(
      'binding-malformed',
    )
  })

  it('is refused for another document, header or message', async () => {
    expect(await inCredential({ documentHash: random(32) })).toBe('challenge-mismatch')
    expect(await inCredential({ header: random(8) })).toBe('challenge-mismatch')
    const [first, ...rest] = credential.disclosedMessages as [Uint8Array, ...Uint8Array[]]
    expect(await inCredential({ disclosedMessages: [splice(first, 0, random(1)), ...rest] })).toBe(
      'challenge-mismatch',
    )
    expect(await inCredential({ disclosedMessages: rest })).toBe('proof-malformed')
  })

  it('is refused with indexes that are repeated, descend or lie outside', async () => {
    for (const disclosedIndexes of [
      [0, 0],
      [2, 0],
      [0, 5],
      [-1, 2],
      [0, 1.5],
    ]) {
      expect(await inCredential({ disclosedIndexes })).toBe('proof-malformed')
    }
    const [message] = credential.disclosedMessages as [Uint8Array]
    expect(
      await inCredential({ disclosedIndexes: [0, 0, 2], disclosedMessages: [message, message, message] }),
    ).toBe('proof-malformed')
  })

  it('is refused when the link is disclosed or is another message', async () => {
    expect(await inBound({ linkIndex: 0 })).toBe('link-disclosed')
    expect(await inBound({ linkIndex: 9 })).toBe('link-disclosed')
    expect(await inBound({ linkIndex: 1 })).toBe('challenge-mismatch')
  })

  it('is refused with the binding of another credential of the same holder and issuer', async () => {
    const second = await issue({ issuer, authority, secrets })
    // The thief of one file shows it with the binding of another: the link does not fit, so the proof is false.
    for (const issued of [
      { ...residence, binding: second.binding },
      { ...second, binding: residence.binding },
    ]) {
      const swapped = await carelesslyProve({ leftOut: [] }, context, [{ issued, statements: both }])
      expect(await reasonOf(swapped)).toBe('signature-invalid')
    }
    // Nor do the parts of two honest presentations fit together.
    const other = (await present(context, [{ issued: second, statements: both }])).request
    expect(await reasonOf({ ...request, extension: other.extension })).toBe('challenge-mismatch')
    expect(await reasonOf({ ...request, credentials: other.credentials })).toBe('challenge-mismatch')
  })

  it('is refused with secrets, handle, expiry or blind that were not signed', async () => {
    const { binding } = residence
    for (const issued of [
      { ...residence, secrets: { ...secrets, holderSecret: createHolderSecrets(random).holderSecret } },
      { ...residence, secrets: { ...secrets, nymSecret: createHolderSecrets(random).nymSecret } },
      { ...residence, secrets: { holderSecret: secrets.nymSecret, nymSecret: secrets.holderSecret } },
      { ...residence, binding: { ...binding, handle: createHolderSecrets(random).nymSecret } },
      { ...residence, binding: { ...binding, blind: createHolderSecrets(random).nymSecret } },
      { ...residence, binding: { ...binding, numbers: [22001, 9000] } },
      { ...residence, binding: diploma.binding },
    ]) {
      const false_ = await carelesslyProve({ leftOut: [] }, context, [{ issued, statements: both }])
      expect(await reasonOf(false_)).toBe('signature-invalid')
    }
  })

  it('of two holders is not one of the same', async () => {
    const foreign = await issue({ issuer: otherIssuer, authority })
    const shown = [{ issued: residence }, { issued: foreign }]
    const alike = contextOf(null, { sameHolder: true })
    await expect(present(alike, shown)).rejects.toMatchObject({ code: 'invalid-argument' })
    // Each of the two with a K of its own, joined.
    const mine = (await present(alike, [{ issued: residence }, { issued: diploma }])).request
    const theirs = (await present(contextOf(null), [{ issued: foreign }])).request
    const [left, right] = [mine, theirs].map(({ extension }) => decode(extension))
    const extension = encode([1, [left[1][0], right[1][0]], left[2]])
    const credentials = [
      mine.credentials[0],
      theirs.credentials[0],
    ] as VerifyBoundPresentationOptions['credentials']
    expect(await reasonOf({ context: alike, credentials, extension })).toBe('challenge-mismatch')
  })

  it('in another order is refused', async () => {
    const two = (await present(context, [{ issued: residence }, { issued: diploma }])).request
    const [, parts] = decode(two.extension)
    const extension = encode([1, parts.toReversed(), null])
    expect(await reasonOf({ ...two, credentials: two.credentials.toReversed(), extension })).toBe(
      'challenge-mismatch',
    )
  })
})

describe('a bound credential without its binding', () => {
  it('is refused when shown as unbound', async () => {
    const shown: Shown[] = [{ issued: residence }, { issued: diploma, unbound: true }]
    const hidden = (await present(context, shown)).request
    const credentials = hidden.credentials.map((one, i) =>
      i === 1
        ? { ...one, bound: { parameters: diploma.parameters, linkIndex: diploma.linkIndex, statements: [] } }
        : one,
    )
    expect(await reasonOf({ ...hidden, credentials })).toBe('binding-missing')
  })

  it('is refused with an extension from elsewhere, or an empty one', async () => {
    const plain = (await present(contextOf(null), [{ issued: residence, unbound: true }])).request
    const credentials = [{ ...plain.credentials[0], bound } as typeof credential]
    expect(await reasonOf({ ...request, credentials })).toBe('challenge-mismatch')
    expect(await reasonOf({ ...request, credentials, extension: new Uint8Array(0) })).toBe(
      'extension-malformed',
    )
    expect(await reasonOf({ ...request, credentials, extension: encode([1, [null], null]) })).toBe(
      'binding-missing',
    )
  })

  it('is refused when an unbound one brings a binding', async () => {
    const { bound: _, ...unbound } = credential
    const two = (await present(context, [{ issued: residence }, { issued: diploma }])).request
    const credentials = [two.credentials[0] as typeof credential, unbound]
    expect(await reasonOf({ ...two, credentials })).toBe('binding-unexpected')
  })
})

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

describe('misuse', () => {
  const misuse = expect.objectContaining({ code: 'invalid-argument' })
  const prove = (change: (shown: ReturnType<typeof toProve>) => object, used = context) =>
    import('../../src/index.ts').then(({ provePresentation }) => {
      const credential = toProve({ issued: residence, statements: both })
      return provePresentation({ context: used, credentials: [{ ...credential, ...change(credential) }] })
    })

  it('of the prover is told at once', async () => {
    await expect(prove(({ bound }) => ({ bound: { ...bound, linkIndex: 0 } }))).rejects.toThrow(misuse)
    await expect(prove(({ bound }) => ({ bound: { ...bound, linkIndex: 5 } }))).rejects.toThrow(misuse)
    await expect(prove(() => ({ b: new Uint8Array(48) }))).rejects.toThrow(misuse)
    await expect(prove(() => ({ documentHash: new Uint8Array(31) }))).rejects.toThrow(misuse)
    await expect(prove(() => ({}), contextOf(null))).rejects.toThrow(misuse)
    await expect(prove(() => ({}), contextOf(createAuthority()))).rejects.toThrow(misuse)
    await expect(prove(() => ({}), contextOf(authority, { sameHolder: true }))).rejects.toThrow(misuse)
    await expect(prove(() => ({}), contextOf(authority, { time: 1.5 }))).rejects.toThrow(misuse)
    await expect(prove(() => ({}), contextOf(authority, { domain: '' }))).rejects.toThrow(misuse)
    await expect(prove(() => ({}), contextOf(authority, { challenge: '\ud800' }))).rejects.toThrow(misuse)
    await expect(prove(() => ({}), contextOf(authority, { challenge: 'x'.repeat(5000) }))).rejects.toThrow(
      misuse,
    )
    await expect(
      prove(({ bound }) => ({ bound: { ...bound, statements: Array.from({ length: 17 }, () => account) } })),
    ).rejects.toThrow(misuse)
    await expect(
      prove(({ bound }) => ({ bound: { ...bound, statements: [{ ...account, label: '' }] } })),
    ).rejects.toThrow(misuse)
    await expect(
      prove(({ bound }) => ({ bound: { ...bound, statements: [{ ...account, scope: random(31) }] } })),
    ).rejects.toThrow(misuse)
  })

  it('a statement that is not known is refused by name', async () => {
    const statements = [{ type: 'range' } as unknown as Statement]
    const unknown = expect.objectContaining({ code: 'unknown-statement' })
    await expect(prove(({ bound }) => ({ bound: { ...bound, statements } }))).rejects.toThrow(unknown)
    await expect(inBound({ statements: [...statements, account] })).rejects.toThrow(unknown)
    await expect(
      inBound({ statements: [{ type: 'toString' } as unknown as Statement, account] }),
    ).rejects.toThrow(unknown)
  })

  it('of the verifier is told at once', async () => {
    const { bound: _, ...unbound } = credential
    await expect(reasonOf({ ...request, credentials: [unbound] })).rejects.toThrow(misuse)
    await expect(reasonOf({ ...request, credentials: [] })).rejects.toThrow(misuse)
    await expect(
      reasonOf({ ...request, credentials: Array.from({ length: 17 }, () => credential) }),
    ).rejects.toThrow(misuse)
    await expect(inCredential({ messageCount: -1 })).rejects.toThrow(misuse)
    await expect(inContext({ transactionHash: random(31) })).rejects.toThrow(misuse)
    await expect(inContext({ sameHolder: 1 as unknown as boolean })).rejects.toThrow(misuse)
    await expect(inContext({ authority: { ...authority, epoch: -1 } })).rejects.toThrow(misuse)
  })
})
