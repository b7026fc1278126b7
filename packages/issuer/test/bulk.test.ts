import { parseCredential, residentIdTemplate, verifyIssued } from '@velum/credential'
import { parseCredentialOffer } from '@velum/exchange'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestChain, type TestChain } from '../../../e2e/support/chain.ts'
import { resident } from '../../../e2e/support/resident.ts'
import type { BulkRow, ValidRow } from '../src/index.ts'
import { boundTemplate, newSecrets, registerAndCollect, verdictOn } from './bound-support.ts'
import { claim, resolverOf, startTestIssuer, statusOf, type TestIssuer } from './support.ts'

let chain: TestChain
let setup: TestIssuer
beforeAll(async () => {
  chain = await startTestChain()
  setup = await startTestIssuer({ chain: chain.chain })
})
afterAll(async () => {
  await setup?.stop()
  await chain?.stop()
})

const template = residentIdTemplate
const row = (line: number, claims: Record<string, string> = {}): BulkRow => ({
  line,
  claims: { ...resident, residentNumber: `HB${String(line).padStart(10, '0')}`, ...claims },
})

function checked(rows: readonly BulkRow[]): readonly ValidRow[] {
  const { valid, problems } = setup.issuer.checkRows({ template, rows })
  expect(problems).toEqual([])
  return valid
}

describe('checking rows', () => {
  test('names every problem of every row by line and claim, and never a value', () => {
    const rows = [
      row(2),
      row(3, { sex: 'unknown', nationality: 'China' }),
      row(4, { birthDate: '2001-13-01' }),
      { line: 5, claims: { ...row(5).claims, shoeSize: '43' } },
      { line: 6, claims: row(2).claims },
    ]
    const { valid, problems } = setup.issuer.checkRows({ template, rows })
    expect(valid.map(({ line }) => line)).toEqual([2])
    expect(problems.map(({ line, claim }) => [line, claim])).toEqual([
      [3, 'sex'],
      [3, 'nationality'],
      [4, 'birthDate'],
      [5, 'shoeSize'],
      [6, undefined],
    ])
    expect(problems.at(-1)?.message).toContain('line 2')
    expect(JSON.stringify(problems)).not.toMatch(/China|2001-13-01|"43"/)
  })
})

