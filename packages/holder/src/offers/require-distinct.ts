import { hexToBytes } from '@noble/hashes/utils.js'
import { decodeBinding } from '@velum/binding'
import type { CredentialCopy } from '../bindings/stored-copies.ts'
import { HolderError } from '../holder-error.ts'

/** Insists that copies of a card differ where services could compare them, and nowhere else that they see: each has a place
 *  of its own in one and the same status list, and a link and a handle of its own. The wallet promises so.
 *  Throws HolderError 'credential-rejected'. */
export function requireDistinct(copies: readonly CredentialCopy[]): void {
  const own: readonly (readonly unknown[])[] = [
    copies.map(({ credential }) => credential.credentialStatus?.statusListIndex ?? unlisted()),
    copies.map(({ credential }) => credential.credentialSubject.binding),
    copies.map(({ binding }) => decodeBinding(hexToBytes(binding.binding)).handle.join()),
  ]
  const common = copies.map(({ credential }) => credential.credentialStatus?.statusListCredential)
  const fits = own.every((values) => new Set(values).size === copies.length) && new Set(common).size <= 1
  if (fits) return
  throw new HolderError(
    'credential-rejected',
    'The issuer sent copies of the card that services could tell to be one, so none was kept; ask the issuer about it.',
    { reason: 'binding-invalid' },
  )
}

// A card without a status list shows no place at all.
const unlisted = () => Symbol('no place')
