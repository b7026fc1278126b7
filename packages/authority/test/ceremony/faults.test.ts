import { bls12_381 } from '@noble/curves/bls12-381.js'
import { x25519 } from '@noble/curves/ed25519.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { loadCurve } from '@velum/curve'
import { describe, expect, it } from 'vitest'
import { beginPart } from '../../src/ceremony/begin-part.ts'
import type { CeremonyLog } from '../../src/ceremony/ceremony-log.ts'
import { decodeState } from '../../src/ceremony/ceremony-state.ts'
import { judge } from '../../src/ceremony/judge.ts'
import { encodeEvidence, encodeReveal, placeFor, type Reveal } from '../../src/ceremony/messages.ts'
import { contentOf, signContent } from '../../src/ceremony/signed-message.ts'
import { verifyCeremony } from '../../src/ceremony/verify-ceremony.ts'
import { corrupt, dealOf, polynomialOf, revealOf, secretsOf, signedBy } from './support/adversary.ts'
import { createTable, random, type Table } from './support/table.ts'

const { Point } = bls12_381.G1
const curve = await loadCurve()

const small = () => createTable({ trustees: 3, threshold: 2 })

/** Runs the ceremony; the honest must all see it ended, with this trustee found guilty of this. */
async function named(table: Table, guilty: number, fault: string): Promise<void> {
  const honest = [1, 2, 3].filter((trustee) => trustee !== guilty)
  await table.run([1, 2, 3])
  for (const trustee of honest) {
    expect(await table.step(trustee)).toMatchObject({ type: 'aborted', guilty, fault })
  }
  const { terms, log, isSignature, isConfirmation } = table
  expect(await judge({ terms, log, isSignature, isConfirmation })).toEqual({ guilty, fault })
  expect(await verifyCeremony({ terms, log, isSignature, isConfirmation })).toMatchObject({
    ...{ result: 'aborted', judgement: { guilty, fault } },
  })
  // The log without the accusation tells an auditor the same, where the fault is public.
  const { aborted: _, ...rest } = log
  if (fault === 'share-wrong') return
  expect(await verifyCeremony({ terms, log: rest, isSignature, isConfirmation })).toEqual({
    ...{ result: 'faulty', trustee: guilty, fault },
  })
}

