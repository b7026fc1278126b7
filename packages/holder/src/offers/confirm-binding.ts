import { bytesToHex } from '@noble/hashes/utils.js'
import {
  type BindingParameters,
  createRegistration,
  type RegistrationPointsOptions,
  recordStatement,
  registrationPoints,
  verifyIndependentSignature,
} from '@velum/binding'
import { bindingParametersOf } from '@velum/credential'
import { type BoundCredentials, ExchangeError, requestBoundCredentials, requestNonce } from '@velum/exchange'
import { ensureSecrets } from '../bindings/wallet-secrets.ts'
import { HolderError } from '../holder-error.ts'
import type { WalletWorld } from '../wallet-world.ts'
import type { PendingBinding, SentRegistration } from './pending-binding.ts'
import { prepareBinding } from './prepare-binding.ts'
import { receiveBoundCredential } from './receive-bound-credential.ts'
import type { ReceivedCard } from './receive-credential.ts'
import type { ConfirmBindingOptions, IndependentSignature } from './record-view.ts'

/** What the bindings of this template, issuer and authority have in common. */
export function parametersOf(
  { chain }: WalletWorld,
  { template, record }: Pick<PendingBinding, 'template' | 'record'>,
): BindingParameters {
  const { chainId } = chain.deployment
  return bindingParametersOf({ template, chainId, issuer: record.issuer, authority: record.authority })
}

/** Signs the record that the holder has seen, asks for the bound credential and checks what comes. `keep` is told of
 *  every step that a second try must go on from. Throws HolderError 'record-changed' when the issuer would by now seal
 *  another record than the one that was shown, 'independent-signature-invalid', and what `receiveBoundCredential` throws;
 *  ExchangeError. */
export async function confirmBinding(
  world: WalletWorld,
  options: ConfirmBindingOptions & {
    readonly pending: PendingBinding
    readonly keep: (pending: PendingBinding) => void
  },
): Promise<ReceivedCard> {
  const { keep, onProgress = () => undefined } = options

  onProgress('registering')
  let pending = await withRegistration(world, options.pending, options)
  keep(pending)

  onProgress('requesting')
  let bound: BoundCredentials
  try {
    bound = await request(world, pending)
  } catch (error) {
    if (!isTooLate(error)) throw error
    pending = await withRegistration(world, await renewed(world, options.pending), options)
    keep(pending)
    bound = await request(world, pending)
  }

  onProgress('checking')
  return receiveBoundCredential(world, { pending, sent: pending.sent, bound })
}

type SentBinding = PendingBinding & { readonly sent: SentRegistration }

/** The registration that was sent before under the same choices, or a new one. */
async function withRegistration(
  world: WalletWorld,
  pending: PendingBinding,
  { publish, independent }: ConfirmBindingOptions,
): Promise<SentBinding> {
  const { sent, session, offer, view } = pending
  if (sent?.publish === publish && sameSignature(sent.independent, independent)) return { ...pending, sent }

  const { fetch, random } = world
  const secrets = await ensureSecrets(world)
  const parameters = parametersOf(world, pending)
  const record = new TextEncoder().encode(session.record)
  if (independent !== undefined) await requireIndependent(independent, { parameters, secrets, record })
  const nonce = await requestNonce({ metadata: offer.metadata, fetch })
  if (nonce === undefined) {
    throw new HolderError(
      'offer-not-supported',
      'The issuer gives no nonce, so nobody could tell a fresh registration from a copied one.',
    )
  }
  const created = await createRegistration({
    parameters,
    secrets,
    nonce,
    session: session.session,
    record,
    date: view.date,
    publish,
    independent,
    random,
  })
  const choices = { publish, ...(independent && { independent }) }
  return { ...pending, sent: { ...created, ...choices, session: session.session, nonce } }
}

async function requireIndependent(
  independent: IndependentSignature,
  { parameters, secrets, record }: RegistrationPointsOptions & { readonly record: Uint8Array },
): Promise<void> {
  const { reg } = await registrationPoints({ parameters, secrets })
  if (await verifyIndependentSignature(independent, recordStatement({ parameters, reg, record }))) return
  throw new HolderError(
    'independent-signature-invalid',
    'The signature is not one of the certificate’s key over this record, so nothing was sent.',
  )
}

function sameSignature(one?: IndependentSignature, other?: IndependentSignature): boolean {
  const written = (given?: IndependentSignature) =>
    given && `${bytesToHex(given.certificate)} ${bytesToHex(given.signature)}`
  return written(one) === written(other)
}

function request({ fetch }: WalletWorld, { offer, accessToken, configurationId, sent }: SentBinding) {
  const { session, nonce, registration } = sent
  const { metadata } = offer
  return requestBoundCredentials({
    metadata,
    accessToken,
    configurationId,
    session,
    nonce,
    registration,
    count: 1,
    fetch,
  })
}

function isTooLate(error: unknown): boolean {
  return error instanceof ExchangeError && ['nonce-invalid', 'session-invalid'].includes(error.code)
}

/** A new session about the very record and authority that the holder has seen. */
async function renewed(world: WalletWorld, pending: PendingBinding): Promise<PendingBinding> {
  const fresh = await prepareBinding(world, pending)
  const { view } = pending
  const same =
    fresh.session.record === pending.session.record &&
    JSON.stringify(fresh.view.authority) === JSON.stringify(view.authority)
  if (same) return { ...fresh, view: { ...view, date: fresh.view.date } }
  throw new HolderError(
    'record-changed',
    'The issuer would seal another record by now than the one that was shown; open the offer once more.',
  )
}
