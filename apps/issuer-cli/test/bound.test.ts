import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createHolderSecrets, createRegistration } from '@velum/binding'
import { bindingParametersOf, boundResidentIdTemplate } from '@velum/credential'
import {
  fetchIssuerMetadata,
  fetchRecordStatus,
  parseCredentialOffer,
  requestBindingSession,
  requestBoundCredentials,
  requestNonce,
  requestToken,
} from '@velum/exchange'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startAuthority, type TestAuthority } from '../../../e2e/support/authority.ts'
import { startTestChain, type TestChain } from '../../../e2e/support/chain.ts'
import { resident } from '../../../e2e/support/resident.ts'
import { emptyFolder } from '../../../packages/issuer/test/empty-folder.ts'
import { random, statusOf } from '../../../packages/issuer/test/support.ts'
import { freePort } from './free-port.ts'
import { buildCli, runCli, startCli } from './run-cli.ts'

let chain: TestChain
let authority: TestAuthority
let dir: string
let port: number
let globals: string[]
beforeAll(async () => {
  buildCli()
  chain = await startTestChain()
  authority = await startAuthority(chain)
  dir = await emptyFolder()
  port = await freePort()
  await writeFile(join(dir, 'passphrase'), 'correct horse battery staple\n', { mode: 0o600 })
  await writeFile(join(dir, 'deployment.json'), JSON.stringify(chain.deployment))
  await writeFile(join(dir, 'claims.json'), JSON.stringify(resident))
  globals = ['--dir', dir, '--passphrase-file', join(dir, 'passphrase'), '--json']
}, 180_000)
afterAll(async () => {
  await chain?.stop()
  if (dir) await rm(dir, { recursive: true, force: true })
})

const secrets = createHolderSecrets(random)

/** What a wallet does with the offer of a bound credential. */
async function collect(offer: { readonly link: string; readonly txCode: string }) {
  const now = () => new Date()
  const parsed = await parseCredentialOffer({ link: offer.link, fetch })
  const metadata = await fetchIssuerMetadata({ issuerUrl: parsed.issuerUrl, fetch })
  const accessToken = await requestToken({ offer: parsed, metadata, txCode: offer.txCode, fetch, now })
  const { session, record } = await requestBindingSession({ metadata, accessToken, fetch })
  const nonce = (await requestNonce({ metadata, fetch })) ?? ''
  const { registration } = await createRegistration({
    parameters: bindingParametersOf({
      template: boundResidentIdTemplate,
      chainId: chain.deployment.chainId,
      issuer: JSON.parse(record).issuer,
      authority: authority.id,
    }),
    secrets,
    nonce,
    session,
    record: new TextEncoder().encode(record),
    date: now().toISOString().slice(0, 10),
    publish: true,
  })
  const configurationId = parsed.configurationIds[0] ?? ''
  return requestBoundCredentials({
    ...{ metadata, accessToken, configurationId, session, nonce, registration },
    count: 1,
    fetch,
  })
}

test('an operator names an authority, issues a bound credential, proves its record, and declares a loss', {
  timeout: 300_000,
}, async () => {
  const init = ['init', '--deployment', join(dir, 'deployment.json'), '--name', 'Harbour City']
  const url = `http://localhost:${port}`
  const strange = await runCli([...globals, ...init, '--url', url, '--authority', `0x${'ab'.repeat(32)}`])
  expect(strange.exitCode).toBe(1)
  expect(strange.json.error.code).toBe('authority-unknown')
  const made = await runCli([
    ...[...globals, ...init, '--url', url],
    ...['--authority', authority.id, '--publish', '--bound-resident-id'],
  ])
  expect(made.exitCode).toBe(0)

  const service = startCli([...globals, 'serve', '--port', String(port), '--anchor-after', '1h'])
  try {
    await expect.poll(() => service.output(), { timeout: 60_000 }).toContain('"port"')
    const shown = await runCli([...globals, 'authority'])
    expect(shown.json).toEqual({
      authority: { id: authority.id, name: 'Harbourtown Court', threshold: 2, trustees: 3, epoch: 1 },
    })

    const offer = ['offer', '--template', 'bound-resident-id', '--claims', join(dir, 'claims.json')]
    const offered = await runCli([...globals, ...offer, '--reference', 'case-1'])
    const bound = await collect(offered.json)
    expect(await statusOf(bound.credentials[0], chain.chain)).toMatchObject({ status: 'valid' })

    const { address } = bound.record
    const status = () => fetchRecordStatus({ issuerUrl: url, address, fetch })
    expect(await status()).toEqual({ state: 'pending' })
    expect((await runCli([...globals, 'records'])).json).toMatchObject({ anchored: 0, pending: 1 })
    expect((await runCli([...globals, 'records', 'anchor'])).json).toEqual({ anchored: 1, published: 1 })
    expect(await status()).toMatchObject({ state: 'anchored', epoch: 1, count: 1 })

    const [proven] = (await runCli([...globals, 'records', 'prove', 'case-1'])).json
    const batch = await chain.chain.escrowRegistry.batch({
      identity: JSON.parse(made.stdout).did.split(':').at(-1),
      epoch: 1,
    })
    expect(proven).toMatchObject({
      address: Buffer.from(address).toString('hex'),
      published: true,
      proof: { root: Buffer.from(batch?.root ?? []).toString('hex'), index: 0, count: 1 },
    })
    expect((await runCli([...globals, 'records', 'verify'])).json).toMatchObject({ intact: 1, broken: [] })

    const lost = await runCli([...globals, 'report-loss', '--reference', 'case-1', '--note', 'on the phone'])
    expect(lost.json).toMatchObject({ kind: 'device', inAYear: 1, revoked: [expect.any(String)] })
    expect(await statusOf(bound.credentials[0], chain.chain)).toMatchObject({ status: 'revoked' })
    await writeFile(join(dir, 'person'), `${resident.residentNumber}\n`)
    const secretsLost = ['report-loss', '--person-file', join(dir, 'person'), '--secrets-lost']
    expect((await runCli([...globals, ...secretsLost])).exitCode).toBe(0)
    const tooMany = await runCli([...globals, ...secretsLost])
    expect(tooMany.exitCode).toBe(1)
    expect(tooMany.json.error.code).toBe('loss-limit')
    const log = (await runCli([...globals, 'report-loss', '--list'])).json
    expect(log).toMatchObject([{ kind: 'secrets' }, { kind: 'device', note: 'on the phone' }])

    const order = boundResidentIdTemplate.order
    const csv = [order.join(','), order.map((claim) => ({ ...resident })[claim as 'sex'] ?? '').join(',')]
    await writeFile(join(dir, 'one.csv'), `${csv.join('\n')}\n`)
    const bulk = await runCli([
      ...[...globals, 'issue', '--csv', join(dir, 'one.csv')],
      ...['--template', 'bound-resident-id', '--job', 'bulk'],
    ])
    expect(bulk.json).toMatchObject({ issued: 1, signed: false })
  } finally {
    service.kill('SIGTERM')
  }
  const { stdout, stderr, exitCode } = await service.done
  expect(exitCode).toBe(0)
  for (const secret of [resident.familyName, resident.residentNumber]) {
    expect(stdout + stderr).not.toContain(secret)
  }
})
