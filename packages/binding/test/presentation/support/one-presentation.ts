import {
  createHolderSecrets,
  type PresentationContext,
  type PseudonymStatement,
  type Statement,
  type VerifyBoundPresentationOptions,
  verifyBoundPresentation,
} from '../../../src/index.ts'
import { contextOf, present } from './present.ts'
import { createAuthority, createIssuer, issue, random } from './world.ts'

// One honest presentation, which the tests change.

export const authority = createAuthority()
export const secrets = createHolderSecrets(random)
export const issuer = await createIssuer('did:ethr:0x7a69:0x01')
export const otherIssuer = await createIssuer('did:ethr:0x7a69:0x02')
export const residence = await issue({ issuer, authority, secrets })
export const diploma = await issue({ issuer: otherIssuer, authority, secrets })
export const account: PseudonymStatement = { type: 'pseudonym', label: 'account' }
export const both: Statement[] = [account, { type: 'escrow' }]
export const context = contextOf(authority)
export const { request } = await present(context, [{ issued: residence, statements: both }])
export const [credential] = request.credentials as [(typeof request.credentials)[0]]
if (!credential.bound) throw new Error('not bound')
export const bound = credential.bound

/** Why a presentation is refused, or `accepted`. */
export const reasonOf = async (changed: VerifyBoundPresentationOptions) => {
  const verdict = await verifyBoundPresentation(changed)
  return verdict.valid ? 'accepted' : verdict.reason
}
/** The same for the one above with something changed. */
export const inContext = (change: Partial<PresentationContext>) =>
  reasonOf({ ...request, context: { ...context, ...change } })
export const inBound = (change: Partial<typeof bound>) =>
  reasonOf({ ...request, credentials: [{ ...credential, bound: { ...bound, ...change } }] })
export const inCredential = (change: Partial<typeof credential>) =>
  reasonOf({ ...request, credentials: [{ ...credential, ...change }] })
