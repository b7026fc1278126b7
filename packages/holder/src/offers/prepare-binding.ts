import {
  credentialClaims,
  isPublishedAt,
  type Template,
  templateDigest,
  type UnsignedCredential,
} from '@velum/credential'
import { parseDid } from '@velum/did'
import {
  type AccessToken,
  type BindingSession,
  type IdentityRecord,
  parseConfigurationId,
  parseIdentityRecord,
  requestBindingSession,
} from '@velum/exchange'
import { authorityView, requireCurrentAuthority } from '../bindings/current-authority.ts'
import type { ClaimView } from '../credentials/claim-view.ts'
import { labelledClaims } from '../credentials/describe-credential.ts'
import { digest } from '../digest.ts'
import { HolderError } from '../holder-error.ts'
import type { WalletWorld } from '../wallet-world.ts'
import { fetchTemplate } from './fetch-template.ts'
import type { OfferView } from './offer-view.ts'
import type { PendingBinding } from './pending-binding.ts'

/** Names the registration of an offer, without giving away the offer's code. */
export function pendingId({ offer }: OfferView): string {
  return digest(['binding', offer.issuerUrl, offer.preAuthorizedCode])
}

/** Asks the issuer what it would seal and for whom, and checks that with the template and the chain.
 *  Throws HolderError 'issuer-not-proved', 'record-differs', 'authority-not-current', 'epoch-not-current', 'offer-not-supported' and
 *  'template-unavailable', ExchangeError, CredentialError 'template-invalid', and what the chain throws. */
export async function prepareBinding(
  world: WalletWorld,
  options: {
    readonly offer: OfferView
    readonly configurationId: string
    readonly accessToken: AccessToken
  },
): Promise<PendingBinding> {
  const { fetch, authoritySource, now } = world
  const { offer, configurationId, accessToken } = options
  const { metadata } = offer
  const templateUrl = templateUrlOf(offer, configurationId)
  const template = await fetchTemplate({ url: templateUrl, fetch })
  const session = await requestBindingSession({ metadata, accessToken, fetch })

  // The issuer's word about an authority is worth nothing: who could open the record is what the chain says.
  const authority = session.authority && (await requireCurrentAuthority(authoritySource, session.authority))
  const record = readRecord(session, template)
  await requireIssuer(world, { record, template, templateUrl })
  return {
    view: {
      id: pendingId(offer),
      title: template.title,
      issuer: {
        did: parseDid(record.issuer),
        name: metadata.name,
        host: new URL(metadata.issuerUrl).host,
      },
      claims: recordClaims(record, template),
      recordVersion: record.recordVersion,
      ...(authority && { authority: authorityView(authority) }),
      date: now().toISOString().slice(0, 10),
      mayPublish: session.publishes,
    },
    offer,
    configurationId,
    accessToken,
    template,
    session,
    record,
  }
}

/** The address that every credential of the template names too; `receiveCredential` insists on it. */
function templateUrlOf({ metadata }: OfferView, configurationId: string): string {
  const named = parseConfigurationId(configurationId)
  if (named === undefined) {
    throw new HolderError(
      'offer-not-supported',
      'The issuer names its kinds of credential as no other does, so what would be sealed cannot be shown.',
    )
  }
  const base = metadata.issuerUrl.replace(/\/$/, '')
  return `${base}/templates/${named.name}/${named.version}`
}

/** A site can say that it speaks for any issuer. A registration that is made for an issuer opens what that issuer has sealed, so
 *  none is made before the chain says, under the issuer's DID, that this site is the issuer's. */
async function requireIssuer(
  { chain, profileSource }: WalletWorld,
  options: { readonly record: IdentityRecord; readonly template: Template; readonly templateUrl: string },
): Promise<void> {
  const { record, template, templateUrl } = options
  const { issuer, authority } = record
  const { chainId } = chain.deployment
  const subject = { template, templateUrl, chainId, issuer, authority }
  if (await isPublishedAt({ ...subject, profileSource })) return
  throw new HolderError(
    'issuer-not-proved',
    'The public register does not say that this site issues such credentials for the issuer that it names.',
  )
}

/** What the holder is about to sign is a record of this template, with its claims and no others. */
function readRecord(session: BindingSession, template: Template): IdentityRecord {
  const record = parseIdentityRecord(session.record)
  const sealed = template.binding?.record ?? []
  const fits =
    record.template === templateDigest(template) &&
    record.authority === (session.authority?.id ?? null) &&
    Object.keys(record.claims).every((name) => sealed.includes(name)) &&
    template.schema.required.every((name) => !sealed.includes(name) || Object.hasOwn(record.claims, name))
  if (!fits) throw recordDiffers()
  return record
}

function recordClaims({ claims }: IdentityRecord, template: Template): ClaimView[] {
  return labelledClaims(template, claims, Object.keys(claims))
}

/** What is sealed about the holder is what the credential says. Throws HolderError 'record-differs'. */
export function requireSameClaims(
  record: IdentityRecord,
  credential: Pick<UnsignedCredential, 'credentialSchema' | 'credentialSubject' | 'issuer'>,
  template: Template,
): void {
  const held = credentialClaims(credential)
  const sealed = template.binding?.record ?? []
  const same =
    sealed.every((name) => held[name] === record.claims[name]) &&
    credential.issuer === record.issuer &&
    credential.credentialSchema.digestSRI === record.template
  if (!same) throw recordDiffers()
}

function recordDiffers(): HolderError {
  return new HolderError(
    'record-differs',
    'The record that would be sealed is not what the credential says or its template seals; ask the issuer about it.',
  )
}
