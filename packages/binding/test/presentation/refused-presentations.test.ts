import { decode, encode } from 'cborg'
import { describe, expect, it } from 'vitest'
import { createHolderSecrets, type Statement, type VerifyBoundPresentationOptions } from '../../src/index.ts'
import { carelesslyProve, splice } from './support/leave-out.ts'
import {
  account,
  authority,
  both,
  bound,
  context,
  credential,
  diploma,
  inBound,
  inContext,
  inCredential,
  issuer,
  otherIssuer,
  reasonOf,
  request,
  residence,
  secrets,
} from './support/one-presentation.ts'
import { contextOf, present, type Shown } from './support/present.ts'
import { createAuthority, g1, issue, random } from './support/world.ts'

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
