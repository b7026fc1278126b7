import type { AccreditationChange, Place, ServiceChange } from './opening-chain.ts'

/** The account that acted for a service in a block; undefined where none did. What changed in the block itself counts. */
export function serviceThen(
  changes: readonly ServiceChange[],
  clientId: string,
  { blockNumber, at }: Place,
): string | undefined {
  const own = changes.filter((change) => change.clientId === clientId)
  const last = own.findLast((change) => change.blockNumber <= blockNumber)
  return last?.kind === 'registered' && last.until >= at ? last.account : undefined
}

/** By what name an issuer was accredited at a moment; undefined where it was not. */
export function accreditedThen(
  changes: readonly AccreditationChange[],
  identity: string,
  moment: Date,
): string | undefined {
  const last = changes.findLast((change) => sameAddress(change.identity, identity) && change.at <= moment)
  return last?.kind === 'accredited' && last.until >= moment ? last.name : undefined
}

/** Whether two spellings are of one address. */
export const sameAddress = (left: string, right: string): boolean =>
  left.toLowerCase() === right.toLowerCase()
