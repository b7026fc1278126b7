import { base64urlnopad } from '@scure/base'
import type { OpeningCase } from '@velum/exchange'
import type { ChainSnapshot } from './chain-snapshot.ts'
import type { EvidenceFile } from './evidence-file.ts'
import { encodeEvidenceFile } from './parse-evidence-file.ts'

export interface CreateEvidenceFileOptions {
  readonly requestId: string
  readonly openingCase: OpeningCase
  /** Those that were combined, opened. */
  readonly partials: readonly { readonly trustee: number; readonly octets: Uint8Array }[]
  /** 48 octets. */
  readonly point: Uint8Array
  /** The 32 octets that the result hash on chain was made with. */
  readonly salt: Uint8Array
  /** The sealed record, as its issuer serves it; undefined where there is none. */
  readonly record?: {
    readonly ciphertext: Uint8Array
    readonly epoch: number
    readonly index: number
    readonly path: readonly Uint8Array[]
  }
  /** Against which the file was made. */
  readonly snapshot: Pick<ChainSnapshot, 'chainId' | 'block'>
}

/** Puts what an opening rested on and led to into one file. Verifies nothing: `verifyEvidenceFile` does. Throws AuthorityError
 *  'file-malformed' for parts of the wrong form. */
export function createEvidenceFile(options: CreateEvidenceFileOptions): EvidenceFile {
  const { requestId, openingCase, partials, point, salt, record, snapshot } = options
  const { encode } = base64urlnopad
  const file: EvidenceFile = {
    version: 1,
    requestId,
    case: openingCase,
    partials: partials.map(({ trustee, octets }) => ({ trustee, octets: encode(octets) })),
    result: { point: encode(point), salt: encode(salt) },
    record: record
      ? {
          ciphertext: encode(record.ciphertext),
          epoch: record.epoch,
          index: record.index,
          path: record.path.map((node) => encode(node)),
        }
      : null,
    block: { chainId: snapshot.chainId, number: snapshot.block.number, hash: snapshot.block.hash },
  }
  encodeEvidenceFile(file)
  return file
}
