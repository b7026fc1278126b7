import { base64 } from '@scure/base'

/** What a trustee sends to the requester: a file of text. Only the requester can read the part that is in it. */
export interface PartialFile {
  /** `0x…`. */
  readonly requestId: string
  /** Number of the trustee. */
  readonly trustee: number
  /** What the trustee announces on chain with its approval: 32 octets. */
  readonly hash: Uint8Array
  /** As `sealPartial` made it. */
  readonly sealed: Uint8Array
}

const version = 1
const longestFile = 16_384

export function encodePartialFile({ requestId, trustee, hash, sealed }: PartialFile): string {
  const file = { version, requestId, trustee, hash: base64.encode(hash), part: base64.encode(sealed) }
  return `${JSON.stringify(file, undefined, 2)}\n`
}

/** Reads the file; undefined for what is none. Whether the part is right, the requester sees when it has decrypted it. */
export function parsePartialFile(text: string): PartialFile | undefined {
  if (text.length > longestFile) return undefined
  try {
    const { version: found, requestId, trustee, hash: encoded, part } = JSON.parse(text)
    if (found !== version || !/^0x[0-9a-f]{64}$/.test(requestId)) return undefined
    if (!Number.isSafeInteger(trustee) || trustee < 1) return undefined
    const hash = base64.decode(encoded)
    return hash.length === 32 ? { requestId, trustee, hash, sealed: base64.decode(part) } : undefined
  } catch {
    return undefined
  }
}
