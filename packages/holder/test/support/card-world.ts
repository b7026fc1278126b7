import type { AnswerOptions, RequestView } from '@velum/holder'
import { startTestChain } from '../../../../e2e/support/chain.ts'
import { resident } from '../../../../e2e/support/resident.ts'
import { startIssuer } from './test-issuer.ts'
import { startService } from './test-service.ts'
import { newWallet, type TestWorld } from './test-wallet.ts'

export type CardWorld = Awaited<ReturnType<typeof startCardWorld>>

/** A chain, an issuer and a service, for wallets that hold one unbound card. */
export async function startCardWorld() {
  const chain = await startTestChain()
  const issuer = await startIssuer(chain)
  const service = await startService()
  return {
    chain,
    issuer,
    service,
    async walletWithCard(changes: Partial<TestWorld> & { claims?: typeof resident } = {}) {
      const { claims = resident, ...world } = changes
      const made = await newWallet({ ...chain, ...world })
      const { link, index } = issuer.offer({ claims })
      const { credentials } = await made.wallet.acceptOffer({ view: await made.wallet.inspectOffer(link) })
      return { ...made, index, id: credentials[0]?.card.id ?? '' }
    },
    /** Forgets the answers of the test before. */
    renew(): void {
      service.answers.length = 0
      service.state.manner = 'accept'
    },
    async stop(): Promise<void> {
      for (const running of [service, issuer, chain]) await running.stop()
    },
  }
}

/** The best candidate of every query. */
export function answer(view: RequestView, optionalClaims: readonly string[] = []): AnswerOptions {
  const selection = Object.fromEntries(
    view.queries.map(({ queryId, candidates }) => [
      queryId,
      { credentialId: candidates[0]?.credential.id ?? '', optionalClaims },
    ]),
  )
  return { view, selection }
}
