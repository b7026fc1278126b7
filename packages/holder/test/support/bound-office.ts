import type { RecordView, Wallet } from '@velum/holder'
import { startAuthority } from '../../../../e2e/support/authority.ts'
import { startTestChain } from '../../../../e2e/support/chain.ts'
import { resident } from '../../../../e2e/support/resident.ts'
import { startBoundIssuer } from './test-bound-issuer.ts'
import { newWallet } from './test-wallet.ts'

export type BoundOffice = Awaited<ReturnType<typeof startBoundOffice>>

/** A chain, an authority and an issuer that has published its profile, for wallets that collect a bound credential. */
export async function startBoundOffice() {
  const chain = await startTestChain()
  const authority = await startAuthority(chain)
  const issuer = await startBoundIssuer(chain, authority)
  await issuer.publishProfile()

  /** Takes an offer as far as the record that is to be confirmed. */
  async function recordOffered(wallet: Wallet, claims = resident): Promise<RecordView> {
    const view = await wallet.inspectOffer(issuer.offer(claims))
    if (view.offered.length !== 1 || !view.offered[0]?.bound)
      throw new TypeError('the offer does not say bound')
    const { credentials, toConfirm } = await wallet.acceptOffer({ view })
    if (credentials.length > 0) throw new TypeError('a credential came before its record was confirmed')
    if (toConfirm === undefined) throw new TypeError('nothing to confirm')
    return toConfirm
  }

  return {
    ...{ chain, authority, issuer, recordOffered },
    /** A wallet with a bound credential, and the record that its holder confirmed. */
    async walletWithRecord() {
      const made = await newWallet(chain)
      const view = await recordOffered(made.wallet)
      const { credentials } = await made.wallet.confirmBinding({ view, publish: false })
      return { ...made, view, id: credentials[0]?.card.id ?? '' }
    },
    /** Lets the issuer be an honest one again. */
    renew(): void {
      for (const quirk of Object.keys(issuer.quirks))
        delete issuer.quirks[quirk as keyof typeof issuer.quirks]
    },
    async stop(): Promise<void> {
      await issuer.stop()
      await chain.stop()
    },
  }
}
