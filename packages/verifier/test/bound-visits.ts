import { boundResidentIdTemplate, type Credential, residentIdTemplate } from '@velum/credential'
import type { TestAuthority } from '../../../e2e/support/authority.ts'
import { resident } from '../../../e2e/support/resident.ts'
import {
  askFor,
  createMemoryEvidenceStore,
  escrow,
  possession,
  pseudonym,
  type RequestDefinition,
  sameHolder,
  type VerifierOptions,
} from '../src/index.ts'
import {
  askForAccount,
  type BoundFault,
  type BoundIssuer,
  boundAnswerTo,
  type Held,
  startBoundIssuer,
  startCourt,
} from './bound-world.ts'
import {
  createBrowser,
  post,
  startService,
  startTestChain,
  type TestChain,
  type TestService,
} from './world.ts'

const purpose = { en: 'To know you again.', zh: '为了再次认出您。' }
const askForRegion = askFor(boundResidentIdTemplate, { required: ['region'] })
/** A card that can be told from the other by what both show. */
export const moved = { claims: { ...resident, region: 'Hill Country', regionCode: '310102' }, index: 8 }
export const base = { purpose, query: askForAccount, resultPage: '/account' }

function requestsOf(court: TestAuthority, otherCourt: TestAuthority): Record<string, RequestDefinition> {
  const sealed = { ...base, requires: [pseudonym('account'), escrow(court.id)] }
  return {
    plain: { ...base, resultPage: '/account' },
    proved: { ...base, requires: [possession()] },
    account: { ...base, requires: [pseudonym('account')] },
    purposes: { ...base, requires: [pseudonym('account'), pseudonym('ballot')] },
    sealed,
    elsewhere: { ...base, requires: [escrow(otherCourt.id)] },
    loan: {
      ...sealed,
      transaction: (reference) =>
        reference === 'atlas'
          ? { en: 'Borrow the Atlas, deposit 200.', zh: '借阅《图志》，押金 200。', reference }
          : undefined,
    },
    claims: { ...base, query: askFor(boundResidentIdTemplate, { required: ['region'] }) },
    both: {
      ...base,
      query: {
        credentials: [
          { ...askForRegion.credentials[0], id: 'first' },
          { ...askForRegion.credentials[0], id: 'second' },
        ],
      },
      requires: [sameHolder(), pseudonym('account', { credential: 'first' })],
    },
    beside: {
      ...base,
      query: {
        credentials: [
          ...askForAccount.credentials,
          ...askFor(residentIdTemplate, { required: ['region'] }).credentials,
        ],
      },
      requires: [pseudonym('account', { credential: 'bound-resident-id' })],
    },
  }
}

/** A chain, two authorities, an issuer under the first and a service that asks for all that can be asked. */
export interface BoundVisits {
  readonly chain: TestChain
  readonly court: TestAuthority
  readonly otherCourt: TestAuthority
  readonly issuer: BoundIssuer
  readonly service: TestService
  /** What the holder has. */
  readonly mine: Held
  requests(): Record<string, RequestDefinition>
  /** One more service. */
  serve(changes?: Partial<VerifierOptions>): Promise<TestService>
  visit(body: string | object, options?: VisitOptions): Promise<Visit>
  stop(): Promise<void>
}

interface VisitOptions {
  readonly held?: readonly (Held | { readonly credential: Credential })[]
  readonly fault?: BoundFault
  readonly at?: TestService
  /** Between the holder's answer and its arrival. */
  readonly before?: () => Promise<void>
}

type Visit = Awaited<ReturnType<typeof visitOn>>

export async function startBoundVisits(): Promise<BoundVisits> {
  const chain = await startTestChain()
  const court = await startCourt(chain)
  const otherCourt = await startCourt(chain, { name: 'Another Court' })
  const issuer = await startBoundIssuer(chain, { authority: court })
  const running: (() => Promise<void>)[] = []
  const requests = () => requestsOf(court, otherCourt)
  async function serve(changes: Partial<VerifierOptions> = {}): Promise<TestService> {
    const started = await startService(
      { deployment: chain.deployment, trustedIssuers: [issuer.did] },
      {
        templates: [boundResidentIdTemplate, residentIdTemplate],
        requests: requests(),
        evidence: {
          store: createMemoryEvidenceStore(),
          key: new Uint8Array(32).fill(5),
          retentionSeconds: 3600,
        },
        ...changes,
      },
    )
    running.push(started.stop)
    return started
  }
  const service = await serve()
  const mine = await issuer.hold()
  return {
    ...{ chain, court, otherCourt, issuer, service, mine, requests, serve },
    visit: (body, options) => visitOn(chain, body, { held: [mine, mine], at: service, ...options }),
    async stop() {
      for (const stop of running) await stop()
      await issuer.stop()
      await chain.stop()
    },
  }
}

/** The whole way on one device: start, answer, come back. */
async function visitOn(
  chain: TestChain,
  body: string | object,
  { held, fault = {}, at, before }: VisitOptions & Required<Pick<VisitOptions, 'held' | 'at'>>,
) {
  const browser = createBrowser(at)
  const started = await browser.start(typeof body === 'string' ? { request: body } : body)
  const answer = await boundAnswerTo(started.sameDevice.link, held, chain, fault)
  await before?.()
  const { json } = await post(answer.request, answer.body)
  const outcome = await browser.open(json.redirect_uri ?? '')
  const verdict = outcome.status === 'presented' ? outcome.verdict : undefined
  return { ...answer, started, outcome, verdict, accepted: verdict?.accepted ? verdict : undefined }
}
