import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decryptPartially, encodePartialFile, inspectCase, sealPartial } from '@velum/authority'
import { boundResidentIdTemplate } from '@velum/credential'
import { parseEthrDid } from '@velum/did'
import { encodeOpeningCase, type OpeningCase } from '@velum/exchange'
import { type Account, createAccount } from '@velum/registry'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildCli, startCli } from '../../apps/authority-cli/test/run-cli.ts'
import { startAuthority, type TestAuthority } from '../support/authority.ts'
import { startTestChain, type TestChain } from '../support/chain.ts'
import { resident } from '../support/resident.ts'
import { openBank } from './support/bank.ts'
import { answer, citizen, collectBound } from './support/citizen.ts'
import { type CityHall, openCityHall } from './support/city-hall.ts'
import type { Library } from './support/library.ts'

let test: TestChain
let court: TestAuthority
let cityHall: CityHall
let bank: Library
let folder: string
let openingCase: OpeningCase
let requestId: string

const run = (...args: string[]) =>
  startCli(['--dir', 'bank', '--passphrase-file', 'passphrase', '--json', ...args], {}, folder).done
const say = (...args: string[]) =>
  startCli(['--dir', 'bank', '--passphrase-file', 'passphrase', ...args], {}, folder).done
const at = (name: string) => join(folder, name)
const fund = (address: string) =>
  test.chain.provider.request({ method: 'anvil_setBalance', params: [address, '0xde0b6b3a7640000'] })

beforeAll(async () => {
  buildCli()
  test = await startTestChain()
  const { deployment, chain } = test
  court = await startAuthority(test)
  cityHall = await openCityHall(chain, { template: boundResidentIdTemplate, authority: court.id })
  await chain.trustRegistry.accreditIssuer({
    account: createAccount(test.fundedSecretKey),
    identity: parseEthrDid(cityHall.issuer.did).address,
    name: 'Town Hall',
    until: new Date(Date.now() + 86_400_000),
  })
  bank = await openBank({ deployment, trustedIssuers: [cityHall.issuer.did], authority: court.id })
  folder = await mkdtemp(join(tmpdir(), 'velum-requester-'))
  await writeFile(at('passphrase'), 'correct horse battery staple\n', { mode: 0o600 })
  await writeFile(at('velum-deployment.json'), JSON.stringify(deployment))

  const wallet = await citizen(test)
  await collectBound(wallet, cityHall)
  await cityHall.issuer.anchorRecords()
  const visitor = await bank.visit({ request: 'open' })
  const view = await wallet.inspectRequest(visitor.sameDevice.link)
  const outcome: { readonly kind: string; readonly redirectUri?: string } = await answer(wallet, view)
  const page = await visitor.arrive(outcome.redirectUri)
  if (page.status !== 'presented' || !page.verdict.accepted) throw new RangeError('the bank accepts')
  const evidence = await bank.verifier.readEvidence(page.verdict.presentationId ?? '')
  if (!evidence) throw new RangeError('the bank keeps evidence')
  const content = Buffer.from('The loan was not paid back.').toString('base64url')
  const salt = Buffer.alloc(32, 7).toString('base64url')
  openingCase = { version: 1, evidence, basis: { name: 'claim.pdf', content, salt } }
  await writeFile(at('case.json'), encodeOpeningCase(openingCase))
}, 120_000)
afterAll(async () => {
  await bank?.close()
  await cityHall?.close()
  await test?.stop()
  if (folder) await rm(folder, { recursive: true, force: true })
})

/** The part of a trustee as its program writes it, and the vote. */
async function approve(trustee: number): Promise<string> {
  const { chain } = test
  const [share, account] = [court.current.shares[trustee - 1], court.accounts[trustee - 1] as Account]
  const { subject, request } = await inspectCase({ chain, openingCase, requestId, now: () => new Date() })
  if (!share || !subject || !request) throw new RangeError('the case passes')
  const partial = await decryptPartially({ share, subject })
  const sealed = await sealPartial({ partial, requesterKey: request.requesterKey })
  await fund(account.address)
  await chain.openingRegistry.approveOpening({ requestId, trustee, account, partialHash: partial.hash })
  const name = `part-${trustee}.json`
  await writeFile(at(name), encodePartialFile({ requestId, trustee, hash: partial.hash, sealed }))
  return name
}

const asking = ['request', '--case', 'case.json', '--answer-to', 'court@harbour.example']

