import type { Evidence } from '@velum/exchange'
import type { StoredEvidence } from './evidence-store.ts'
import type { Random } from './random-text.ts'
import { VerifierError } from './verifier-error.ts'

const version = 1
const nonceLength = 12

/** Seals evidence: version ‖ nonce (12) ‖ AES-256-GCM of its JSON. Id and time of deletion are under the seal, so that an
 *  entry can neither be passed off as another nor be kept alive. */
export async function sealEvidence(options: {
  readonly evidence: Evidence
  readonly expiresAt: number
  readonly key: Uint8Array
  readonly random: Random
}): Promise<StoredEvidence> {
  const { evidence, expiresAt, random } = options
  const id = evidence.presentationId
  const nonce = random(nonceLength)
  const ciphertext = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv: buffer(nonce), additionalData: associated({ id, expiresAt }) },
    await importKey(options.key),
    new TextEncoder().encode(JSON.stringify(evidence)),
  )
  return { id, expiresAt, sealed: Uint8Array.of(version, ...nonce, ...new Uint8Array(ciphertext)) }
}

/** Opens what `sealEvidence` made.
 *  Throws VerifierError 'evidence-unreadable' when the key is another one or the entry was changed. */
export async function openEvidence(stored: StoredEvidence, key: Uint8Array): Promise<Evidence> {
  const { sealed } = stored
  try {
    if (sealed[0] !== version) throw new TypeError('another version')
    const plaintext = await crypto.subtle.decrypt(
      {
        name: 'AES-GCM',
        iv: buffer(sealed.subarray(1, 1 + nonceLength)),
        additionalData: associated(stored),
      },
      await importKey(key),
      buffer(sealed.subarray(1 + nonceLength)),
    )
    return JSON.parse(new TextDecoder().decode(plaintext)) as Evidence
  } catch (cause) {
    throw new VerifierError(
      'evidence-unreadable',
      'The evidence does not open: it was sealed with another key, or was changed since.',
      { cause },
    )
  }
}

function importKey(key: Uint8Array): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', buffer(key), 'AES-GCM', false, ['encrypt', 'decrypt'])
}

function associated({ id, expiresAt }: Pick<StoredEvidence, 'id' | 'expiresAt'>): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(['velum-evidence', version, id, expiresAt]))
}

/** WebCrypto takes no view of memory that may be shared. */
function buffer(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(bytes)
}
