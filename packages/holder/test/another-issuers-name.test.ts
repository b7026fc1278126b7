import { afterAll, beforeAll, expect, test } from 'vitest'
import { startAuthority, type TestAuthority } from '../../../e2e/support/authority.ts'
import { startTestChain, type TestChain } from '../../../e2e/support/chain.ts'
import { resident } from '../../../e2e/support/resident.ts'
import { explain } from '../src/index.ts'
import { startBoundIssuer, type TestBoundIssuer } from './support/test-bound-issuer.ts'
import { newWallet } from './support/test-wallet.ts'

let chain: TestChain
let authority: TestAuthority
let city: TestBoundIssuer
let site: TestBoundIssuer

beforeAll(async () => {
  chain = await startTestChain()
  authority = await startAuthority(chain)
  city = await startBoundIssuer(chain, authority)
  site = await startBoundIssuer(chain, authority)
  await city.publishProfile()
  await site.publishProfile()
})
afterAll(async () => {
  await site?.stop()
  await city?.stop()
  await chain?.stop()
})

async function accept(issuer: TestBoundIssuer, made: Awaited<ReturnType<typeof newWallet>>) {
  const { wallet } = made
  return wallet.acceptOffer({ view: await wallet.inspectOffer(issuer.offer(resident)) })
}

test('a site that names another issuer is refused before anything is registered, and gets no point of the holder', async () => {
  const made = await newWallet(chain)
  const { toConfirm } = await accept(city, made)
  if (toConfirm === undefined) throw new TypeError('nothing to confirm')
  await made.wallet.confirmBinding({ view: toConfirm, publish: false })
  expect(city.registrations).toHaveLength(1)

  site.quirks.record = (record) => ({ ...record, issuer: city.did })
  const refusal = await accept(site, made).catch((error: unknown) => error)
  expect(refusal).toMatchObject({ code: 'issuer-not-proved' })
  expect(site.registrations).toEqual([])
  expect(explain(refusal, 'en').what).toContain('does not say that the site is that issuer’s')
})

test('a site that puts another name into the record on the second try gets no registration either', async () => {
  delete site.quirks.record
  const made = await newWallet(chain)
  const { toConfirm } = await accept(site, made)
  if (toConfirm === undefined) throw new TypeError('nothing to confirm')
  site.quirks.forgetsSessions = true
  site.quirks.record = (record) => ({ ...record, issuer: city.did })
  await expect(made.wallet.confirmBinding({ view: toConfirm, publish: false })).rejects.toMatchObject({
    code: 'issuer-not-proved',
  })
  expect(site.registrations).toEqual([])
})