// Each command derives a key from the passphrase, which is meant to take a while.
describe('a requester at its terminal', { timeout: 240_000 }, () => {
  it('asks nothing while trustees would refuse it, and spends nothing', async () => {
    const { json } = await run('init', '--deployment', 'velum-deployment.json')
    await fund(json.address)
    const refused = await run(...asking)
    expect(refused).toMatchObject({ exitCode: 1, json: { requested: false } })
    const failed = refused.json.checks.filter(({ passed }: { passed: boolean }) => !passed)
    expect(failed.map(({ name }: { name: string }) => name)).toEqual(['requester'])
    expect(await test.chain.openingRegistry.openings({ blocks: 'newest' })).toEqual([])

    await test.chain.trustRegistry.registerVerifier({
      ...{ account: createAccount(test.fundedSecretKey), verifier: json.address },
      clientId: openingCase.evidence.transcript.audience,
      until: new Date(Date.now() + 86_400_000),
    })
  })

  it('asks once, though it is told to twice, and keeps what opens the parts encrypted', async () => {
    const asked = await run(...asking)
    expect(asked).toMatchObject({ exitCode: 0, json: { requested: true, again: false } })
    requestId = asked.json.requestId
    expect(await run(...asking)).toMatchObject({ exitCode: 0, json: { requestId, again: true } })
    expect(await test.chain.openingRegistry.openings({ blocks: 'newest' })).toMatchObject([
      { requestId, answerTo: 'court@harbour.example', approvals: [] },
    ])
    const kept = await readFile(at(join('bank', 'openings', `${requestId}.age`)), 'latin1')
    expect(kept).toMatch(/^age-encryption.org/)
    for (const secret of ['AGE-SECRET-KEY', 'claim.pdf', resident.familyName])
      expect(kept).not.toContain(secret)
  })

  it('is told which part is wrong and whose, and how many are missing', async () => {
    const [first] = [await approve(1)]
    const other = await approve(3)
    const good = JSON.parse(await readFile(at(first), 'utf8'))
    const forged = { ...JSON.parse(await readFile(at(other), 'utf8')), part: good.part }
    await writeFile(at('forged.json'), JSON.stringify(forged))
    await writeFile(at('silent.json'), JSON.stringify({ ...good, trustee: 2 }))
    await writeFile(at('noise.json'), '{}')
    const found = await run('collect', requestId, first, 'forged.json', 'silent.json', 'noise.json')
    expect(found.exitCode).toBe(1)
    expect(found.json).toMatchObject({
      files: [
        { name: first, trustee: 1, taken: true },
        { name: 'forged.json', trustee: 3, taken: false, fault: 'partial-not-announced' },
        { name: 'silent.json', trustee: 2, taken: false, fault: 'not-approved' },
        { name: 'noise.json', taken: false, fault: 'file-malformed' },
      ],
      ...{ have: [1], threshold: 2, missing: 1, awaited: [3] },
    })
    expect(await run('collect', requestId, other)).toMatchObject({
      exitCode: 0,
      json: { have: [1, 3], missing: 0 },
    })
  })

  it('opens to the person, and says nothing of them unless asked', async () => {
    const combine = ['combine', requestId, '--records', cityHall.issuer.url]
    const quiet = await say(...combine)
    expect(quiet.exitCode).toBe(0)
    for (const claim of [resident.familyName, resident.residentNumber]) {
      expect(quiet.stdout + quiet.stderr).not.toContain(claim)
    }
    const first = await readFile(at('evidence.json'), 'utf8')
    const shown = await run(...combine, '--show')
    expect(shown.json).toMatchObject({
      ...{ combined: true, trustees: [1, 3], record: 'signed' },
      claims: { familyName: resident.familyName },
    })
    // The same salt: what the request is closed with stays what the file says.
    expect(JSON.parse(await readFile(at('evidence.json'), 'utf8')).result).toEqual(JSON.parse(first).result)
  })

  it('closes once, and its evidence stands offline, in two languages', async () => {
    await run('snapshot', '--evidence', 'evidence.json', '--out', 'early.json')
    const early = await run('verify-evidence', 'evidence.json', '--snapshot', 'early.json')
    expect(early.exitCode).toBe(1)
    const failed = early.json.steps.filter(({ passed }: { passed: boolean }) => !passed)
    expect(failed).toEqual([{ name: 'result', passed: false }])

    expect(await run('close', requestId)).toMatchObject({ exitCode: 0, json: { again: false } })
    expect((await run('snapshot', '--evidence', 'evidence.json')).exitCode).toBe(0)
    expect((await run('audit', '--save', 'log.json')).json).toMatchObject({
      passed: true,
      requesters: [{ clientIds: [openingCase.evidence.transcript.audience], states: { closed: 1 } }],
    })

    await bank.close()
    await cityHall.leaveNetwork()
    await test.stop()
    const verify = ['verify-evidence', 'evidence.json', '--snapshot', 'snapshot.json']
    expect(await run(...verify)).toMatchObject({ exitCode: 0, json: { valid: true, whoSays: 'issuer' } })
    const english = await say(...verify)
    expect(english.stdout).toContain('issuer’s word')
    expect(english.stdout).not.toContain(resident.familyName)
    const chinese = await say(...verify, '--lang', 'zh', '--show')
    expect(chinese.stdout).toContain('只有发证方')
    expect(chinese.stdout).toContain(resident.familyName)
    const audited = await say('audit', '--log', 'log.json')
    expect(audited.exitCode).toBe(0)
    expect(audited.stdout).toContain('No claim in the log fails.')
    for (const line of (english.stdout + audited.stdout).split('\n'))
      expect(line.length).toBeLessThanOrEqual(120)
  })

  it('fails an audit of a log in which a closing has too few approvals', async () => {
    const text = await readFile(at('log.json'), 'utf8')
    await writeFile(at('broken.json'), text.replace(/"threshold":2/, '"threshold":3'))
    const broken = await run('audit', '--log', 'broken.json')
    expect(broken).toMatchObject({ exitCode: 1, json: { passed: false } })
    const claims = broken.json.findings.filter(({ verdict }: { verdict: string }) => verdict === 'fails')
    expect(claims.map(({ claim }: { claim: string }) => claim)).toContain('closing')
    expect(await readdir(folder)).toContain('broken.json')
  })
})
