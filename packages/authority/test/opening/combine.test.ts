import { createHash } from 'node:crypto'
import { decode, encode } from 'cborg'
import { describe, expect, it } from 'vitest'
import {
  combine,
  decryptPartially,
  type ReceivedPartial,
  resultHash,
  verifyPartial,
} from '../../src/index.ts'
import { Fr, id, opening, Point, partsOf, random, tokenFor } from './support.ts'

const sha256 = (octets: Uint8Array) => Uint8Array.from(createHash('sha256').update(octets).digest())

type Items = [number, Uint8Array, number, Uint8Array, Uint8Array, Uint8Array, Uint8Array]

/** The part with other items, announced with its own hash: what a dishonest trustee sends. */
function changed(part: ReceivedPartial, change: (items: Items) => unknown[], trustee = part.trustee) {
  const octets = encode(change(decode(part.octets) as Items))
  return { trustee, octets, hash: sha256(octets) }
}

describe('an opening', () => {
  it.each([
    [5, 3],
    [11, 7],
    [1, 1],
    [4, 4],
  ])('of %i trustees, %i together, gives the point that was sealed, by whichever of them', async (n, t) => {
    const { authority, subject, reg, terms } = opening(n, t)
    const all = Array.from({ length: n }, (_, i) => i + 1)
    for (const numbers of [all.slice(0, t), all.slice(n - t), all.toReversed(), all]) {
      const partials = await partsOf(authority, subject, numbers)
      expect(await combine({ ...terms, partials })).toEqual({
        opened: true,
        point: reg,
        trustees: numbers.slice(0, t),
        faults: [],
      })
    }
    const few = await partsOf(authority, subject, all.slice(1, t))
    expect(await combine({ ...terms, partials: few })).toEqual({
      opened: false,
      reason: 'not-enough',
      faults: [],
    })
  })

  it('names the trustees whose parts are wrong, and opens by the others', async () => {
    const { authority, subject, reg, terms } = opening(5, 3)
    const [first, second, ...good] = (await partsOf(authority, subject, [1, 2, 3, 4, 5])) as [
      ReceivedPartial,
      ReceivedPartial,
    ]
    const wrong = changed(first, ([v, r, i, , ...rest]) => [v, r, i, Point.BASE.toBytes(), ...rest])
    const partials = [wrong, { ...second, hash: random(32) }, ...good]
    expect(await combine({ ...terms, partials })).toEqual({
      opened: true,
      point: reg,
      trustees: [3, 4, 5],
      faults: [
        { trustee: 1, fault: 'partial-wrong' },
        { trustee: 2, fault: 'partial-not-announced' },
      ],
    })
    expect(await combine({ ...terms, partials: partials.slice(0, 4) })).toMatchObject({
      opened: false,
      reason: 'not-enough',
    })
  })

  it('counts a trustee once', async () => {
    const { authority, subject, terms } = opening(5, 3)
    const partials = await partsOf(authority, subject, [1, 1, 2])
    expect(await combine({ ...terms, partials })).toEqual({
      opened: false,
      reason: 'not-enough',
      faults: [{ trustee: 1, fault: 'trustee-twice' }],
    })
  })

  it('does not combine under verification shares that belong to another key', async () => {
    const { authority, subject, terms } = opening(5, 3)
    const partials = await partsOf(authority, subject, [1, 2, 3])
    const other = opening(5, 3).authority.publicKey
    expect(await combine({ ...terms, publicKey: other, partials })).toMatchObject({ reason: 'key-mismatch' })
    // A threshold that is lower than the polynomial's: two of three parts.
    expect(await combine({ ...terms, threshold: 2, partials })).toMatchObject({ reason: 'key-mismatch' })
    expect(await combine({ ...terms, threshold: 0, partials: [] })).toMatchObject({ reason: 'not-enough' })
  })

  it('yields nobody for a token of nobody', async () => {
    const { authority, terms, subject } = opening(1, 1)
    const r = Point.BASE.multiply(5n)
    const [secret] = authority.shares.map((share) => Fr.fromBytes(share.secret)) as [bigint]
    const token = { r: r.toBytes(), rBar: r.toBytes(), e: r.multiply(secret).toBytes() }
    const empty = { ...subject, token }
    const partials = await partsOf(authority, empty, [1])
    expect(await combine({ ...terms, subject: empty, partials })).toMatchObject({ reason: 'no-point' })
  })
})

