import { toBitstring } from './bitstring.ts'
import { CredentialError } from './credential-error.ts'

/** How many credentials one list serves: the least that the specification allows, so that an index hides among
 *  many. */
export const statusListLength = 131_072

declare const brand: unique symbol

/** The bits of a status list, 16,384 bytes; the first entry is the highest bit of the first byte. */
export type StatusList = Uint8Array & { readonly [brand]: 'StatusList' }

/** A list in which nothing is revoked. */
export function createStatusList(): StatusList {
  return new Uint8Array(statusListLength / 8) as StatusList
}

/** From the bytes of an earlier list. Throws CredentialError 'status-list-invalid'. */
export function parseStatusList(bytes: Uint8Array): StatusList {
  if (bytes.length !== statusListLength / 8) {
    throw new CredentialError('status-list-invalid', `A status list has ${statusListLength / 8} bytes.`)
  }
  return Uint8Array.from(bytes) as StatusList
}

export interface SetStatusOptions {
  list: StatusList
  indexes: readonly number[]
  revoked: boolean
}

/** A new list with these entries set; `list` stays as it is. Throws CredentialError 'status-list-invalid'. */
export function setStatus({ list, indexes, revoked }: SetStatusOptions): StatusList {
  const bits = toBitstring(list)
  for (const index of indexes) bits.setStatus(requireIndex(index), revoked)
  return bits.bitstring.bits as StatusList
}

/** Throws CredentialError 'status-list-invalid' for an index outside the list. */
export function readStatus({ list, index }: { list: StatusList; index: number }): 'valid' | 'revoked' {
  return toBitstring(list).getStatus(requireIndex(index)) ? 'revoked' : 'valid'
}

function requireIndex(index: number): number {
  if (!Number.isSafeInteger(index) || index < 0 || index >= statusListLength) {
    throw new CredentialError(
      'status-list-invalid',
      `A status index is a whole number below ${statusListLength}.`,
    )
  }
  return index
}
