import type { TrusteeShare } from '@velum/authority'
import {
  openSealedRecord,
  type RecordContent,
  readEscrowToken,
  recordAddress,
  recordStatement,
  type SealedRecord,
  trustCertificate,
  verifyIndependentSignature,
  verifyRecordSignature,
} from '@velum/binding'
import type { BoundPresentation } from '@velum/credential'
import { loadCurve, multiplyScalars, type Scalar, subtractScalars, toScalar } from '@velum/curve'
import { pointOf, scalarOf } from './points.ts'
import { extensionOf } from './seen.ts'
import { hex, type World } from './world.ts'

/** Where the escrow statement stands in what the games ask: after the pseudonym. */
const escrowPlace = { credential: 0, statement: 1 }

/** The escrow token of a presentation: 144 octets. */
export function tokenOf(presentation: BoundPresentation) {
  const token = readEscrowToken({ extension: extensionOf(presentation), ...escrowPlace })
  if (!token) throw new RangeError('the presentation has no escrow token')
  return { ...token, octets: Uint8Array.from([...token.r, ...token.rBar, ...token.e]) }
}

/** E − Σ λᵢ·shareᵢ·R: what these trustees arrive at together. */
export async function decrypt(
  token: { readonly r: Uint8Array; readonly e: Uint8Array },
  shares: readonly TrusteeShare[],
): Promise<Uint8Array> {
  const curve = await loadCurve()
  const { g1 } = curve
  const [r, e] = [await pointOf(token.r), await pointOf(token.e)]
  const parts = shares.map(({ index, secret }) => {
    let [numerator, denominator] = [toScalar(1n), toScalar(1n)]
    for (const other of shares) {
      if (other.index === index) continue
      numerator = multiplyScalars(numerator, toScalar(BigInt(other.index)))
      const difference = subtractScalars(toScalar(BigInt(other.index)), toScalar(BigInt(index)))
      denominator = multiplyScalars(denominator, difference)
    }
    const [inverse] = curve.invertScalars([denominator]) as [Scalar]
    return [r, multiplyScalars(multiplyScalars(numerator, inverse), scalarOf(secret))] as const
  })
  return g1.encode(g1.subtract(e, g1.msm(parts)))
}

export interface Opening {
  readonly presentation: BoundPresentation
  readonly shares: readonly TrusteeShare[]
  readonly records: readonly SealedRecord[]
  /** Who is believed to certify people; empty where the issuer's word is enough. */
  readonly trustAnchors: readonly Uint8Array[]
}

export type Opened =
  | { readonly point: Uint8Array; readonly content: RecordContent; readonly claims: Record<string, string> }
  | { readonly point: Uint8Array; readonly refused: 'no-record' | 'record-not-signed' | 'not-independent' }

/** What a court does: decrypts with enough trustees, finds the record, and believes it as far as it is signed. */
export async function open({ parameters }: World, opening: Opening): Promise<Opened> {
  const { presentation, shares, records, trustAnchors } = opening
  const point = await decrypt(tokenOf(presentation), shares)
  const address = hex(recordAddress(point))
  const sealed = records.find((record) => hex(record.address) === address)
  const content = sealed && openSealedRecord({ ...parameters, reg: point, ciphertext: sealed.ciphertext })
  if (!content) return { point, refused: 'no-record' }

  const { record, date, recordSignature: signature, independent } = content
  const isSigned = await verifyRecordSignature({ ...parameters, reg: point, record, date, signature })
  if (!isSigned) return { point, refused: 'record-not-signed' }

  const { claims } = JSON.parse(new TextDecoder().decode(record))
  if (trustAnchors.length > 0) {
    const statement = recordStatement({ parameters, reg: point, record })
    const isTheirs = independent && (await verifyIndependentSignature(independent, statement))
    const named = isTheirs
      ? await trustCertificate({ certificate: independent.certificate, trustAnchors, time: new Date(date) })
      : undefined
    if (named?.subject !== `CN=${claims.givenName} ${claims.familyName}`)
      return { point, refused: 'not-independent' }
  }
  return { point, content, claims }
}
