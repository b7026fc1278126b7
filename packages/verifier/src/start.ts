import { encode } from 'uqr'
import type { SessionOptions } from './add-session.ts'
import { setBrowserCookie } from './browser-cookie.ts'
import { createPresentationSession } from './create-presentation-session.ts'
import { createSignInSession } from './create-sign-in-session.ts'
import { type SettledDefinition, settleTransaction } from './settle-transaction.ts'
import type { VerifierContext } from './verifier-context.ts'
import { VerifierError } from './verifier-error.ts'

/** What the page gets when its visitor starts: one question for this device and, where the request allows it, one for
 *  another. */
export interface Started {
  readonly sameDevice: { readonly link: string }
  readonly crossDevice?: {
    readonly link: string
    /** Polled with the cookie until the answer is there. */
    readonly outcomeUrl: string
    /** Where to go then. */
    readonly resultPage: string
    /** The link as a QR code: `size` modules a side, dark ones as an SVG path. */
    readonly qr: { readonly size: number; readonly path: string }
  }
  /** Until then a wallet must have opened a link. */
  readonly expiresAt: string
}

/** What the page may choose: a request by name or signing in, and the visitor's own wallet. */
export interface StartBody {
  readonly request?: string
  readonly signIn?: true
  /** Which transaction, for a request that makes them. */
  readonly reference?: string
  readonly walletUrl?: string
}

/** Starts a session a device for the browser behind `request` and sets its cookie. One for each, because how an answer is
 *  released must be fixed before it is given.
 *  Throws VerifierError 'unknown-request' | 'request-malformed', and as `createPresentationSession` does. */
export async function start(
  context: VerifierContext,
  request: Request,
  body: StartBody,
): Promise<{ readonly started: Started; readonly cookie: string }> {
  const { origin, random, sessionSeconds, answerSeconds } = context
  const seconds = 2 * sessionSeconds + answerSeconds
  const cookie = setBrowserCookie({ request, origin, random, seconds })
  const walletUrl = readWalletUrl(body.walletUrl)
  const definition = body.signIn === true ? undefined : await findDefinition(context, body)
  const ask = (flow: SessionOptions['flow']) => {
    const session = { flow, browser: cookie.value, ...(walletUrl !== undefined && { walletUrl }) }
    return definition === undefined
      ? createSignInSession(context, session)
      : createPresentationSession(context, { ...session, name: body.request ?? '', definition })
  }
  const [same, cross] = await Promise.all([
    ask('same-device'),
    allowsOtherDevice(definition) ? ask('cross-device') : undefined,
  ])
  const started = {
    sameDevice: { link: same.link },
    ...(cross && {
      crossDevice: {
        link: cross.link,
        outcomeUrl: `${context.baseUrl}/outcome/${cross.id}`,
        resultPage: await resultPage(context, cross.id),
        qr: qrPath(cross.link),
      },
    }),
    expiresAt: same.expiresAt.toISOString(),
  }
  return { started, cookie: cookie.header }
}

async function findDefinition(context: VerifierContext, body: StartBody): Promise<SettledDefinition> {
  const { request = '', reference } = body
  const { requests } = context.options
  const definition = Object.hasOwn(requests, request) ? requests[request] : undefined
  if (definition === undefined)
    throw new VerifierError('unknown-request', 'The service has no request of this name.')
  if (reference !== undefined && (typeof reference !== 'string' || reference.length > 200))
    throw new VerifierError('request-malformed', 'A reference is a text of at most 200 characters.')
  return settleTransaction(definition, { reference })
}

/** A QR code can be relayed. Where the answer can be opened to a name, it would be the wrong person's. */
function allowsOtherDevice(definition: SettledDefinition | undefined): boolean {
  const escrowed = definition?.requires?.some(({ type }) => type === 'escrow') ?? false
  return definition?.crossDevice ?? !escrowed
}

async function resultPage(context: VerifierContext, id: string): Promise<string> {
  const session = await context.store.find(id)
  const page = new URL(session?.resultPage ?? context.origin)
  page.searchParams.set('session', id)
  return page.href
}

function readWalletUrl(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const url = URL.canParse(text) ? new URL(text) : undefined
  const usable = url?.protocol === 'https:' || (url?.protocol === 'http:' && url.hostname === 'localhost')
  if (!usable) throw new VerifierError('request-malformed', "The wallet's address must start with https://.")
  return text
}

function qrPath(text: string): { size: number; path: string } {
  const { data, size } = encode(text, { ecc: 'M', border: 0 })
  const dark = data.flatMap((row, y) => row.flatMap((set, x) => (set ? [`M${x} ${y}h1v1h-1z`] : [])))
  return { size, path: dark.join('') }
}
