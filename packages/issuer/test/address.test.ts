import { rm } from 'node:fs/promises'
import { residentIdTemplate } from '@velum/credential'
import { fetchIssuerMetadata } from '@velum/exchange'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serve, startTestChain, type TestChain } from '../../../e2e/support/chain.ts'
import { resident } from '../../../e2e/support/resident.ts'
import { createIssuer, type Issuer, openStore, type Store } from '../src/index.ts'
import { emptyFolder } from './empty-folder.ts'
import { claim, name, passphrase, random, statusOf } from './support.ts'

let chain: TestChain
let folder: string
let store: Store
beforeAll(async () => {
  chain = await startTestChain()
  folder = await emptyFolder()
  store = await openStore({ dataDir: folder })
})
afterAll(async () => {
  await store?.close()
  await chain?.stop()
  await rm(folder, { recursive: true, force: true })
})

const common = () => ({ store, passphrase, fetch, now: () => new Date(), random, name })

test('an address that is not protected, or has a query, is refused before anything is stored', async () => {
  for (const url of [
    'http://issuer.example',
    'https://issuer.example/?a=b',
    'ftp://x',
    'issuer',
    'https://me@x.example',
  ]) {
    await expect(createIssuer({ ...common(), chain: chain.chain, url }), url).rejects.toMatchObject({
      code: 'url-invalid',
    })
  }
})

test('an issuer whose making the chain interrupted is finished by the same call, and then works below a path', async () => {
  const server = await serve((request) => issuer.handle(request))
  const url = `${server.url}/offices/harbour`
  let sent = 0
  const breaking = {
    ...chain.chain,
    async send(...args: Parameters<typeof chain.chain.send>) {
      sent += 1
      if (sent === 2) throw new Error('the line went dead')
      return chain.chain.send(...args)
    },
  }
  await expect(createIssuer({ ...common(), chain: breaking, url })).rejects.toThrow('the line went dead')
  await expect(createIssuer({ ...common(), chain: chain.chain, url: server.url })).rejects.toMatchObject({
    code: 'url-changed',
  })
  const issuer: Issuer = await createIssuer({ ...common(), chain: chain.chain, url: `${url}/` })
  await expect(createIssuer({ ...common(), chain: chain.chain, url })).rejects.toMatchObject({
    code: 'already-initialised',
  })
  await issuer.addTemplate(residentIdTemplate)

  // The well-known part stands in front of the path, and behind it for wallets of older drafts.
  const metadata = await fetchIssuerMetadata({ issuerUrl: url, fetch })
  expect(metadata.issuerUrl).toBe(url)
  expect((await fetch(`${url}/.well-known/openid-credential-issuer`)).status).toBe(200)
  expect((await fetch(`${server.url}/.well-known/openid-credential-issuer/offices/mountain`)).status).toBe(
    404,
  )
  expect((await fetch(`${server.url}/status/1`)).status).toBe(404)
  const offer = await issuer.createOffer({ template: 'resident-id', claims: resident })
  const [credential] = await claim({ link: offer.link(), txCode: offer.txCode })
  expect(await statusOf(credential, chain.chain)).toMatchObject({ status: 'valid' })
  await server.close()
})
