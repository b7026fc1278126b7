import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createFolder, createRequesterKey } from '@velum/authority'
import { boundResidentIdTemplate } from '@velum/credential'
import { parseEthrDid } from '@velum/did'
import { encodeOpeningCase, parseOpeningCase } from '@velum/exchange'
import { createAccount } from '@velum/registry'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildCli, startCli } from '../../apps/authority-cli/test/run-cli.ts'
import { createCertifier } from '../games/support/certifier.ts'
import { startTestChain, type TestChain } from '../support/chain.ts'
import { resident } from '../support/resident.ts'
import { openBank } from './support/bank.ts'
import { answer, citizen } from './support/citizen.ts'
import { type CityHall, openCityHall, random } from './support/city-hall.ts'
import type { Library } from './support/library.ts'

const trustees = [1, 2, 3]
const environment = { VELUM_DEPLOYMENT: 'velum-deployment.json' }
// As a machine draws one, so that a folder opens at once.
const passphrase = Buffer.alloc(32, 7).toString('base64url')
const bankAccount = createAccount(random(32))
let test: TestChain
let cityHall: CityHall
let bank: Library
let folder: string
let authority: string
let lawyer: string
/** The bank's own request, and its lawyer's, about one presentation. */
let banks: string
let lawyers: string

const at = (name: string) => join(folder, name)
const start = (dir: string | number, ...args: string[]) =>
  startCli(['--dir', String(dir), '--passphrase-file', 'passphrase', ...args], environment, folder).done
const run = (dir: string | number, ...args: string[]) => start(dir, '--json', ...args)
const fund = (address: string) =>
  test.chain.provider.request({ method: 'anvil_setBalance', params: [address, '0xde0b6b3a7640000'] })
const day = 86_400_000
const pem = (der: Uint8Array) =>
  `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64')}\n-----END CERTIFICATE-----\n`

beforeAll(async () => {
  buildCli()
  test = await startTestChain()
  const { deployment, chain, fundedSecretKey } = test
  folder = await mkdtemp(join(tmpdir(), 'velum-terminals-'))
  await writeFile(at('passphrase'), passphrase, { mode: 0o600 })
  await writeFile(at('velum-deployment.json'), JSON.stringify(deployment))
  const addresses: string[] = []
  for (const dir of [...trustees, 'lawyer']) {
    const { address } = await createFolder({ folder: at(String(dir)), passphrase, work: 10 })
    addresses.push(address)
    await fund(address)
  }
  lawyer = addresses.pop() ?? ''
  const named = addresses.flatMap((address) => ['--trustee', address])
  const created = await run(1, 'create', '--name', 'Harbourtown Court', ...named, '--delay', '0')
  authority = created.json.id
  const joined = await Promise.all(trustees.map((one) => run(one, 'join', authority, '--poll', '1s')))
  expect(joined.map(({ json }) => json?.result)).toEqual(['done', 'done', 'done'])

  const account = createAccount(fundedSecretKey)
  const until = new Date(Date.now() + 30 * day)
  await chain.trustRegistry.recogniseAuthority({ account, id: authority, until })
  cityHall = await openCityHall(chain, { template: boundResidentIdTemplate, authority })
  const { did } = cityHall.issuer
  const identity = parseEthrDid(did).address
  await chain.trustRegistry.accreditIssuer({ account, identity, name: 'Town Hall', until })
  bank = await openBank({ deployment, trustedIssuers: [did], authority })
  await fund(bankAccount.address)
  const clientId = `decentralized_identifier:${bank.verifier.did}`
  await chain.trustRegistry.registerVerifier({ account, clientId, verifier: bankAccount.address, until })
  await presentCase()
}, 300_000)
afterAll(async () => {
  await bank?.close()
  await cityHall?.close()
  await test?.stop()
  if (folder) await rm(folder, { recursive: true, force: true })
})

