import { boundResidentIdTemplate, residentIdTemplate } from '@velum/credential'
import {
  askFor,
  createVerifier,
  type EvidenceOptions,
  escrow,
  pseudonym,
  type Verifier,
} from '@velum/verifier'
import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import type { AccountFolder } from './accounts/account-folder.ts'
import { elementFile, evidenceFile, publicFile } from './files.ts'
import { readerOf, rememberLanguage } from './language.ts'
import type { OpeningsBoard } from './openings-board.ts'
import { contentSecurityPolicy, keepNoPage, offlineSecurityPolicy } from './page-headers.ts'
import { evidencePage } from './pages/evidence-page.ts'
import { notFoundPage } from './pages/not-found-page.ts'
import { openingsPage } from './pages/openings-page.ts'
import { outcomePage } from './pages/outcome-page.ts'
import { depositRequest } from './services/deposit-request.ts'
import type { Service } from './services/service.ts'
import { createVisits } from './visits.ts'

/** What depends on where the service runs. */
export interface ServiceConfig {
  /** Where its visitors reach it. */
  readonly url: string
  readonly walletUrl: string
  readonly deployment: unknown
  readonly trustedIssuers: readonly string[]
  /** Id on chain of the authority whose trustees can open an account together, `0x…`. */
  readonly authority: string
  readonly secretKey: Uint8Array
  readonly evidence: EvidenceOptions
  readonly accounts: AccountFolder
  readonly openings: OpeningsBoard
  /** Told what went wrong inside. */
  readonly onError?: (error: unknown) => void
}

/** A service's website. */
export async function createServer(
  service: Service,
  { accounts, openings, ...config }: ServiceConfig,
): Promise<{ app: Hono; verifier: Verifier }> {
  const app = new Hono()
  const common = { referrerPolicy: 'no-referrer', strictTransportSecurity: false } as const
  const headers = secureHeaders({ ...common, contentSecurityPolicy })
  const offline = secureHeaders({ ...common, contentSecurityPolicy: offlineSecurityPolicy })
  app.use((c, next) =>
    /^\/(assets\/)?evidence(\/|$)/.test(c.req.path) ? offline(c, next) : headers(c, next),
  )

  app.use(keepNoPage)
  app.use(rememberLanguage)
  const visits = createVisits({ service, accounts, retentionSeconds: config.evidence.retentionSeconds })

  // #region velum
  const account = {
    purpose: { en: 'To know you again, and not your name.', zh: '为了再次认出您，而不知道您的姓名。' },
    query: askFor(boundResidentIdTemplate, { required: [] }),
    requires: [pseudonym('account'), escrow(config.authority)],
    resultPage: '/account',
  }
  const verifier = await createVerifier({
    ...config, // walletUrl, deployment, trustedIssuers, secretKey, evidence
    ...service, // name, signIn
    url: `${config.url}/velum`,
    templates: [residentIdTemplate, boundResidentIdTemplate],
    requests: { ...service.requests, account, deposit: depositRequest(service, account) },
  })
  app.on('ALL', ['/velum/*', '/.well-known/did.json'], (c) => verifier.handle(c.req.raw))
  app.get('/account', async (c) => c.html(await visits.account(c, await verifier.readOutcome(c.req.raw))))
  // #endregion

  app.post('/account', async (c) => visits.nickname(c, await verifier.readOutcome(c.req.raw)))
  app.get('/deposit', async (c) => c.html(await visits.deposit(c, await verifier.readOutcome(c.req.raw))))
  app.get('/openings', (c) => c.html(openingsPage(readerOf(c, service), openings.list())))
  app.get('/evidence', (c) => c.html(evidencePage(readerOf(c, service), config.deployment)))
  app.get('/welcome', async (c) =>
    c.html(outcomePage(readerOf(c, service), await verifier.readOutcome(c.req.raw))),
  )
  for (const [path, page] of Object.entries(service.pages))
    app.get(path, (context) => context.html(page(readerOf(context, service))))
  app.get('/assets/velum/:name', ({ req }) => elementFile(req.param('name')))
  app.get('/assets/evidence/:name', ({ req }) => evidenceFile(req.param('name')))
  app.get('/assets/:name', ({ req }) => publicFile(req.param('name')))
  app.notFound((context) => context.html(notFoundPage(readerOf(context, service)), 404))
  return { app, verifier }
}