describe('a trustee is named that', () => {
  it('shows another reveal than it committed to', async () => {
    const table = await small()
    table.broadcast(1, 2, sha256(random(32)))
    for (const trustee of [1, 3]) await table.act(trustee, await table.step(trustee))
    table.broadcast(2, 2, decodeState(curve, table.disk.get(2) as Uint8Array).reveal)
    await named(table, 2, 'reveal-differs')
  })

  it('reveals what is no reveal', async () => {
    const changes: ((reveal: Reveal, table: Table) => Uint8Array)[] = [
      () => new Uint8Array(),
      () => random(400),
      // A thousand arrays in one another.
      () => new Uint8Array(1000).fill(0x81),
      (reveal, { terms }) => encodeReveal(terms, reveal).slice(0, -1),
      (reveal, { terms }) => Uint8Array.from([...encodeReveal(terms, reveal), 0]),
      // The same array with its length in two octets: canonical CBOR has one.
      (reveal, { terms }) => Uint8Array.from([0x98, 8, ...encodeReveal(terms, reveal).slice(1)]),
      (reveal, { terms }) => encodeReveal(terms, { ...reveal, commitments: [] }),
      (reveal, { terms }) => encodeReveal(terms, { ...reveal, recipients: reveal.recipients.slice(1) }),
      (reveal, { terms }) => encodeReveal(terms, { ...reveal, trustee: 1 }),
      // Of another ceremony, and of another authority.
      (reveal, { terms }) => encodeReveal({ ...terms, ceremony: 2 }, reveal),
      (reveal, { terms }) => encodeReveal({ ...terms, authority: `0x${'b2'.repeat(32)}` }, reveal),
      (reveal, { terms }) => withFirst(terms, reveal, Uint8Array.from([0xc0, ...new Uint8Array(47)])),
      // On the curve, and not in the group of prime order.
      (reveal, { terms }) => withSecond(terms, reveal, outsideSubgroup()),
    ]
    for (const change of changes) {
      const table = await small()
      await corrupt(table, 2, (reveal) => change(reveal, table))
      await named(table, 2, 'reveal-malformed')
    }
  })

  it('floods the log', async () => {
    const table = await small()
    await corrupt(table, 2, () => new Uint8Array(17_000))
    await named(table, 2, 'reveal-differs')
  })

  it('raises or lowers the threshold', async () => {
    for (const threshold of [1, 3, 4]) {
      const table = await small()
      await corrupt(table, 3, () => polynomialOf(table.terms, 3, threshold))
      await named(table, 3, 'threshold-wrong')
    }
  })

  it('chooses a rogue key: one whose secret it does not know', async () => {
    const table = await small()
    const other = revealOf(table, 1)
    await corrupt(table, 2, ({ commitments }) => {
      const own = Point.fromBytes(commitments[0] as Uint8Array)
      const cancelling = own.subtract(Point.fromBytes(other.commitments[0] as Uint8Array)).toBytes()
      return { commitments: [cancelling, ...commitments.slice(1)] }
    })
    await named(table, 2, 'proof-of-knowledge-wrong')
  })

  it('takes commitments and proof of another ceremony, authority, epoch or trustee', async () => {
    for (const changes of [{ ceremony: 2 }, { authority: `0x${'b2'.repeat(32)}` }, { epoch: 2 }]) {
      const table = await small()
      await corrupt(table, 2, () => polynomialOf({ ...table.terms, ...changes }, 2, 2))
      await named(table, 2, 'proof-of-knowledge-wrong')
    }
    const table = await small()
    const { commitments, proofOfKnowledge } = revealOf(table, 1)
    await corrupt(table, 2, () => ({ commitments, proofOfKnowledge }))
    await named(table, 2, 'proof-of-knowledge-wrong')
  })

  it('names a key to which nothing can be encrypted, or one key for two dealers', async () => {
    // RFC 7748, section 6.1, and the points of low order that are known of the curve; the last is the field itself.
    const octets = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'))
    const keys = [
      octets('00'.repeat(32)),
      octets(`01${'00'.repeat(31)}`),
      octets('e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800'),
      octets('5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157'),
      octets(`ec${'ff'.repeat(30)}7f`),
      octets(`ed${'ff'.repeat(30)}7f`),
      octets(`ee${'ff'.repeat(30)}7f`),
      octets('ff'.repeat(32)),
    ]
    for (const key of keys) {
      const table = await small()
      await corrupt(table, 2, ({ recipients }) => ({ recipients: [recipients[0] as Uint8Array, key] }))
      await named(table, 2, 'recipient-wrong')
    }
    const table = await small()
    await corrupt(table, 2, ({ recipients }) => ({
      recipients: [recipients[0], recipients[0]] as Uint8Array[],
    }))
    await named(table, 2, 'recipient-wrong')
  })

  it('deals what is no deal', async () => {
    for (const message of [new Uint8Array(), random(700)]) {
      const table = await small()
      await untilDeals(table)
      table.broadcast(3, 2, await signedBy(table, 3, 2, message))
      await named(table, 2, 'deal-malformed')
    }
  })

  it('shows or deals what it has not signed, or has signed for another round or ceremony', async () => {
    const wrong: ((table: Table, which: 2 | 3, content: Uint8Array) => Promise<Uint8Array>)[] = [
      async () => new Uint8Array(),
      async () => new Uint8Array(17_000),
      async (_, __, content) => Uint8Array.from([...random(65), ...content]),
      (table, which, content) => signedBy(table, which === 2 ? 3 : 2, 2, content),
      (table, which, content) => signedBy(table, which, 3, content),
      (table, which, content) =>
        signContent(
          { ...table.terms, ceremony: 2 },
          { round: which, trustee: 2, content },
          table.signMessage,
        ),
    ]
    for (const change of wrong) {
      const table = await small()
      const reveal = await change(table, 2, encodeReveal(table.terms, revealOf(table, 2)))
      table.broadcast(1, 2, sha256(reveal))
      for (const trustee of [1, 3]) await table.act(trustee, await table.step(trustee))
      table.broadcast(2, 2, reveal)
      // Too long a message is kept as none, whose hash is another one.
      await named(table, 2, reveal.length > 16_384 ? 'reveal-differs' : 'signature-wrong')

      const dealing = await small()
      await untilDeals(dealing)
      const deal = contentOf(await dealOf(dealing, 2, (share) => share))
      dealing.broadcast(3, 2, await change(dealing, 3, deal))
      await named(dealing, 2, 'signature-wrong')
    }
  })

  it('deals rightly to some and wrongly to others', async () => {
    const wrong = [
      (share: Uint8Array) => Uint8Array.from(share, (octet, i) => (i === 31 ? octet ^ 1 : octet)),
      () => new Uint8Array(32),
      () => new Uint8Array(32).fill(255),
    ]
    for (const change of wrong) {
      const table = await small()
      await untilDeals(table)
      table.broadcast(3, 2, await dealOf(table, 2, (share, to) => (to === 3 ? change(share) : share)))
      await named(table, 2, 'share-wrong')
      expect(table.log.aborted).toMatchObject({ trustee: 3, accused: 2 })
    }
  })

  it('encrypts what it deals to a key of its own', async () => {
    const table = await small()
    await untilDeals(table)
    const deal = contentOf(await dealOf(table, 2, (share) => share)).slice()
    // The last octets are of the file for trustee 3; in the middle of it stands the key of the file.
    deal.set(random(16), deal.length - 100)
    table.broadcast(3, 2, await signedBy(table, 3, 2, deal))
    await named(table, 2, 'share-wrong')
  })

  it('confirms another outcome, or what is no signature', async () => {
    const attempts: ((table: Table) => Uint8Array)[] = [
      () => random(65),
      () => new Uint8Array(65),
      () => random(64),
      ({ sign }) => sign(2, { publicKey: random(48), verificationShares: [], dkgHash: random(32) }),
    ]
    for (const attempt of attempts) {
      const table = await small()
      await untilDeals(table)
      for (const trustee of [1, 2, 3]) await table.act(trustee, await table.step(trustee))
      table.broadcast(4, 2, attempt(table))
      await named(table, 2, 'confirm-wrong')
    }
  })
})