describe('issuing rows', () => {
  test('signs each at once, says how far it is, and hands out offers whose credentials verify', async () => {
    const progress: number[] = []
    const rows = checked([row(2), row(3), row(4)])
    const result = await setup.issuer.issueRows({
      template,
      job: 'first',
      rows,
      onProgress: ({ done }) => progress.push(done),
    })
    expect(result).toEqual({ issued: 3, already: 0, signed: true })
    expect(progress).toEqual([1, 2, 3])
    const offers = await setup.issuer.jobOffers('first')
    expect(offers.map(({ line, reference }) => [line, reference])).toEqual([
      [2, 'first:2'],
      [3, 'first:3'],
      [4, 'first:4'],
    ])
    const [offer] = offers
    if (!offer) throw new Error('there is no offer')
    const [credential] = await claim({ link: offer.link(), txCode: offer.txCode, count: 1 })
    expect(parseCredential(credential).credentialSubject.residentNumber).toBe('HB0000000002')
    const verdict = await verifyIssued({
      credential,
      template,
      resolver: resolverOf(chain.chain),
      now: () => new Date(),
    })
    expect(verdict).toMatchObject({ accepted: true })
    expect((await setup.issuer.jobOffers('first')).map(({ line }) => line)).toEqual([3, 4])
  })

  test('never issues a row twice under one job: not again, not reordered, not in a longer file', async () => {
    const rows = checked([
      row(4),
      { line: 9, claims: Object.fromEntries(Object.entries(row(3).claims).reverse()) },
      row(2),
      row(7),
    ])
    expect(await setup.issuer.issueRows({ template, job: 'first', rows })).toEqual({
      issued: 1,
      already: 3,
      signed: true,
    })
    expect(await setup.issuer.issueRows({ template, job: 'second', rows: rows.slice(0, 1) })).toEqual({
      issued: 1,
      already: 0,
      signed: true,
    })
  })

  test('stops after the row in hand when it is told to, and goes on from there', async () => {
    const stop = new AbortController()
    const rows = checked([row(20), row(21), row(22), row(23)])
    const options = { template, job: 'stopped', rows }
    const first = await setup.issuer.issueRows({
      ...options,
      signal: stop.signal,
      onProgress: ({ done }) => done === 2 && stop.abort(),
    })
    expect(first).toEqual({ issued: 2, already: 0, signed: true })
    expect(await setup.issuer.issueRows(options)).toEqual({ issued: 2, already: 2, signed: true })
  })

  test('two jobs at the same time over the same rows issue each row once', async () => {
    const rows = checked([row(30), row(31), row(32)])
    const options = { template, job: 'together', rows }
    const results = await Promise.all([setup.issuer.issueRows(options), setup.issuer.issueRows(options)])
    expect(results[0].issued + results[1].issued).toBe(3)
    expect(await setup.issuer.listRecords({ job: 'together' })).toHaveLength(3)
  })

  test('a row that was revoked before it was collected brings nothing', async () => {
    await setup.issuer.issueRows({ template, job: 'revoked', rows: checked([row(40)]) })
    const [offer] = await setup.issuer.jobOffers('revoked')
    const { revoked, withdrawn } = await setup.issuer.revoke({ reference: 'revoked:40' })
    expect([revoked.length, withdrawn.length]).toEqual([1, 1])
    await expect(parseCredentialOffer({ link: offer?.link() ?? '', fetch })).rejects.toMatchObject({
      code: 'credential-refused',
    })
  })

  test('a row whose offer expired is erased, and may be issued again', async () => {
    const options = { template, job: 'late', rows: checked([row(50)]), lifetimeSeconds: 60 }
    await setup.issuer.issueRows(options)
    setup.clock.offsetMilliseconds = 61_000
    try {
      await setup.issuer.upkeep()
      expect(await setup.issuer.listRecords({ job: 'late' })).toMatchObject([
        { state: 'expired', credentials: [] },
      ])
      expect(await setup.issuer.issueRows(options)).toEqual({ issued: 1, already: 0, signed: true })
      const [offer] = await setup.issuer.jobOffers('late')
      const now = () => new Date(Date.now() + setup.clock.offsetMilliseconds)
      const [credential] = await claim({ link: offer?.link() ?? '', txCode: offer?.txCode ?? '', now })
      expect(await statusOf(credential, chain.chain, now)).toMatchObject({ status: 'valid' })
    } finally {
      setup.clock.offsetMilliseconds = 0
    }
  })
})

test('rows of a bound template become offers alone, and each credential is signed when its holder registers', async () => {
  await setup.issuer.addTemplate(boundTemplate)
  const rows = [row(60), row(61)]
  const { valid } = setup.issuer.checkRows({ template: boundTemplate, rows })
  const options = { template: boundTemplate, job: 'bound', rows: valid }
  expect(await setup.issuer.issueRows(options)).toEqual({ issued: 2, already: 0, signed: false })
  expect(await setup.issuer.issueRows(options)).toEqual({ issued: 0, already: 2, signed: false })
  expect((await setup.issuer.listRecords({ job: 'bound' })).flatMap((record) => record.credentials)).toEqual(
    [],
  )
  const [offer] = await setup.issuer.jobOffers('bound')
  if (!offer) throw new Error('there is no offer')
  const secrets = newSecrets()
  const collected = await registerAndCollect({ issuer: setup.issuer, chain: chain.chain, offer, secrets })
  expect(await verdictOn(collected, { chain: chain.chain, secrets })).toMatchObject({ accepted: true })
})
