import { getBytes, sha256, toUtf8Bytes } from 'ethers'

/** What a status list is called on chain: SHA-256 of its URL, 32 bytes. */
export function statusListId(url: string): Uint8Array {
  return getBytes(sha256(toUtf8Bytes(url)))
}
