import type { Deployment } from '@velum/registry'
import type { ShownBinding, ShownCredentials } from '../history/history-entry.ts'
import { answerAddress } from './answer-address.ts'
import { openingState, standing } from './opening-state.ts'
import type { OpeningRequester, OpeningView } from './opening-view.ts'
import type { StoredOpening } from './stored-opening.ts'

/** A presentation that can be asked about. */
export type BoundEntry = ShownCredentials & { readonly bound: ShownBinding }

export function describeOpening(options: {
  readonly requestId: string
  readonly opening: StoredOpening
  readonly presentation: BoundEntry
  readonly deployment: Deployment
  readonly now: Date
}): OpeningView {
  const { requestId, opening, presentation, deployment, now } = options
  const { acknowledged, answerTo, requester, authorityId, epoch } = opening
  const { escrow } = presentation.bound
  // Name and numbers of an authority never change, so nobody has to be asked for them again.
  const authority = escrow?.id === authorityId ? escrow : undefined
  const state = openingState(opening, authority, now)
  return {
    requestId,
    presentationId: opening.presentationId,
    presentation,
    requester: { kind: kindOf(requester, presentation), ...requester },
    basisHash: opening.basisHash,
    answerTo: answerAddress(answerTo),
    authorityId,
    epoch,
    ...(authority && { authority }),
    fits: authority?.epoch === epoch,
    requested: opening.requested,
    opensAt: opening.opensAt,
    expiresAt: opening.expiresAt,
    approvals: opening.approvals,
    refusals: opening.refusals,
    ...(opening.result && { result: opening.result }),
    state,
    ...(opening.takenBack && { takenBack: opening.takenBack }),
    noticedAt: opening.noticedAt,
    news: acknowledged !== standing(state, opening),
    chainId: deployment.chainId,
    registry: deployment.contracts.openingRegistry,
  }
}

function kindOf(
  { clientIds }: StoredOpening['requester'],
  { verifier }: ShownCredentials,
): OpeningRequester['kind'] {
  // The full client id of a service that proved its DID (OpenID4VP 1.0, section 5.9.3).
  if (verifier.did !== undefined && clientIds.includes(`decentralized_identifier:${verifier.did}`))
    return 'audience'
  return clientIds.length > 0 ? 'other-service' : 'unregistered'
}
