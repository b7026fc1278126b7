import type { Page } from '@playwright/test'
import { type BoundPresentation, sharedValues } from '@velum/credential'
import {
  answerAndReturn,
  askForAccount,
  openWalletBeforeSealing,
  sealRecord,
} from './support/bound-holder.ts'
import { cutDerivedProof, recurring } from './support/derived-proof.ts'
import { expect, test, type World } from './support/journey.ts'

test('what one holder sent to two services has nothing in common but what every holder sends', async ({
  browser,
  context,
  world,
}) => {
  test.setTimeout(120_000)
  const page = await openWalletBeforeSealing(context, world)
  await sealRecord(page)
  const library = await answerForAccount(page, world, 'demo')
  const market = await answerForAccount(page, world, 'market')
  const again = await answerForAccount(page, world, 'demo')

  const otherContext = await browser.newContext()
  const otherPage = await openWalletBeforeSealing(otherContext, world)
  await sealRecord(otherPage)
  const others = [
    await answerForAccount(otherPage, world, 'demo'),
    await answerForAccount(otherPage, world, 'market'),
  ]
  await otherContext.close()

  // Value by value: a place in the status list and a pseudonym are another one at every service.
  const ofAnybody = new Set(others.flatMap(({ presentation }) => values(presentation)))
  const shared = sharedValues(library.presentation, market.presentation)
  expect(shared.length).toBeGreaterThan(15)
  expect(shared.filter((value) => !isLabelMap(value) && !ofAnybody.has(JSON.stringify(value)))).toEqual([])
  expect(statusIndex(library)).not.toBe(statusIndex(market))
  expect(statusIndex(library)).toBe(statusIndex(again))
  const indexes = [library, market, ...others].map(statusIndex)
  expect(new Set(indexes).size).toBe(indexes.length)

  // Byte by byte: the proofs first, of which nothing is anybody's but one time's.
  expect(library.proof.length).toBeGreaterThan(500)
  expect(recurring(library.proof, market.proof)).toEqual([])
  expect(library.extension.length).toBeGreaterThan(400)
  expect(recurring(library.extension, market.extension)).toEqual([])
  for (const { extension } of others) expect(recurring(library.extension, extension)).toEqual([])
  // At one service the pseudonym recurs, which is what it is for: its 48 bytes in one piece, a few of the form around it.
  const pseudonym = recurring(library.extension, again.extension)
  expect(pseudonym.length).toBeGreaterThanOrEqual(48 - 7)
  expect(pseudonym.length).toBeLessThan(48 + 8)
  expect(consecutive(pseudonym)).toBe(true)

  // What each request gives to be sent back, and then all the rest.
  for (const [position, value] of library.once.entries()) {
    expect(value.length).toBeGreaterThan(20)
    expect(recurring(Buffer.from(value), Buffer.from(market.once[position] ?? ''))).toEqual([])
  }
  const known = new Set(others.flatMap(({ rest }) => recurring(rest, rest)))
  const left = recurring(library.rest, market.rest)
  expect(left.length).toBeGreaterThan(100)
  expect(left.filter((bytes) => !known.has(bytes)).map(readable)).toEqual([])
})

const placeInList = ['verifiableCredential', '0', 'credentialStatus', 'statusListIndex'] as const

interface SentAnswer {
  readonly presentation: BoundPresentation
  /** The derived proof of the standard. */
  readonly proof: Buffer
  /** The proof of what is bound: its points and scalars. */
  readonly extension: Buffer
  /** State and challenge, which the request gave and the answer gives back. */
  readonly once: readonly string[]
  /** The whole body without all that, and without the place in the status list. */
  readonly rest: Buffer
}

/** Opens an account, or opens it again, and gives what left the browser. */
async function answerForAccount(page: Page, world: World, service: 'demo' | 'market'): Promise<SentAnswer> {
  await askForAccount(page, world, service)
  const posted = page
    .context()
    .waitForEvent('request', (request) => request.url().endsWith('/velum/response'))
  await answerAndReturn(page)
  const form = new URLSearchParams((await posted).postData() ?? '')
  expect([...form.keys()].sort()).toEqual(['state', 'vp_token'])
  const tokens: Record<string, BoundPresentation[]> = JSON.parse(form.get('vp_token') ?? '{}')
  const [presentation] = Object.values(tokens).flat()
  if (!presentation) throw new Error('Nothing was presented.')
  const derived = String(at(presentation, 'verifiableCredential', '0', 'proof', 'proofValue'))
  const bound = String(at(presentation, 'proof', 'proofValue'))
  const once = [derived, bound, form.get('state') ?? '', String(at(presentation, 'proof', 'challenge'))]
  const index = JSON.stringify(String(at(presentation, ...placeInList)))
  const rest = [...once, index].reduce((text, value) => text.replaceAll(value, ''), [...form].join('\n'))
  return {
    presentation,
    proof: cutDerivedProof(derived).proof,
    extension: Buffer.from(bound.slice(1), 'base64url'),
    once: once.slice(2),
    rest: Buffer.from(rest),
  }
}

function statusIndex({ presentation }: SentAnswer): string {
  const index = String(at(presentation, ...placeInList))
  expect(index).toMatch(/^\d+$/)
  return index
}

/** Every value of a presentation with its place. */
function values(presentation: BoundPresentation): string[] {
  return sharedValues(presentation, presentation).map((value) => JSON.stringify(value))
}

/** One of six orders of three names, drawn by the issuer for each copy: two are alike by chance. */
function isLabelMap({ path }: { path: string }): boolean {
  return path.endsWith('/labelMap')
}

/** Whether each follows one byte after the one before it. */
function consecutive(windows: readonly string[]): boolean {
  return windows.every(
    (bytes, position) => position === 0 || windows[position - 1]?.slice(2) === bytes.slice(0, -2),
  )
}

function readable(hex: string): string {
  return Buffer.from(hex, 'hex').toString()
}

function at(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>((inside, member) => (inside as Record<string, unknown>)?.[member], value)
}
