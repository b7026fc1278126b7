import { decodeMultikey, encodeMultikeyBytes } from '@velum/did'
import type { IssuerContext } from '../issuer-context.ts'
import { sendChange } from './send-change.ts'

/** The name under which the registry holds signing keys; our resolver reads it. */
export const attributeName = 'did/pub/Multikey/veriKey/base58'
export const tenYearsInSeconds = 10 * 365 * 24 * 60 * 60

/** Puts a public key (as multibase) into the DID document for so many seconds, counted from its block. Setting it
 *  again replaces the time. Throws RegistryError. */
export async function setKeyAttribute(
  context: IssuerContext,
  key: string,
  validitySeconds: number,
): Promise<void> {
  const { chain, address, keyRing, database } = context
  const account = await keyRing.controller(database)
  const change = await chain.didRegistry.signSetAttribute({
    identity: address,
    account,
    name: attributeName,
    value: encodeMultikeyBytes(decodeMultikey(key)),
    validitySeconds,
  })
  await sendChange(chain, { change, account })
}

/** At least one: a time that is over already ends with the next block. */
export function secondsUntil(context: Pick<IssuerContext, 'now'>, end: Date): number {
  return Math.max(1, Math.round((end.getTime() - context.now().getTime()) / 1000))
}
