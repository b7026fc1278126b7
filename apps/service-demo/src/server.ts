import { residentIdTemplate } from '@velum/credential'
import { askFor, createVerifier, type Verifier } from '@velum/verifier'
import { Hono, type MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { elementFile, publicFile } from './files.ts'
import { readerOf, rememberLanguage } from './language.ts'
import { deliveryPage } from './pages/delivery-page.ts'
import { friendsPage } from './pages/friends-page.ts'
import { homePage } from './pages/home-page.ts'
import { notFoundPage } from './pages/not-found-page.ts'
import { outcomePage } from './pages/outcome-page.ts'
import { shelfPage } from './pages/shelf-page.ts'
import { delivery, friends, signIn } from './requests.ts'

/** What depends on where the service runs. */
export interface ServiceConfig {
  /** Where its visitors reach it. */
  readonly url: string
  readonly walletUrl: string
  readonly deployment: unknown
  readonly trustedIssuers: readonly string[]
  readonly secretKey: Uint8Array
}

/** The library's website. */
export async function createServer(config: ServiceConfig): Promise<{ app: Hono; verifier: Verifier }> {
  const app = new Hono()
  app.use(
    secureHeaders({ contentSecurityPolicy, referrerPolicy: 'no-referrer', strictTransportSecurity: false }),
  )

  app.use(keepNoPage)
  app.use(rememberLanguage)

  // #region velum
  const readersPass = {
    purpose: { en: 'To make out a reader’s pass for you.', zh: '为您办理读者证。' },
    query: askFor(residentIdTemplate, { required: ['region', 'residencyStatus'], optional: ['givenName'] }),
    resultPage: '/welcome',
  }
  const verifier = await createVerifier({
    ...config, // walletUrl, deployment, trustedIssuers, secretKey
    url: `${config.url}/velum`,
    name: { en: 'Harbour Library', zh: '海港图书馆' },
    templates: [residentIdTemplate],
    requests: { 'readers-pass': readersPass, delivery, friends },
    signIn,
  })
  app.on('ALL', ['/velum/*', '/.well-known/did.json'], (c) => verifier.handle(c.req.raw))
  app.get('/welcome', async (c) => c.html(outcomePage(readerOf(c), await verifier.readOutcome(c.req.raw))))
  // #endregion

  app.get('/', (context) => context.html(homePage(readerOf(context))))
  app.get('/delivery', (context) => context.html(deliveryPage(readerOf(context))))
  app.get('/friends', (context) => context.html(friendsPage(readerOf(context))))
  app.get('/shelf', (context) => context.html(shelfPage(readerOf(context))))
  app.get('/assets/velum/:name', ({ req }) => elementFile(req.param('name')))
  app.get('/assets/:name', ({ req }) => publicFile(req.param('name')))
  app.notFound((context) => context.html(notFoundPage(readerOf(context)), 404))
  return { app, verifier }
}

/** Pages show what a visitor disclosed: the next one at the same computer must not find them in the browser. */
const keepNoPage: MiddlewareHandler = async (context, next) => {
  await next()
  if (!context.res.headers.has('cache-control')) context.header('cache-control', 'no-store')
}

/** Nothing from elsewhere, nothing inline. */
const contentSecurityPolicy = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'"],
  connectSrc: ["'self'"],
  formAction: ["'self'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
}
