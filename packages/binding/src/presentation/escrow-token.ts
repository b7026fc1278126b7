import { decodeExtension } from './extension.ts'

/** What an opening authority decrypts, 48 octets each: R = g^ρ, R̄ = ḡ^ρ, E = Y^ρ · u^holderSecret. */
export interface EscrowToken {
  readonly r: Uint8Array
  readonly rBar: Uint8Array
  readonly e: Uint8Array
}

const tokenLength = 144

export interface ReadEscrowTokenOptions {
  readonly extension: Uint8Array
  /** Position of the credential in the presentation. */
  readonly credential: number
  /** Position of the escrow statement among those asked of the credential. */
  readonly statement: number
}

/** The token in an extension, undefined when there is none at that place. Reads only: that it holds what it must is what
 *  `verifyBoundPresentation` shows. */
export function readEscrowToken(options: ReadEscrowTokenOptions): EscrowToken | undefined {
  const extension = decodeExtension(options.extension)
  const sent = extension?.credentials[options.credential]?.statements[options.statement]
  if (sent?.points.length !== tokenLength) return undefined
  return escrowToken([0, 48, 96].map((start) => sent.points.slice(start, start + 48)))
}

/** The token of the three points that an escrow statement sends. */
export function escrowToken(sent: readonly Uint8Array[]): EscrowToken {
  const [r, rBar, e] = sent as [Uint8Array, Uint8Array, Uint8Array]
  return { r, rBar, e }
}
