import { openInterface, pairUp, standardApiId } from '@velum/bbs'
import type { CborValue } from '../../../src/canonical-cbor.ts'
import type { PresentationContext, VerifyBoundPresentationOptions } from '../../../src/index.ts'
import { decodeExtension, type Extension, encodeExtension } from '../../../src/presentation/extension.ts'
import {
  type InitialisedPresentation,
  initPresentation,
} from '../../../src/presentation/init-presentation.ts'
import { openPresentation } from '../../../src/presentation/open-presentation.ts'
import { presentationHeaderOf, transcriptHash } from '../../../src/presentation/transcript.ts'
import { type Shown, toProve, toVerify } from './present.ts'
import { random } from './world.ts'

export type Transcript = readonly CborValue[]

/** Where an element stands: position within the transcript, within its credential and so on. */
export type Path = readonly number[]

/** The transcript with other values at some places. */
export function put(transcript: Transcript, path: Path, value: CborValue): Transcript {
  const [at, ...rest] = path as [number, ...number[]]
  const inner = rest.length === 0 ? value : put(transcript[at] as Transcript, rest, value)
  return transcript.with(at, inner)
}

export function at(transcript: Transcript, path: Path): CborValue {
  return path.reduce<CborValue>((value, position) => (value as Transcript)[position] as CborValue, transcript)
}

/** What a prover and a verifier leave out that are careless alike. */
export interface Carelessness {
  readonly leftOut: readonly Path[]
  /** The presentation header names nonce and audience a second time; whether that is forgotten too. */
  readonly headerToo?: boolean
}

const header = (
  { leftOut, headerToo }: Carelessness,
  context: PresentationContext,
  transcript: Transcript,
) => {
  const rest = leftOut.reduce<Transcript>((all, path) => put(all, path, null), transcript)
  const named = headerToo ? { challenge: '', domain: '' } : context
  return presentationHeaderOf(named, transcriptHash(rest))
}

/** A copy of the verifier that differs from ours in what it leaves out. */
export async function carelesslyVerify(
  carelessness: Carelessness,
  { context, credentials, extension }: VerifyBoundPresentationOptions,
): Promise<boolean> {
  const decoded = decodeExtension(extension)
  if (!decoded) return false
  const opened = await openPresentation(context, credentials, decoded)
  if ('fault' in opened) return false
  const presentationHeader = header(carelessness, context, opened.transcript)
  if (opened.proofs.some((proof) => proof.challenge(presentationHeader) !== proof.claimedChallenge))
    return false
  const bbs = await openInterface({
    ciphersuite: 'BLS12-381-SHA-256',
    apiId: standardApiId('BLS12-381-SHA-256'),
  })
  return pairUp(bbs, [...opened.proofs, ...opened.possessions], random)
}

/** What a cheating holder does with a presentation that is left to its mercy. */
export interface Cheat {
  /** Changes what is hashed, before any challenge is known. */
  readonly before?: (transcript: Transcript, begun: InitialisedPresentation) => Transcript
  /** Changes what is sent, once the challenges are known. */
  readonly after?: (extension: Extension, challenges: readonly bigint[]) => Extension
}

/** A copy of the prover that leaves the same out, and cheats. */
export async function carelesslyProve(
  carelessness: Carelessness,
  context: PresentationContext,
  shown: readonly Shown[],
  { before = (transcript) => transcript, after = (extension) => extension }: Cheat = {},
): Promise<VerifyBoundPresentationOptions> {
  const begun = await initPresentation(context, shown.map(toProve), random)
  const presentationHeader = header(carelessness, context, before(begun.transcript, begun))
  const challenges = begun.proofs.map((proof) => proof.challenge(presentationHeader))
  const extension = begun.answer(challenges)
  if (!extension) throw new Error('nothing is bound')
  const proofs = begun.proofs.map((proof, i) => proof.finalise(challenges[i] as (typeof challenges)[0]))
  return {
    context,
    credentials: shown.map((one, i) => toVerify(one, proofs[i] as Uint8Array)),
    extension: encodeExtension(after(extension, challenges)),
  }
}

/** The extension with other points for one statement of a credential. */
export function withStatementPoints(
  extension: Extension,
  credential: number,
  statement: number,
  change: (points: Uint8Array) => Uint8Array,
): Extension {
  const part = extension.credentials[credential]
  const sent = part?.statements[statement]
  if (!part || !sent) throw new Error('no such statement')
  const statements = part.statements.with(statement, { ...sent, points: change(sent.points) })
  return { ...extension, credentials: extension.credentials.with(credential, { ...part, statements }) }
}

/** The extension with other points and scalars in the proof of possession of a credential. */
export function withPossession(
  extension: Extension,
  credential: number,
  change: (sent: { points: Uint8Array; scalars: Uint8Array }) => { points: Uint8Array; scalars: Uint8Array },
): Extension {
  const part = extension.credentials[credential]
  if (!part) throw new Error('no such binding')
  return { ...extension, credentials: extension.credentials.with(credential, { ...part, ...change(part) }) }
}

/** `octets` with `part` from `offset` on. */
export function splice(octets: Uint8Array, offset: number, part: Uint8Array): Uint8Array {
  const copy = octets.slice()
  copy.set(part, offset)
  return copy
}
