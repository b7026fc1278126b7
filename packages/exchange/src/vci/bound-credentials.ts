import { decodeBase64Url, decodeHex32, encodeBase64Url, encodeHex } from './octets.ts'

/** Credentials with their bindings, in the same order, **not verified**. */
export interface BoundCredentials {
  readonly credentials: readonly unknown[]
  /** The issued binding of each credential: canonical CBOR of [signature, handle, numbers]. */
  readonly bindings: readonly Uint8Array[]
  readonly record: SealedRecord
}

/** The sealed identity record as the issuer made it: the holder can open it with its registration point. */
export interface SealedRecord {
  /** 32 bytes, by which it is found. */
  readonly address: Uint8Array
  /** A nonce of 12 bytes, then AES-256-GCM. */
  readonly ciphertext: Uint8Array
}

/** The answer to a request for bound credentials. */
export function createBoundCredentialResponse(bound: BoundCredentials): Readonly<Record<string, unknown>> {
  return {
    credentials: bound.credentials.map((credential) => ({ credential })),
    velum_bindings: bound.bindings.map(encodeBase64Url),
    velum_record: {
      address: encodeHex(bound.record.address),
      ciphertext: encodeBase64Url(bound.record.ciphertext),
    },
  }
}

/** Reads the two members that stand beside `credentials`; undefined when they do not fit. */
export function parseBoundMembers(
  body: Readonly<Record<string, unknown>>,
  count: number,
): Omit<BoundCredentials, 'credentials'> | undefined {
  const { velum_bindings: listed, velum_record: record } = body
  if (!Array.isArray(listed) || listed.length !== count) return undefined
  const bindings = listed.map(decodeBase64Url)
  if (typeof record !== 'object' || record === null) return undefined
  const members = record as Readonly<Record<string, unknown>>
  const address = decodeHex32(members.address)
  const ciphertext = decodeBase64Url(members.ciphertext)
  if (!address || !ciphertext || bindings.includes(undefined)) return undefined
  return { bindings: bindings as Uint8Array[], record: { address, ciphertext } }
}
