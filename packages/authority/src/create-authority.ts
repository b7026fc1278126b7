import {
  createFROST,
  type DKG_Round1,
  type DKG_Round2,
  type DKG_Secret,
} from '@noble/curves/abstract/frost.js'
import { bls12_381 } from '@noble/curves/bls12-381.js'
import { sha512 } from '@noble/hashes/sha2.js'
import { AuthorityError } from './authority-error.ts'
import { dkgHashOf } from './dkg-hash.ts'
import { platformRandom, type RandomOctets, sameOctets } from './octets.ts'
import { mostTrustees, type TrusteeShare } from './trustee-share.ts'

export interface CreateAuthorityOptions {
  /** n, how many trustees there are: at most 255. */
  readonly trustees: number
  /** t, how many of them open together: from 2 to n; 1 only where there is a single trustee. */
  readonly threshold: number
  /** A cryptographic source; the platform's own by default. */
  readonly random?: RandomOctets
}

export interface CreatedAuthority {
  /** The epoch's key Y = g·y: 48 octets, a compressed point of G1. Nobody holds y. */
  readonly publicKey: Uint8Array
  /** g·share of each trustee, in the order of their numbers: 48 octets each. */
  readonly verificationShares: readonly Uint8Array[]
  /** One for each trustee. Whoever sees `threshold` of them can open. */
  readonly shares: readonly TrusteeShare[]
  /** SHA-256 over all broadcasts of the key generation: 32 octets, what trustees sign with the key. */
  readonly dkgHash: Uint8Array
}

const Point = bls12_381.G1.Point
const Fn = bls12_381.fields.Fr

const frost = createFROST({ name: 'VELUM-BLS12381G1-SHA512-v1', Point, Fn, hash: sha512 })

/** Generates the key of an opening authority: the distributed key generation of FROST with every trustee in this one process, which
 *  therefore sees all shares, if only for as long as it runs. Throws AuthorityError 'invalid-argument' for numbers that make no
 *  authority, 'participant-at-fault' when a message of the generation does not hold. (docs/proof-system.md) */
export function createAuthority(options: CreateAuthorityOptions): CreatedAuthority {
  const { trustees, threshold, random = platformRandom } = options
  requireNumbers(trustees, threshold)
  try {
    return trustees === 1 ? createAlone(random) : createTogether(trustees, threshold, random)
  } catch (cause) {
    throw new AuthorityError(
      'participant-at-fault',
      'The key generation was abandoned: a message was wrong.',
      {
        cause,
      },
    )
  }
}

interface Participant {
  readonly identifier: string
  readonly broadcast: DKG_Round1
  readonly state: DKG_Secret
}

function createTogether(trustees: number, threshold: number, random: RandomOctets): CreatedAuthority {
  const signers = { min: threshold, max: trustees }
  // The library asks for no length where its own default is meant.
  const rng = (length = 32) => random(length)
  const participants: Participant[] = Array.from({ length: trustees }, (_, i) => {
    const identifier = frost.Identifier.fromNumber(i + 1)
    const { public: broadcast, secret: state } = frost.DKG.round1(identifier, signers, undefined, rng)
    return { identifier, broadcast, state }
  })
  const othersOf = ({ identifier }: Participant) =>
    participants.filter((other) => other.identifier !== identifier)
  const broadcastsFor = (participant: Participant) => othersOf(participant).map(({ broadcast }) => broadcast)

  const sent = new Map(
    participants.map((participant) => [
      participant.identifier,
      frost.DKG.round2(participant.state, broadcastsFor(participant)),
    ]),
  )
  const keys = participants.map((participant) => {
    const received = othersOf(participant).map(
      ({ identifier }) => sent.get(identifier)?.[participant.identifier] as DKG_Round2,
    )
    return frost.DKG.round3(participant.state, broadcastsFor(participant), received)
  })

  const publicKeys = keys.map((key) => key.public.commitments[0] as Uint8Array)
  const [publicKey] = publicKeys as [Uint8Array]
  if (!publicKeys.every((key) => sameOctets(key, publicKey))) {
    throw new RangeError('the trustees arrived at different keys')
  }
  const verificationShares = keys.map((key) =>
    Point.BASE.multiply(Fn.fromBytes(key.secret.signingShare)).toBytes(),
  )
  return {
    publicKey,
    verificationShares,
    shares: keys.map((key, i) => ({
      index: i + 1,
      threshold,
      secret: key.secret.signingShare,
      publicKey,
      verificationShares,
    })),
    dkgHash: dkgHashOf(
      threshold,
      participants.map(({ broadcast }) => broadcast),
    ),
  }
}

// One trustee is no distributed generation, and the library makes none: a key, and the proof that its maker knows it.
function createAlone(random: RandomOctets): CreatedAuthority {
  const secret = frost.utils.randomScalar((length = 32) => random(length))
  const publicKey = Point.BASE.multiply(Fn.fromBytes(secret)).toBytes()
  const verificationShares = [publicKey]
  const proofOfKnowledge = frost.sign(publicKey, secret)
  const identifier = frost.Identifier.fromNumber(1)
  return {
    publicKey,
    verificationShares,
    shares: [{ index: 1, threshold: 1, secret, publicKey, verificationShares }],
    dkgHash: dkgHashOf(1, [{ identifier, commitment: [publicKey], proofOfKnowledge }]),
  }
}

function requireNumbers(trustees: number, threshold: number): void {
  if (!Number.isSafeInteger(trustees) || trustees < 1 || trustees > mostTrustees) {
    throw new AuthorityError('invalid-argument', `An authority has from 1 to ${mostTrustees} trustees.`)
  }
  if (!Number.isSafeInteger(threshold) || threshold < 1 || threshold > trustees) {
    throw new AuthorityError(
      'invalid-argument',
      'The threshold must be at least 1 and at most the number of trustees.',
    )
  }
  if (threshold === 1 && trustees > 1) {
    throw new AuthorityError(
      'invalid-argument',
      'With a threshold of 1 each of several trustees could open alone. Take a threshold of at least 2.',
    )
  }
}