describe('an accuser is named that', () => {
  const accusations: [string, (table: Table) => { accused: number; evidence: Uint8Array }][] = [
    ['has no evidence', () => ({ accused: 1, evidence: new Uint8Array() })],
    ['only says so', () => ({ accused: 1, evidence: encodeEvidence('threshold-wrong') })],
    ['shows another key than the one it had named', () => ({ accused: 1, evidence: wrongShare(random(32)) })],
    [
      'shows the right key of a right share',
      (table) => ({ accused: 1, evidence: wrongShare(keyFor(table, 1)) }),
    ],
    ['shows the key for another dealer', (table) => ({ accused: 1, evidence: wrongShare(keyFor(table, 3)) })],
    ['accuses itself', () => ({ accused: 2, evidence: wrongShare(random(32)) })],
    ['accuses nobody that there is', () => ({ accused: 9, evidence: wrongShare(random(32)) })],
    ['sends a flood', () => ({ accused: 1, evidence: new Uint8Array(100_000).fill(0x81) })],
  ]
  it.each(accusations)('%s', async (_, accusation) => {
    const table = await small()
    await untilDeals(table)
    const made = accusation(table)
    for (const trustee of [1, 2, 3]) await table.act(trustee, await table.step(trustee))
    table.log.aborted = { trustee: 2, ...made }
    const { terms, log, isSignature, isConfirmation } = table
    expect(await judge({ terms, log, isSignature, isConfirmation })).toEqual({
      guilty: 2,
      fault: 'accusation-false',
    })
    for (const trustee of [1, 3]) {
      expect(await table.step(trustee)).toMatchObject({
        type: 'aborted',
        guilty: 2,
        fault: 'accusation-false',
      })
    }
  })

  it('accuses one that is only silent; who just ends the ceremony accuses nobody', async () => {
    const table = await small()
    await table.run([1, 3])
    const { terms, log, isSignature, isConfirmation } = table
    log.aborted = { trustee: 1, accused: 2, evidence: new Uint8Array() }
    expect(await judge({ terms, log, isSignature, isConfirmation })).toEqual({
      guilty: 1,
      fault: 'accusation-false',
    })
    log.aborted = { trustee: 1, accused: 0, evidence: new Uint8Array() }
    expect(await judge({ terms, log, isSignature, isConfirmation })).toBeUndefined()
    expect(await table.step(3)).toEqual({ type: 'aborted', by: 1, guilty: 0, fault: '' })
  })
})

describe('an accusation', () => {
  it('holds although another trustee broke the rules too', async () => {
    const table = await small()
    await untilDeals(table)
    table.broadcast(3, 3, await dealOf(table, 3, () => random(32)))
    const accusing = await table.step(1)
    expect(accusing).toMatchObject({ type: 'accuse', accused: 3, fault: 'share-wrong' })
    table.broadcast(3, 2, random(40))
    await table.act(1, accusing)
    const { terms, log, isSignature, isConfirmation } = table
    expect(await judge({ terms, log, isSignature, isConfirmation })).toEqual({
      guilty: 3,
      fault: 'share-wrong',
    })
  })

  it('reveals one share of the ceremony and no other', async () => {
    const table = await small()
    await untilDeals(table)
    table.broadcast(3, 2, await dealOf(table, 2, () => random(32)))
    const made = await table.step(3)
    if (made.type !== 'accuse') throw new RangeError('trustee 3 accuses')
    const { identities } = secretsOf(table, 3)
    const shown = Buffer.from(made.evidence).toString('hex')
    expect(identities.map((one) => shown.includes(Buffer.from(one).toString('hex')))).toEqual([false, true])
  })

  it('leaves nothing behind but the end itself', async () => {
    const table = await small()
    await untilDeals(table)
    table.log.aborted = { trustee: 2, accused: 1, evidence: new Uint8Array() }
    await table.step(1)
    const { secrets, result, ended } = decodeState(curve, table.disk.get(1) as Uint8Array)
    expect([secrets, result]).toEqual([undefined, undefined])
    expect(ended).toEqual({ by: 2, guilty: 2, fault: 'accusation-false' })
    delete table.log.aborted
    expect(await table.step(1)).toMatchObject({ type: 'aborted', guilty: 2 })
  })
})

