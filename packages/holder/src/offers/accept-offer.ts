import { createEd25519KeyPair } from '@velum/credential'
import { type AccessToken, requestCredentials, requestToken } from '@velum/exchange'
import { credentialId } from '../credentials/credential-id.ts'
import { describeCard } from '../credentials/describe-credential.ts'
import { credentialCollection, type StoredCredential } from '../credentials/stored-credential.ts'
import type { WalletWorld } from '../wallet-world.ts'
import type { AcceptedOffer, AcceptOfferOptions, OfferView, ReceivedCredential } from './offer-view.ts'
import { receiveCredential } from './receive-credential.ts'

/** Returns the function that accepts offers. It remembers, while it lives, the access tokens of offers whose
 *  credentials have not arrived: an offer works once, so a second try must go on from there. */
export function createOfferAcceptance(
  world: WalletWorld,
): (options: AcceptOfferOptions) => Promise<AcceptedOffer> {
  const { fetch, now } = world
  const tokens = new Map<string, AccessToken>()

  return async ({ view, txCode, onProgress = () => undefined }) => {
    const offerKey = view.offer.preAuthorizedCode
    onProgress('authorizing')
    const known = tokens.get(offerKey)
    const alive = known !== undefined && (known.expiresAt === undefined || known.expiresAt > now())
    const accessToken = alive
      ? known
      : await requestToken({
          offer: view.offer,
          metadata: view.metadata,
          ...(txCode !== undefined && { txCode }),
          fetch,
          now,
        })
    tokens.set(offerKey, accessToken)

    onProgress('requesting')
    const received = await fetchOffered(world, view, accessToken)

    onProgress('checking')
    const checked: StoredCredential[] = []
    for (const { credential, configurationId } of received) {
      checked.push(await receiveCredential(world, { credential, configurationId, metadata: view.metadata }))
    }

    onProgress('storing')
    const credentials = await store(world, checked)
    tokens.delete(offerKey)
    return { credentials }
  }
}

async function fetchOffered({ fetch, now, random }: WalletWorld, view: OfferView, accessToken: AccessToken) {
  const { metadata } = view
  const received: { readonly credential: unknown; readonly configurationId: string }[] = []
  for (const { configurationId } of view.offered) {
    const keys = [await createEd25519KeyPair({ random })]
    const credentials = await requestCredentials({ metadata, accessToken, configurationId, keys, fetch, now })
    received.push(...credentials.map((credential) => ({ credential, configurationId })))
  }
  return received
}

/** Stores all or none. */
function store(
  { vault, now }: WalletWorld,
  checked: readonly StoredCredential[],
): Promise<ReceivedCredential[]> {
  return vault.transaction(async (within) => {
    const received: ReceivedCredential[] = []
    for (const stored of checked) {
      const id = credentialId(stored.credential)
      const held = await within.get(credentialCollection, id)
      if (held === undefined) within.put(credentialCollection, id, stored)
      received.push({ card: describeCard(id, held ?? stored, now()), alreadyHeld: held !== undefined })
    }
    return received
  })
}