/** A citizen with an eID opens an account; the bank prepares a case of its own, and one that its lawyer asks with. */
async function presentCase() {
  const certifier = await createCertifier('CN=National eID')
  await writeFile(at('eid.pem'), pem(certifier.anchor))
  await writeFile(at('stranger.pem'), pem((await createCertifier('CN=Somebody’s eID')).anchor))
  const wallet = await citizen(test)
  const { link, txCode } = await cityHall.offer()
  const offer = await wallet.inspectOffer(link('http://localhost:4030'))
  const { toConfirm } = await wallet.acceptOffer({ view: offer, txCode })
  if (!toConfirm) throw new RangeError('there is a record to confirm')
  const key = await certifier.certify(`CN=${resident.givenName} ${resident.familyName}`)
  const signature = await key.sign(await wallet.recordToSign(toConfirm))
  const independent = { certificate: key.certificate, signature }
  await wallet.confirmBinding({ view: toConfirm, publish: false, independent })
  await cityHall.issuer.anchorRecords()

  const visitor = await bank.visit({ request: 'open' })
  const asked = await wallet.inspectRequest(visitor.sameDevice.link)
  const outcome: { readonly kind: string; readonly redirectUri?: string } = await answer(wallet, asked)
  const page = await visitor.arrive(outcome.redirectUri)
  if (page.status !== 'presented' || !page.verdict.accepted) throw new RangeError('the bank accepts')
  const id = page.verdict.presentationId ?? ''
  const basis = { name: 'claim.pdf', content: Buffer.from('The loan was not paid back.') }
  const answerTo = 'court@harbour.example'
  const own = await bank.verifier.openingRequest(id, { basis, answerTo })
  const until = new Date(Date.now() + day)
  const handed = await bank.verifier.handOver(id, { opener: lawyer, until, account: bankAccount })
  if (!own.prepared || !handed.signed) throw new RangeError('the bank has its evidence')
  const { handover } = handed
  const carried = await bank.verifier.openingRequest(id, { basis, answerTo, handover })
  if (!carried.prepared) throw new RangeError('and prepares it for its lawyer')
  await writeFile(at('bank.json'), own.case)
  await writeFile(at('lawyer.json'), carried.case)
  const { publicKey: requesterKey } = await createRequesterKey()
  const { openingRegistry } = test.chain
  const made = await openingRegistry.requestOpening({ ...own.call, requesterKey, account: bankAccount })
  banks = made.requestId
}

const record = async (requestId: string) =>
  (await test.chain.openingRegistry.openings({ blocks: 'final' })).find((one) => one.requestId === requestId)

