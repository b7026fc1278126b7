import { bytesToHex } from '@noble/hashes/utils.js'
import { encodeBinding } from '@velum/binding'
import {
  credentialSuite,
  parseCredential,
  type Template,
  type VerifyIssuedOptions,
  verifyIssued,
} from '@velum/credential'
import type { IssuerMetadata } from '@velum/exchange'
import type { StoredBinding } from '../bindings/stored-binding.ts'
import type { CredentialCopy } from '../bindings/stored-copies.ts'
import { readStatus } from '../credentials/refresh-status.ts'
import type { StoredCredential } from '../credentials/stored-credential.ts'
import { HolderError } from '../holder-error.ts'
import type { StoredRecord } from '../records/stored-record.ts'
import type { WalletWorld } from '../wallet-world.ts'
import { fetchTemplate } from './fetch-template.ts'

/** A credential that was checked and is ready to be kept, with what is kept beside a bound one. */
export interface ReceivedCard {
  readonly stored: StoredCredential
  readonly binding?: StoredBinding
  /** Further copies of a bound credential. */
  readonly copies?: readonly CredentialCopy[]
  readonly record?: StoredRecord
}

/** Checks a credential as it came and makes it ready to be kept. Nothing of it is stored here.
 *  Throws HolderError 'credential-rejected' (with the reason), 'template-mismatch', 'address-not-at-issuer' and
 *  'template-unavailable', CredentialError 'credential-invalid', 'unknown-context' and 'template-invalid'. */
export async function receiveCredential(
  world: WalletWorld,
  received: CredentialToReceive,
): Promise<ReceivedCard> {
  const checked = await checkReceived(world, received)
  return { ...checked, stored: await readStatus(world, checked.stored) }
}

export interface CredentialToReceive {
  readonly credential: unknown
  readonly configurationId: string
  readonly metadata: IssuerMetadata
  /** What it must be bound to; an unbound one must not be. */
  readonly bound?: NonNullable<VerifyIssuedOptions['bound']>
}

/** The same without a look at the status list. */
export async function checkReceived(
  world: WalletWorld,
  received: CredentialToReceive,
): Promise<ReceivedCard> {
  const { configurationId, metadata, bound } = received
  const { fetch, now, resolver } = world
  const { issuerUrl } = metadata
  const credential = parseCredential(received.credential)

  // What came is what was offered.
  const { types = [], suite } = metadata.configurations[configurationId] ?? {}
  if (!types.includes(credential.type[1]) || suite !== credentialSuite(credential)) {
    throw new HolderError(
      'template-mismatch',
      'The issuer sent another kind of credential than it offered, so it was not kept; ask the issuer about it.',
    )
  }

  // Wallets and verifiers fetch what it names from its issuer alone; another host could count its holder's visits.
  const { credentialSchema, credentialStatus } = credential
  requireAtIssuer(credentialSchema.id, issuerUrl)
  if (credentialStatus) requireAtIssuer(credentialStatus.statusListCredential, issuerUrl)

  // The issuer's key signed it, and it is made as every other of its template.
  const template = await fetchTemplate({ url: credentialSchema.id, fetch })
  requireCommonAddress(credentialSchema.id, template, issuerUrl)
  const verdict = await verifyIssued({ credential, template, resolver, now, ...(bound && { bound }) })
  if (!verdict.accepted) {
    throw new HolderError(
      'credential-rejected',
      `The credential failed a check (${verdict.reason}), so it was not kept; ask the issuer about it.`,
      { reason: verdict.reason },
    )
  }

  const stored: StoredCredential = {
    credential,
    template,
    issuer: { name: metadata.name, host: new URL(issuerUrl).host },
    receivedAt: now().toISOString(),
  }
  const { binding, kept } = verdict
  return {
    stored,
    ...(bound &&
      binding && {
        binding: {
          binding: bytesToHex(encodeBinding(binding)),
          chainId: bound.chainId,
          authority: bound.authority,
          ...(kept && {
            kept: { signatureB: bytesToHex(kept.signatureB), bindingB: bytesToHex(kept.bindingB) },
          }),
        },
      }),
  }
}

/** The template's address is in every presentation: one with a number of its own would name its holder. */
function requireCommonAddress(url: string, { name, version }: Template, issuerUrl: string): void {
  if (url === `${issuerUrl.replace(/\/$/, '')}/templates/${name}/${version}`) return
  throw new HolderError(
    'credential-rejected',
    'The credential names its template by another address than others of its kind, so it was not kept; ask the issuer about it.',
    { reason: 'template-mismatch' },
  )
}

function requireAtIssuer(url: string, issuerUrl: string): void {
  if (URL.canParse(url) && new URL(url).origin === new URL(issuerUrl).origin) return
  throw new HolderError(
    'address-not-at-issuer',
    'The credential names an address that is not at its issuer, so it was not kept; ask the issuer about it.',
  )
}
