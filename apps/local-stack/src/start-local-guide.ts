import { randomInt } from 'node:crypto'
import { programFile } from '@velum/authority-cli'
import { type Guide, type Holder, startGuide } from '@velum/guided-demo'
import type { IssuerService } from '@velum/issuer-cli'
import type { ServiceDemo } from '@velum/service-demo'
import { inventedResidents } from './invented-residents.ts'
import type { LocalChain } from './local-chain.ts'
import type { Part } from './ports.ts'
import { type StateFolder, trustees } from './state-folder.ts'

/** Serves the guided demo over the parts that run already. It works with the folders that those parties have, and with their own
 *  program. */
export async function startLocalGuide(options: {
  readonly state: StateFolder
  readonly local: LocalChain
  readonly urls: Readonly<Record<Part, string>>
  readonly port: number
  readonly authority: string
  readonly issuer: IssuerService
  readonly market: ServiceDemo
}): Promise<Guide> {
  const { state, local, urls, port, authority, issuer, market } = options
  const holders: readonly Holder[] = ['market', ...trustees]
  return startGuide({
    ...{ port, urls, program: programFile, dir: state.guideFolder },
    deploymentFile: state.deploymentFile,
    folders: Object.fromEntries(holders.map((holder) => [holder, state.keyFolder(holder)])) as Record<
      Holder,
      ReturnType<StateFolder['keyFolder']>
    >,
    async offerCard() {
      const claims = someoneNew()
      const offer = await issuer.createOffer({ template: 'bound-resident-id', claims })
      return {
        link: offer.link(urls.wallet),
        txCode: offer.txCode,
        name: `${claims.givenName} ${claims.familyName}`,
        expiresAt: offer.expiresAt.toISOString(),
      }
    },
    accounts: market.accounts,
    async prepareCase(presentationId, basis, answerTo) {
      const preparation = await market.openingRequest(presentationId, { basis, answerTo })
      return preparation.prepared ? preparation.case : undefined
    },
    openings: () => local.chain.openingRegistry.openings({ blocks: 'final', authority }),
  })
}

/** An invented resident under a number that nobody has: an office registers a person once. */
function someoneNew() {
  const [resident] = inventedResidents
  const digits = (count: number) => String(randomInt(10 ** count)).padStart(count, '0')
  return { ...resident, residentNumber: `HC${digits(10)}`, documentNumber: `V${digits(8)}` }
}
