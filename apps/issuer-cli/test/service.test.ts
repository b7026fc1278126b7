import { rm } from 'node:fs/promises'
import { residentIdTemplate, verifyIssued } from '@velum/credential'
import { createDidResolver } from '@velum/did'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestChain, type TestChain } from '../../../e2e/support/chain.ts'
import { resident } from '../../../e2e/support/resident.ts'
import { emptyFolder } from '../../../packages/issuer/test/empty-folder.ts'
import { claim } from '../../../packages/issuer/test/support.ts'
import { startIssuerService } from '../src/index.ts'
import { freePort } from './free-port.ts'

let chain: TestChain
let dir: string
beforeAll(async () => {
  chain = await startTestChain()
  dir = await emptyFolder()
})
afterAll(async () => {
  await chain?.stop()
  await rm(dir, { recursive: true, force: true })
})

test('the service makes an issuer once, keeps it over a restart and offers credentials that verify', async () => {
  const port = await freePort()
  const lines: string[] = []
  const options = {
    dir,
    deployment: chain.deployment,
    url: `http://localhost:${port}`,
    port,
    passphrase: 'correct horse battery staple',
    issuerName: { en: 'Harbour City', zh: '海港市' },
    log: (line: string) => lines.push(line),
  }
  const first = await startIssuerService(options)
  await first.close()
  const service = await startIssuerService(options)
  expect(service.did).toBe(first.did)

  const offer = await service.createOffer({ template: 'resident-id', claims: resident })
  const [credential] = await claim({ link: offer.link('http://localhost:4030'), txCode: offer.txCode })
  const { chainId, contracts } = chain.deployment
  const resolver = createDidResolver({
    networks: [{ chainId, registryAddress: contracts.didRegistry, provider: chain.chain.provider }],
    fetch,
  })
  const verdict = await verifyIssued({
    credential,
    template: residentIdTemplate,
    resolver,
    now: () => new Date(),
    issuer: service.did,
  })
  expect(verdict).toMatchObject({ accepted: true })
  await service.close()
  const logged = lines.join('\n')
  for (const secret of [offer.txCode, resident.familyName, resident.residentNumber]) {
    expect(logged).not.toContain(secret)
  }
})
