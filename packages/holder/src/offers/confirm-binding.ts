import {
  type BindingParameters,
  createRegistration,
  type RegistrationPointsOptions,
  recordStatement,
  registrationPoints,
  verifyIndependentSignature,
} from '@velum/binding'
import { bindingParametersOf } from '@velum/credential'
import { ExchangeError, encodeIdentityRecord, requestBoundCredentials, requestNonce } from '@velum/exchange'
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
 *  another record than the one that was shown, 'choice-already-sent', 'independent-signature-invalid', and what
 *  `receiveBoundCredential` throws; ExchangeError. */
export async function confirmBinding(
  world: WalletWorld,
  options: ConfirmBindingOptions & {
    readonly pending: PendingBinding
    readonly keep: (pending: PendingBinding) => void
  },
): Promise<ReceivedCard> {
  const { pending, keep, onProgress = () => undefined } = options
  const unsent = withoutRegistration(pending)
  const attempt = async (waiting: PendingBinding) => {
    onProgress('registering')
    const registered = await withRegistration(world, waiting, options)
    keep(registered)
    onProgress('requesting')
    return { registered, bound: await request(world, registered) }
  }

  let answered: Awaited<ReturnType<typeof attempt>>
  try {
    answered = await attempt(pending)
  } catch (error) {
    if (!isRefusal(error)) throw error
    keep(unsent)
    if (!isTooLate(error)) throw error
    answered = await attempt(await renewed(world, unsent))
  }

  onProgress('checking')
  const { registered, bound } = answered
  return receiveBoundCredential(world, { pending: registered, sent: registered.sent, bound })
}

type SentBinding = PendingBinding & { readonly sent: SentRegistration }

/** The registration that was sent before, which the issuer may have acted on, or a new one. */
async function withRegistration(
  world: WalletWorld,
  pending: PendingBinding,
  { publish, independent }: ConfirmBindingOptions,
): Promise<SentBinding> {
  const { sent, session, offer, view } = pending
  if (sent !== undefined) {
    if (sent.publish === publish) return { ...pending, sent }
    throw new HolderError(
      'choice-already-sent',
      'This record was confirmed before with another choice, which the issuer may have acted on; go on with that one.',
    )
  }

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
  return {
    ...pending,
    view: { ...view, confirmedWith: { publish } },
    sent: { ...created, ...choices, session: session.session, nonce },
  }
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

/** Copies of one card, at most: services that are shown different ones cannot compare its place in the status list. */
const mostCopies = 8

function request(
  { fetch }: WalletWorld,
  { offer, accessToken, configurationId, session: { boundCredentials }, sent }: SentBinding,
) {
  const { session, nonce, registration } = sent
  const { metadata } = offer
  return requestBoundCredentials({
    metadata,
    accessToken,
    configurationId,
    session,
    nonce,
    registration,
    count: Math.min(mostCopies, boundCredentials, metadata.batchSize),
    fetch,
  })
}

function withoutRegistration({ sent: _, view, ...pending }: PendingBinding): PendingBinding {
  const { confirmedWith: __, ...shown } = view
  return { ...pending, view: shown }
}

/** Whether the issuer said no. When it cannot be reached or fails, the registration may have arrived all the same. */
function isRefusal(error: unknown): error is ExchangeError {
  return error instanceof ExchangeError && !['issuer-unreachable', 'issuer-failed'].includes(error.code)
}

function isTooLate({ code }: ExchangeError): boolean {
  return code === 'nonce-invalid' || code === 'session-invalid'
}

/** A new session about what the holder has seen: the same claims under the same authority. The number of the record may
 *  have risen. */
async function renewed(world: WalletWorld, pending: PendingBinding): Promise<PendingBinding> {
  const fresh = await prepareBinding(world, pending)
  const seen = ({ record, view }: PendingBinding) =>
    JSON.stringify([encodeIdentityRecord({ ...record, recordVersion: 1 }), view.authority ?? null])
  if (seen(fresh) === seen(pending)) return fresh
  throw new HolderError(
    'record-changed',
    'The issuer would seal another record by now than the one that was shown; open the offer once more.',
  )
}