describe('a trustee gives up', () => {
  it('when a message that was final is another one now, and says whose', async () => {
    const table = await small()
    await untilDeals(table)
    for (const trustee of [1, 2, 3]) await table.step(trustee)
    const log = { broadcasts: await rewritten(table, 2) }
    for (const trustee of [1, 3]) {
      expect(await table.step(trustee, log)).toEqual({ type: 'give-up', fault: 'equivocation', trustee: 2 })
    }
  })

  it('when another has dealt for a history that is no more: the log does not show whose fault that is', async () => {
    const table = await small()
    await untilDeals(table)
    const late = table.disk.get(3) as Uint8Array
    await table.act(1, await table.step(1))
    const { terms, isSignature, isConfirmation } = table
    const log: CeremonyLog = { broadcasts: await rewritten(table, 2) }
    table.disk.set(3, late)
    expect(await table.step(3, log)).toEqual({ type: 'give-up', fault: 'history-differs', trustee: 1 })
    const aborted = { trustee: 3, accused: 1, evidence: encodeEvidence('history-differs') }
    const verdict = await judge({ terms, log: { ...log, aborted }, isSignature, isConfirmation })
    expect(verdict).toEqual({ guilty: 3, fault: 'accusation-false' })
  })

  it('when another machine speaks for it', async () => {
    const table = await small()
    table.broadcast(1, 1, sha256(random(32)))
    expect(await table.step(1)).toEqual({ type: 'give-up', fault: 'state-differs', trustee: 1 })
  })
})

it('names who is in a log twice in one round', async () => {
  const table = await small()
  await table.run()
  const { terms, log, isSignature, isConfirmation } = table
  log.broadcasts.push({ round: 2, trustee: 3, message: random(100) })
  expect(await verifyCeremony({ terms, log, isSignature, isConfirmation })).toEqual({
    ...{ result: 'faulty', trustee: 3, fault: 'equivocation' },
  })
})

it("gives nobody's share away when a trustee names a key of another as its own", async () => {
  const table = await small()
  const { recipients } = revealOf(table, 1)
  await corrupt(table, 2, (own) => ({
    recipients: [own.recipients[0] as Uint8Array, recipients[placeFor(3, 1)] as Uint8Array],
  }))
  const steps = await table.run()
  // Trustee 3 dealt to it what it cannot open: it can accuse nobody, for it does not have the key.
  expect(steps.get(1)).toMatchObject({ type: 'aborted', guilty: 2, fault: 'accusation-false' })
})

/** The log of a chain on which a trustee has committed to and shown something else, just as right. */
async function rewritten(table: Table, trustee: number): Promise<CeremonyLog['broadcasts']> {
  const { terms, signMessage: sign } = table
  const { reveal } = decodeState(curve, await beginPart({ terms, trustee, sign, random }))
  const instead = [sha256(reveal), reveal]
  return table.log.broadcasts.map((sent) =>
    sent.trustee === trustee && sent.round <= 2
      ? { ...sent, message: instead[sent.round - 1] as Uint8Array }
      : sent,
  )
}

/** All reveal; who has not dealt deals later. */
async function untilDeals(table: Table): Promise<void> {
  for (let round = 1; round <= 2; round++) {
    for (const trustee of [1, 2, 3]) await table.act(trustee, await table.step(trustee))
  }
}

const wrongShare = (identity: Uint8Array) => encodeEvidence('share-wrong', identity)

/** The one-time key of trustee 2 for a dealer. */
function keyFor(table: Table, dealer: number): Uint8Array {
  const { identities } = secretsOf(table, 2)
  const identity = identities[placeFor(dealer, 2)] as Uint8Array
  const { recipients } = revealOf(table, 2)
  expect(x25519.getPublicKey(identity)).toEqual(recipients[placeFor(dealer, 2)])
  return identity
}

const withFirst = (terms: Table['terms'], reveal: Reveal, first: Uint8Array) =>
  encodeReveal(terms, { ...reveal, commitments: [first, ...reveal.commitments.slice(1)] })

const withSecond = (terms: Table['terms'], reveal: Reveal, second: Uint8Array) =>
  encodeReveal(terms, { ...reveal, commitments: [reveal.commitments[0] as Uint8Array, second] })

/** x = 0, y = ±2: a point of order 3 on the curve y² = x³ + 4. */
const outsideSubgroup = () => Uint8Array.from([0x80, ...new Uint8Array(47)])
