import { type CborValue, decodeCanonical, encodeCanonical } from '../canonical-cbor.ts'

/** What a presentation carries beside its standard proofs. Points are 48 octets each, scalars 32, one behind the other. */
export interface Extension {
  /** One for each credential, in their order; null where the credential is not bound. */
  readonly credentials: readonly (ExtensionPart | null)[]
  /** K and the responses of κ, one for each bound credential; null where same-holder is not proved. */
  readonly sameHolder: Sent | null
}

export interface Sent {
  readonly points: Uint8Array
  readonly scalars: Uint8Array
}

/** The proof of possession, and each statement in the order in which it was asked for. */
export interface ExtensionPart extends Sent {
  readonly statements: readonly Sent[]
}

/** More credentials than this, or more statements about one, are not proved and not looked at. */
export const mostCredentials = 16
export const mostStatements = 16

const version = 1
const mostOctets = 65_536

/** The one encoding of an extension: CBOR of [1, [null | [points, scalars, [[points, scalars] …]] …], null | [points, scalars]]. */
export function encodeExtension({ credentials, sameHolder }: Extension): Uint8Array {
  return encodeCanonical([
    version,
    credentials.map((part): CborValue => part && [part.points, part.scalars, part.statements.map(sentValue)]),
    sameHolder && sentValue(sameHolder),
  ])
}

const sentValue = ({ points, scalars }: Sent): CborValue => [points, scalars]

/** Reads an extension; undefined unless the octets are what `encodeExtension` makes of it. Lengths are for the proofs to check. */
export function decodeExtension(octets: Uint8Array): Extension | undefined {
  const value = decodeCanonical(octets, mostOctets)
  if (!isTuple(value, 3) || value[0] !== version) return undefined
  const [, list, last] = value
  if (!Array.isArray(list) || list.length > mostCredentials) return undefined
  const credentials = list.map(decodePart)
  const sameHolder = last === null ? null : decodeSent(last)
  if (credentials.includes(undefined) || sameHolder === undefined) return undefined
  return { credentials: credentials as (ExtensionPart | null)[], sameHolder }
}

function decodePart(value: unknown): ExtensionPart | null | undefined {
  if (value === null) return null
  if (!isTuple(value, 3)) return undefined
  const sent = decodeSent(value.slice(0, 2))
  const list = value[2]
  if (!sent || !Array.isArray(list) || list.length > mostStatements) return undefined
  const statements = list.map(decodeSent)
  return statements.includes(undefined) ? undefined : { ...sent, statements: statements as Sent[] }
}

function decodeSent(value: unknown): Sent | undefined {
  if (!isTuple(value, 2)) return undefined
  const [points, scalars] = value
  return points instanceof Uint8Array && scalars instanceof Uint8Array ? { points, scalars } : undefined
}

const isTuple = (value: unknown, length: number): value is unknown[] =>
  Array.isArray(value) && value.length === length