describe('three trustees and a lawyer, each at a terminal', { timeout: 300_000 }, () => {
  it('inspect what a lawyer asks for with the service’s signed word, in words', async () => {
    const asked = await run('lawyer', 'request', '--case', 'lawyer.json', '--answer-to', 'lawyer@example')
    expect(asked).toMatchObject({ exitCode: 0, json: { requested: true } })
    lawyers = asked.json.requestId
    const inspected = await start(1, 'inspect', lawyers, '--case', 'lawyer.json')
    expect(inspected.exitCode).toBe(0)
    for (const text of [
      'Open an account at Harbour Bank.',
      '在海港银行开户。',
      'or has its signed word.',
      'Town Hall (accredited then)',
      'Asked about the same presentation in other requests too',
      'claim.pdf',
    ])
      expect(inspected.stdout).toContain(text)
    // Another document than the one that the request names.
    const openingCase = parseOpeningCase(await readFile(at('lawyer.json'), 'utf8'))
    const basis = { ...openingCase.basis, content: 'AAAA' }
    await writeFile(at('forged.json'), encodeOpeningCase({ ...openingCase, basis }))
    const forged = await start(1, 'inspect', lawyers, '--case', 'forged.json')
    expect(forged.exitCode).toBe(1)
    expect(forged.stdout).toContain('NO   The document in this file is not the one that the request names.')
    const refused = await run(1, 'approve', lawyers, '--case', 'forged.json')
    expect(refused).toMatchObject({ exitCode: 1, json: { approved: false } })
    expect((await record(lawyers))?.approvals).toEqual([])
  })

  it('are told whose approval another request lacks before it can be theirs', async () => {
    const first = await start(2, 'approve', banks, '--case', 'bank.json')
    expect(first.exitCode).toBe(0)
    expect(first.stdout).toContain('1 of the 2 approvals that it takes stand on the chain for good.')
    expect(first.stdout).toContain(`velum-authority hand-over --request ${banks}`)
    const other = await run(1, 'approve', lawyers, '--case', 'lawyer.json')
    const elsewhere = [{ requestId: banks, trustees: [2] }]
    expect(other).toMatchObject({ exitCode: 1, json: { approved: false, elsewhere } })
    const said = await start(1, 'approve', lawyers, '--case', 'lawyer.json')
    expect(said.exitCode).toBe(1)
    expect(said.stdout).toContain(`trustee 2 approved ${banks.slice(0, 10)}…`)
    expect((await record(lawyers))?.approvals).toEqual([])
  })

  it('vote in one step and hand over in another, and only when enough have voted', async () => {
    const voted = await run(2, 'approve', lawyers, '--case', 'lawyer.json')
    expect(voted.json).toEqual({
      ...{ approved: true, trustee: 2, again: false, handedOver: false },
      ...{ approvals: 1, threshold: 2 },
    })
    const early = await run(2, 'hand-over', '--request', lawyers, '--out', 'part-2.json')
    expect(early).toMatchObject({ exitCode: 4, json: { error: { code: 'approvals-too-few' } } })
    await expect(readFile(at('part-2.json'))).rejects.toMatchObject({ code: 'ENOENT' })
    const unvoted = await run(3, 'hand-over', '--request', lawyers)
    expect(unvoted).toMatchObject({ exitCode: 1, json: { error: { code: 'not-approved' } } })

    const against = await start(3, 'refuse', lawyers, '--reason', 'The claim is not signed.')
    expect(against.stdout).toContain('You have refused.')
    const repeated = await run(3, 'refuse', lawyers, '--reason', 'The claim is not signed.')
    expect(repeated).toMatchObject({ exitCode: 0, json: { trustee: 3, again: true } })
    const late = await run(3, 'approve', lawyers, '--case', 'lawyer.json')
    expect(late).toMatchObject({ exitCode: 1, json: { error: { code: 'already-voted' } } })

    const last = await start(1, 'approve', lawyers, '--case', 'lawyer.json', '--out', 'part-1.json')
    expect(last.exitCode).toBe(0)
    expect(last.stdout).toContain('part-1.json')
    const waiting = await start(2, 'requests')
    expect(waiting.stdout).toContain(`next     velum-authority hand-over --request ${lawyers}`)
    const handed = await run(2, 'hand-over', '--request', lawyers, '--out', 'part-2.json')
    expect(handed).toMatchObject({ exitCode: 0, json: { trustee: 2, approvals: 2, file: 'part-2.json' } })
    const again = await run(1, 'approve', lawyers, '--case', 'lawyer.json', '--out', 'again.json')
    expect(again.json).toMatchObject({ again: true, handedOver: true })
    expect(await readFile(at('again.json'), 'utf8')).toBe(await readFile(at('part-1.json'), 'utf8'))
    const found = await record(lawyers)
    expect(found?.approvals.map(({ trustee }) => trustee)).toEqual([2, 1])
    expect(found?.refusals.map(({ trustee }) => trustee)).toEqual([3])
  })

  it('open to a person whose certificate says so, and evidence of it stands, in two languages', async () => {
    const collected = await start('lawyer', 'collect', lawyers, 'part-1.json', 'part-2.json')
    expect(collected.stdout).toContain('You have 2 of 2 parts')
    const combine = ['combine', lawyers, '--records', cityHall.issuer.url, '--trust-anchor', 'eid.pem']
    expect((await run('lawyer', ...combine)).json).toMatchObject({ combined: true, record: 'signed' })
    expect((await run('lawyer', 'close', lawyers)).exitCode).toBe(0)
    expect((await run('lawyer', 'snapshot', '--evidence', 'evidence.json')).exitCode).toBe(0)
    const audited = await start('judge', 'audit')
    expect(audited).toMatchObject({ exitCode: 0 })
    expect(audited.stdout).toContain('No claim in the log fails.')

    const snapshot = ['verify-evidence', 'evidence.json', '--snapshot', 'snapshot.json']
    const trusted = [...snapshot, '--trust-anchor', 'eid.pem']
    const whoSays = 'independent-signature'
    expect((await run('judge', ...trusted)).json).toMatchObject({ valid: true, whoSays, trustees: [1, 2] })
    const stranger = await run('judge', ...snapshot, '--trust-anchor', 'stranger.pem')
    expect(stranger.json).toMatchObject({ valid: true, whoSays: 'issuer' })
    // Neither is what was written, nor whom the judge trusts.
    await writeFile(at('marked.json'), `\uFEFF${await readFile(at('evidence.json'), 'utf8')}`)
    await writeFile(at('damaged.pem'), (await readFile(at('eid.pem'), 'utf8')).replace('MII', 'MI'))
    const rest = snapshot.slice(2)
    for (const [args, code] of [
      [['verify-evidence', 'marked.json', ...rest], 'file-malformed'],
      [[...snapshot, '--trust-anchor', 'damaged.pem'], 'certificate-malformed'],
    ] as const) {
      expect(await run('judge', ...args)).toMatchObject({ exitCode: 1, json: { error: { code } } })
    }
    const english = flat((await start('judge', ...trusted)).stdout)
    for (const text of ['independent signature', 'CN=National eID', 'or had its signed word'])
      expect(english).toContain(text)
    expect(english).not.toContain(resident.residentNumber)
    const chinese = flat((await start('judge', ...trusted, '--lang', 'zh', '--show')).stdout)
    for (const text of ['独立的签名', 'CN=National eID', '或持有其签名授权', resident.residentNumber])
      expect(chinese).toContain(text)
  })
})

/** Without the breaks of lines, which fall anywhere in Chinese. */
const flat = (text: string) => text.replace(/\s*\n\s*/g, ' ')
