import type { OpeningChain, OpeningRequest, ServiceChange } from './opening-chain.ts'
import { sameAddress, serviceThen } from './trusted-then.ts'

export interface WithinQuotaOptions {
  readonly request: OpeningRequest
  /** The whole log, oldest first. */
  readonly requests: readonly OpeningRequest[]
  /** The account of the service that was presented to. */
  readonly service: string
}

/** Whether a request by a handover leaves the service within the authority's quota. The contract counts by account, and a service can
 *  hand over to any number of them. Which service a request is about no log tells, so every request of the period counts that was
 *  made before this one by the service itself or by an account that acts for no service, unless so many trustees refused it that it
 *  cannot be opened. Strangers can use that up for openers, for a fee; what the service asks itself, the contract alone counts. */
export async function isWithinQuota(chain: OpeningChain, options: WithinQuotaOptions): Promise<boolean> {
  const { request, requests, service } = options
  if (sameAddress(request.requester, service)) return true
  const { authority: id } = request
  const [authority, epochs, services] = await Promise.all([
    chain.openingRegistry.authority(id),
    chain.openingRegistry.epochs(id),
    chain.trustRegistry.verifierChanges(),
  ])
  if (authority?.rules === undefined) return false
  const { quota, quotaPeriodSeconds } = authority.rules
  const periodOf = ({ requested }: OpeningRequest) =>
    Math.floor(requested.at.getTime() / 1000 / quotaPeriodSeconds)
  const isDead = ({ epoch, refusals }: OpeningRequest) => {
    const trustees = epochs.find((one) => one.epoch === epoch)?.verificationShares.length ?? 0
    return refusals.length > trustees - authority.threshold
  }
  const used = requests
    .slice(0, requests.indexOf(request))
    .filter((one) => one.authority === id && periodOf(one) === periodOf(request) && !isDead(one))
    .filter((one) => sameAddress(one.requester, service) || !isOfService(services, one))
  return used.length < quota
}

/** Whether a request was made by the account of some service. */
function isOfService(services: readonly ServiceChange[], { requester, requested }: OpeningRequest): boolean {
  const names = new Set(services.map(({ clientId }) => clientId))
  return [...names].some((clientId) => {
    const account = serviceThen(services, clientId, requested)
    return account !== undefined && sameAddress(account, requester)
  })
}
