import { createHash } from 'node:crypto'
import { verifyRegistration } from '@velum/binding'
import { bindingParametersOf, type Template } from '@velum/credential'
import {
  type BoundCredentials,
  configurationId,
  ExchangeError,
  parseBoundCredentialRequest,
  refuse,
} from '@velum/exchange'
import { currentAuthority, readAuthority } from '../authority/issuer-authority.ts'
import type { IssuerContext } from '../issuer-context.ts'
import { batchSize } from '../offers/batch-size.ts'
import { spendNonce } from '../offers/nonce.ts'
import { findApplicant } from './applicant.ts'
import { findSession, recordOf, type StoredSession } from './open-session.ts'
import { personOf } from './person.ts'
import { registerHolder, type VerifiedRegistration } from './register-holder.ts'
import { readBound, requireProfile, signBound } from './sign-bound.ts'

/** A holder may be a time zone ahead or behind. */
const dateToleranceMilliseconds = 36 * 60 * 60_000

/** Answers a request for bound credentials: verifies the registration against the applicant's own record, registers the person,
 *  seals and stores the record, and only then signs. The same registration brings the same credentials again under the same token, also
 *  when a crash came between sealing and signing.
 *  Throws ExchangeError: a refusal of `parseBoundCredentialRequest` or `registerHolder`, 'session-invalid', 'nonce-invalid',
 *  'registration-invalid', 'authority-unavailable', 'issuer-not-ready' or 'credential-refused'. */
export async function collectBound(
  context: IssuerContext,
  request: {
    readonly offerId: string
    readonly template: Template
    readonly token: string
    readonly body: unknown
  },
): Promise<BoundCredentials> {
  const { offerId, template, token } = request
  const asked = parseBoundCredentialRequest({
    body: request.body,
    configurationId: configurationId(template),
    batchSize,
  })
  const session = await findSession(context, { token, session: asked.session })
  const registrationHash = new Uint8Array(createHash('sha256').update(asked.registration).digest())
  const again = session.registrationHash !== null
  if (again) {
    if (!Buffer.from(session.registrationHash ?? []).equals(registrationHash)) throw refuse('session-invalid')
    const made = await readBound(context, offerId)
    if (made) return made
  } else {
    if (session.expiresAt <= context.now()) throw refuse('session-invalid')
    // Spent whatever comes of it: a nonce gives one try.
    await spendNonce(context, context.database, asked.nonce)
  }
  const verified = await verify(context, {
    ...asked,
    token,
    sessionName: asked.session,
    session,
    registrationHash,
  })
  const { authority } = session
  await requireProfile(context, { template, authority })
  if (!again) await registerReporting(context, verified)
  return signBound(context, { ...verified, template, authority, count: asked.count })
}

/** What was refused here concerns another registration, of this person or of somebody else: the operator hears of it. */
async function registerReporting(context: IssuerContext, verified: VerifiedRegistration): Promise<void> {
  try {
    await registerHolder(context, verified)
  } catch (error) {
    if (error instanceof ExchangeError) {
      context.report({ type: 'registration-refused', offer: verified.offerId, reason: error.code })
    }
    throw error
  }
}

/** Every check that needs no lock. */
async function verify(
  context: IssuerContext,
  asked: {
    readonly token: string
    readonly nonce: string
    readonly sessionName: string
    readonly session: StoredSession
    readonly registration: Uint8Array
    readonly registrationHash: Uint8Array
  },
): Promise<VerifiedRegistration> {
  const { session, registrationHash } = asked
  const applicant = await findApplicant(context, asked.token)
  const { template } = applicant

  // The authority: the one of the session, still ours, still recognised.
  const { authority, recordVersion } = session
  if ((await readAuthority(context.database)) !== authority) throw refuse('session-invalid')
  if (authority !== null) await currentAuthority(context, authority)
  const person = personOf(context, applicant)
  if (!person) throw refuse('binding-not-offered')

  // The registration, over the record of this applicant and no other.
  const record = new TextEncoder().encode(recordOf(context, applicant, { authority, recordVersion }))
  const { chainId } = context.chain.deployment
  const parameters = bindingParametersOf({ template, chainId, issuer: context.did, authority })
  const { registration, nonce } = asked
  const verdict = await verifyRegistration({
    parameters,
    registration,
    nonce,
    session: asked.sessionName,
    record,
  })
  if (!verdict.valid) {
    context.report({ type: 'registration-refused', offer: applicant.offerId, reason: verdict.reason })
    throw refuse('registration-invalid')
  }

  // The day on which the holder signed the record.
  const signedAt = Date.parse(`${verdict.registration.date}T12:00:00Z`)
  if (Math.abs(signedAt - context.now().getTime()) > dateToleranceMilliseconds) {
    context.report({ type: 'registration-refused', offer: applicant.offerId, reason: 'date-off' })
    throw refuse('registration-invalid')
  }
  return {
    offerId: applicant.offerId,
    person,
    parameters,
    session,
    registrationHash,
    registration: verdict.registration,
    record,
  }
}
