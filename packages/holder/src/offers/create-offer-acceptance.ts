import { recordStatement, registrationPoints } from '@velum/binding'
import { createEd25519KeyPair } from '@velum/credential'
import { type AccessToken, requestCredentials, requestToken } from '@velum/exchange'
import { ensureSecrets } from '../bindings/wallet-secrets.ts'
import { HolderError } from '../holder-error.ts'
import type { Wallet } from '../wallet.ts'
import type { WalletWorld } from '../wallet-world.ts'
import { confirmBinding, parametersOf } from './confirm-binding.ts'
import type { OfferView } from './offer-view.ts'
import type { PendingBinding } from './pending-binding.ts'
import { pendingId, prepareBinding } from './prepare-binding.ts'
import { type ReceivedCard, receiveCredential } from './receive-credential.ts'
import { storeReceived } from './store-received.ts'

/** Makes the methods that accept offers. They remember, while they live, the access tokens of offers whose credentials
 *  have not arrived, and the registrations that wait: an offer works once, so a second try must go on from there. */
export function createOfferAcceptance(
  world: WalletWorld,
): Pick<Wallet, 'acceptOffer' | 'recordToSign' | 'confirmBinding'> {
  const { fetch, now } = world
  const tokens = new Map<string, AccessToken>()
  const pending = new Map<string, PendingBinding>()

  async function tokenFor(view: OfferView, txCode: string | undefined): Promise<AccessToken> {
    const known = tokens.get(pendingId(view))
    if (known !== undefined && (known.expiresAt === undefined || known.expiresAt > now())) return known
    const accessToken = await requestToken({
      offer: view.offer,
      metadata: view.metadata,
      ...(txCode !== undefined && { txCode }),
      fetch,
      now,
    })
    tokens.set(pendingId(view), accessToken)
    return accessToken
  }

  function requirePending(id: string): PendingBinding {
    const waiting = pending.get(id)
    if (waiting !== undefined) return waiting
    throw new HolderError(
      'record-not-waiting',
      'This record does not wait any more; open the offer once more.',
    )
  }

  return {
    async acceptOffer({ view, txCode, onProgress = () => undefined }) {
      const id = pendingId(view)
      const [bound, ...others] = view.offered.filter((offered) => offered.bound)
      if (others.length > 0) throw severalBound()
      onProgress('authorizing')
      const accessToken = await tokenFor(view, txCode)

      onProgress('requesting')
      const received = await fetchUnbound(world, view, accessToken)

      onProgress('checking')
      const checked: ReceivedCard[] = []
      for (const { credential, configurationId } of received) {
        const { metadata } = view
        checked.push(await receiveCredential(world, { credential, configurationId, metadata }))
      }
      // One that was sent already must be asked for again as it was: the issuer may have answered it.
      const waiting =
        bound &&
        (pending.get(id)?.sent !== undefined
          ? requirePending(id)
          : await prepareBinding(world, {
              offer: view,
              configurationId: bound.configurationId,
              accessToken,
            }))

      onProgress('storing')
      const credentials = await storeReceived(world, checked)
      if (waiting === undefined) {
        tokens.delete(id)
        return { credentials }
      }
      pending.set(id, waiting)
      return { credentials, toConfirm: waiting.view }
    },

    async recordToSign({ id }) {
      const waiting = requirePending(id)
      const parameters = parametersOf(world, waiting)
      const secrets = await ensureSecrets(world)
      const { reg } = await registrationPoints({ parameters, secrets })
      return recordStatement({ parameters, reg, record: new TextEncoder().encode(waiting.session.record) })
    },

    async confirmBinding(options) {
      const { id } = options.view
      const card = await confirmBinding(world, {
        ...options,
        pending: requirePending(id),
        keep: (waiting) => pending.set(id, waiting),
      })
      options.onProgress?.('storing')
      const credentials = await storeReceived(world, [card])
      pending.delete(id)
      tokens.delete(id)
      return { credentials }
    },
  }
}

async function fetchUnbound({ fetch, now, random }: WalletWorld, view: OfferView, accessToken: AccessToken) {
  const { metadata } = view
  const received: { readonly credential: unknown; readonly configurationId: string }[] = []
  for (const { configurationId, bound } of view.offered) {
    if (bound) continue
    const keys = [await createEd25519KeyPair({ random })]
    const credentials = await requestCredentials({ metadata, accessToken, configurationId, keys, fetch, now })
    received.push(...credentials.map((credential) => ({ credential, configurationId })))
  }
  return received
}

/** A session is of the whole offer, so there is one record to look at. */
function severalBound(): HolderError {
  return new HolderError(
    'offer-not-supported',
    'The offer holds several bound credentials at once; ask the issuer for one offer each.',
  )
}
