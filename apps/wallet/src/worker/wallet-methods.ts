import { createDidResolver } from '@velum/did'
import { type AcceptedOffer, createWallet } from '@velum/holder'
import { connectChain } from '@velum/registry'
import type { Vault } from '@velum/vault'
import type { Engine, Received } from '../engine/engine.ts'
import { holderName } from './holder-name.ts'
import { readConfig } from './read-config.ts'
import type { Surroundings } from './surroundings.ts'
import type { VaultMethods } from './vault-keeper.ts'

export type WalletMethods = Omit<Engine, keyof VaultMethods | 'subscribe'>

/** All that a wallet does once its vault is open. */
export async function createWalletMethods({
  vault,
  surroundings,
  onChainChange,
}: {
  vault: Vault
  surroundings: Surroundings
  /** Something about the holder is new on the chain, and nothing in the vault says so. */
  onChainChange: () => void
}): Promise<WalletMethods> {
  const { fetch, now, random } = surroundings
  const { deployment } = await readConfig(surroundings)
  const chain = connectChain({ deployment, fetch })
  const network = {
    chainId: deployment.chainId,
    registryAddress: deployment.contracts.didRegistry,
    provider: chain.provider,
  }
  const resolver = createDidResolver({ networks: [network], fetch })
  const wallet = createWallet({ vault, chain, resolver, fetch, now, random })
  const { credentials, history, openings, dids } = wallet

  const card = async (id: string) => {
    const detail = await credentials.get(id)
    return detail && { ...detail, ...holderName(detail.claims) }
  }

  async function received({ credentials: stored, toConfirm }: AcceptedOffer): Promise<Received> {
    const cards = await Promise.all(
      stored.map(async ({ card: one }) => ({ ...one, ...(await card(one.id)) })),
    )
    return toConfirm ? { cards, toConfirm } : { cards }
  }

  return {
    async cards() {
      const cards = await credentials.list()
      const details = await Promise.all(cards.map(({ id }) => credentials.get(id)))
      return cards.map((one, index) => ({ ...one, ...holderName(details[index]?.claims ?? []) }))
    },
    card,
    deleteCard: (id) => credentials.delete(id),
    refreshStatus: async (id) => void (await credentials.refreshStatus(id)),

    inspectOffer: (link) => wallet.inspectOffer(link),
    async acceptOffer(acceptance, onProgress) {
      return received(await wallet.acceptOffer({ ...acceptance, onProgress }))
    },
    recordToSign: (view) => wallet.recordToSign(view),
    async confirmBinding(confirmation, onProgress) {
      return received(await wallet.confirmBinding({ ...confirmation, onProgress }))
    },
    refreshRecord: async (id) => void (await wallet.records.refresh(id)),

    inspectRequest: (link) => wallet.inspectRequest(link),
    answerRequest: (answer, onProgress) => wallet.answerRequest({ ...answer, onProgress }),

    history: () => history.list(),

    openings: () => openings.list(),
    checkOpenings: () => openings.check(),
    acknowledgeOpening: (view) => openings.acknowledge(view),

    dids: () => dids.list(),
    createDid: ({ method, name }) =>
      method === 'key' ? dids.createKeyDid({ name }) : dids.createEthrDid({ name }),
    renameDid: ({ did, name }) => dids.rename(did, name),
    deleteDid: (did) => dids.delete(did),
    didDocument: (did) => dids.document(did),
    rotateDidKey: (did) => dids.rotateKey(did),
    settleRotation: (did) => dids.settleRotation(did),
    delegates: (did) => dids.delegates(did),
    async addDelegate(change) {
      await dids.addDelegate(change)
      onChainChange()
    },
    async removeDelegate(change) {
      await dids.removeDelegate(change)
      onChainChange()
    },

    inspectSignIn: (link) => dids.inspectSignIn(link),
    signIn: (answer) => dids.signIn(answer),
  }
}