describe('a partial decryption', () => {
  it('is R to the share, as another library computes it, and its proof the one of Chaum and Pedersen', async () => {
    const { authority, subject, terms } = opening(5, 3)
    const [part] = (await partsOf(authority, subject, [2])) as [ReceivedPartial]
    const secret = Fr.fromBytes(authority.shares[1]?.secret ?? random(0))
    const expected = Point.fromBytes(subject.token.r).multiply(secret).toBytes()
    expect(await verifyPartial({ ...terms, partial: part })).toEqual({ valid: true, decrypted: expected })
    expect((decode(part.octets) as Items)[3]).toEqual(expected)
    expect(part.hash).toEqual(sha256(part.octets))
  })

  it('holds for its own request, authority, epoch, presentation and token, and for no other', async () => {
    const { authority, subject, terms } = opening(5, 3)
    const [partial] = (await partsOf(authority, subject, [1])) as [ReceivedPartial]
    const { token } = tokenFor(authority.publicKey)
    const others = [
      { authority: id() },
      { epoch: 2 },
      { presentationId: id() },
      { token },
      { token: { ...subject.token, rBar: token.rBar } },
      { token: { ...subject.token, e: token.e } },
    ]
    for (const other of others) {
      const verdict = await verifyPartial({ ...terms, partial, subject: { ...subject, ...other } })
      expect(verdict).toEqual({ valid: false, fault: 'partial-wrong' })
    }
    const elsewhere = { ...subject, requestId: id() }
    expect(await verifyPartial({ ...terms, partial, subject: elsewhere })).toEqual({
      valid: false,
      fault: 'partial-other-request',
    })
    // Moved to the other request by hand, its proof fails.
    const moved = changed(partial, ([v, , ...rest]) => [
      v,
      Buffer.from(elsewhere.requestId.slice(2), 'hex'),
      ...rest,
    ])
    expect(await verifyPartial({ ...terms, partial: moved, subject: elsewhere })).toEqual({
      valid: false,
      fault: 'partial-wrong',
    })
  })

  it('cannot be passed off as that of another trustee', async () => {
    const { authority, subject, terms } = opening(5, 3)
    const [part] = (await partsOf(authority, subject, [1])) as [ReceivedPartial]
    expect(await verifyPartial({ ...terms, partial: { ...part, trustee: 2 } })).toMatchObject({
      fault: 'partial-other-trustee',
    })
    const renamed = changed(part, ([v, r, , ...rest]) => [v, r, 2, ...rest], 2)
    expect(await verifyPartial({ ...terms, partial: renamed })).toMatchObject({ fault: 'partial-wrong' })
    for (const trustee of [0, 6, -1, 1.5]) {
      const partial = { ...part, trustee }
      expect(await verifyPartial({ ...terms, partial })).toMatchObject({ fault: 'trustee-unknown' })
    }
  })

  it('of a share from before a refresh, or of another epoch, is wrong', async () => {
    const { subject, terms } = opening(5, 3)
    const [partial] = (await partsOf(opening(5, 3).authority, subject, [1])) as [ReceivedPartial]
    expect(await verifyPartial({ ...terms, partial })).toEqual({ valid: false, fault: 'partial-wrong' })
  })

  it('has one encoding, no identity point and no number out of range', async () => {
    const { authority, subject, terms } = opening(5, 3)
    const [part] = (await partsOf(authority, subject, [1])) as [ReceivedPartial]
    const identity = Uint8Array.from([0xc0, ...new Uint8Array(47)])
    const order = Fr.ORDER
    const big = (value: bigint) => Buffer.from(value.toString(16).padStart(64, '0'), 'hex')
    const { length } = part.octets
    const loose = Uint8Array.from([...part.octets.subarray(0, 1), 0x18, ...part.octets.subarray(1)])
    const malformed = [
      changed(part, ([v, r, i, , ...rest]) => [v, r, i, identity, ...rest]),
      changed(part, ([v, r, i, d, , ...rest]) => [v, r, i, d, new Uint8Array(32), ...rest]),
      changed(part, ([v, r, i, d, c, s, salt]) => [v, r, i, d, c, big(BigInt(`0x${hex(s)}`) + order), salt]),
      changed(part, ([v, r, i, d, , ...rest]) => [v, r, i, d, big(order), ...rest.slice(0, 2)]),
      changed(part, (items) => [...items, 0]),
      changed(part, ([, ...rest]) => [2, ...rest]),
      ...[loose, part.octets.subarray(0, length - 1), Uint8Array.from([...part.octets, 0])].map((octets) => ({
        ...{ trustee: 1, octets, hash: sha256(octets) },
      })),
    ]
    for (const partial of malformed) {
      expect(await verifyPartial({ ...terms, partial })).toEqual({ valid: false, fault: 'partial-malformed' })
    }
  })

  it('takes another nonce for another request, even where the random source repeats itself', async () => {
    const { authority, subject } = opening(1, 1)
    const [share] = authority.shares
    if (!share) throw new RangeError('there is one trustee')
    const stuck = (length: number) => new Uint8Array(length).fill(3)
    const again = { ...subject, requestId: id() }
    const responses = await Promise.all(
      [subject, again].map(async (one) => {
        const { octets } = await decryptPartially({ share, subject: one, random: stuck })
        const [, , , , challenge, response] = decode(octets) as Items
        return [challenge, response].map((octets) => Fr.fromBytes(octets)) as [bigint, bigint]
      }),
    )
    const [[c1, s1], [c2, s2]] = responses as [[bigint, bigint], [bigint, bigint]]
    // With one nonce for both, this would be the share.
    const secret = Fr.div(Fr.sub(s1, s2), Fr.sub(c1, c2))
    expect(secret).not.toBe(Fr.fromBytes(share.secret))
  })

  it('is not announced by a hash that could be guessed: its salt differs each time', async () => {
    const { authority, subject } = opening(1, 1)
    const [first, second] = await partsOf(authority, subject, [1, 1])
    expect(first?.hash).not.toEqual(second?.hash)
  })

  it('is not made with a share that is not the trustee’s own', async () => {
    const { authority, subject } = opening(5, 3)
    const [first, second] = authority.shares
    if (!first || !second) throw new RangeError('there are five')
    const share = { ...first, secret: second.secret }
    await expect(decryptPartially({ share, subject })).rejects.toMatchObject({ code: 'invalid-argument' })
    const identity = Uint8Array.from([0xc0, ...new Uint8Array(47)])
    const token = { ...subject.token, r: identity }
    await expect(decryptPartially({ share: first, subject: { ...subject, token } })).rejects.toMatchObject({
      code: 'invalid-argument',
    })
  })
})

describe('the hash of a result', () => {
  it('is SHA-256 of its tag, request, point and salt', () => {
    const [requestId, point, salt] = [id(), random(48), random(32)]
    const tag = Buffer.from('VELUM_AUTHORITY_V1_RESULT_')
    // An array of four: octets of length 26, 32, 48 and 32 (RFC 8949 §3.1).
    const octets = Buffer.concat([
      ...[
        Buffer.from([0x84, 0x58, 26]),
        tag,
        Buffer.from([0x58, 32]),
        Buffer.from(requestId.slice(2), 'hex'),
      ],
      ...[Buffer.from([0x58, 48]), point, Buffer.from([0x58, 32]), salt],
    ])
    expect(resultHash({ requestId, point, salt })).toEqual(sha256(octets))
  })
})

const hex = (octets: Uint8Array) => Buffer.from(octets).toString('hex')
