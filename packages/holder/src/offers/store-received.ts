import { bindingCollection } from '../bindings/stored-binding.ts'
import { copiesCollection } from '../bindings/stored-copies.ts'
import { credentialId } from '../credentials/credential-id.ts'
import { describeCard } from '../credentials/describe-credential.ts'
import { credentialCollection } from '../credentials/stored-credential.ts'
import { recordCollection } from '../records/stored-record.ts'
import type { WalletWorld } from '../wallet-world.ts'
import type { ReceivedCredential } from './offer-view.ts'
import type { ReceivedCard } from './receive-credential.ts'

/** Stores all that was received, or nothing: a bound credential never without its binding and its record. */
export function storeReceived(
  { vault, now }: WalletWorld,
  cards: readonly ReceivedCard[],
): Promise<ReceivedCredential[]> {
  return vault.transaction(async (within) => {
    const received: ReceivedCredential[] = []
    for (const { stored, binding, copies, record } of cards) {
      const id = credentialId(stored.credential)
      const held = await within.get(credentialCollection, id)
      if (held === undefined) within.put(credentialCollection, id, stored)
      if (binding && (await within.get(bindingCollection, id)) === undefined)
        within.put(bindingCollection, id, binding)
      if (copies && (await within.get(copiesCollection, id)) === undefined)
        within.put(copiesCollection, id, { copies, shownTo: {} })
      if (record && (await within.get(recordCollection, id)) === undefined)
        within.put(recordCollection, id, record)
      received.push({ card: describeCard(id, held ?? stored, now()), alreadyHeld: held !== undefined })
    }
    return received
  })
}
