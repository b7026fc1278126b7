import { gunzipSync, gzipSync } from 'node:zlib'
import { DidError } from '@velum/did'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  checkStatus,
  createStatusList,
  parseStatusList,
  readStatus,
  type StatusEntry,
  type StatusList,
  type StatusOutcome,
  type StatusSource,
  setStatus,
  signStatusList,
  statusListHash,
  statusListLength,
} from '../src/index.ts'
import { createIssuer, documentOf, documentsOf, type Issuer, listUrl, resolverOf, today } from './world.ts'

let issuer: Issuer
let bytes: Uint8Array

beforeAll(async () => {
  issuer = await createIssuer(1)
  bytes = await sign(setStatus({ list: createStatusList(), indexes: [0, 94_567], revoked: true }))
})

const sign = (list: StatusList, signer = issuer, url = listUrl) =>
  signStatusList({ list, listUrl: url, issuer: signer.did, key: signer.statusKey, validFrom: today })

const entry = (index: number | string): StatusEntry => ({
  type: 'BitstringStatusListEntry',
  statusPurpose: 'revocation',
  statusListIndex: String(index),
  statusListCredential: listUrl,
})

const sourceOf = (served: Uint8Array, anchored = served, anchoredAt = today): StatusSource => ({
  fetchList: async () => served,
  readAnchor: async () => ({ epoch: 7, hash: statusListHash(anchored), anchoredAt }),
})

function check(
  statusSource: StatusSource,
  options: { index?: number | string; now?: Date } = {},
): Promise<StatusOutcome> {
  return checkStatus({
    entry: entry(options.index ?? 94_567),
    issuer: issuer.did,
    resolver: resolverOf([documentsOf(issuer)]),
    statusSource,
    now: () => options.now ?? today,
  })
}

describe('a status list', () => {
  test('has 131,072 entries, none of them revoked at first', () => {
    const list = createStatusList()
    expect(statusListLength).toBe(131_072)
    expect(list).toEqual(new Uint8Array(16_384))
    expect(readStatus({ list, index: 131_071 })).toBe('valid')
  })

  test('keeps its first entry in the highest bit of its first byte', () => {
    const list = setStatus({ list: createStatusList(), indexes: [0, 9, 131_071], revoked: true })
    expect([list[0], list[1], list[16_383]]).toEqual([0b1000_0000, 0b0100_0000, 0b0000_0001])
  })

  test('is not changed by setting entries in a copy', () => {
    const list = createStatusList()
    const changed = setStatus({ list, indexes: [5], revoked: true })
    expect(readStatus({ list, index: 5 })).toBe('valid')
    expect(readStatus({ list: changed, index: 5 })).toBe('revoked')
    const restored = setStatus({ list: changed, indexes: [5], revoked: false })
    expect(restored).toEqual(list)
    expect(readStatus({ list: changed, index: 5 })).toBe('revoked')
  })

  test('is read from a part of a larger buffer', () => {
    const stored = new Uint8Array(20_000)
    stored[1000] = 0b0010_0000
    const list = parseStatusList(stored.subarray(1000, 1000 + 16_384))
    expect(readStatus({ list, index: 2 })).toBe('revoked')
    expect(readStatus({ list, index: 8002 })).toBe('valid')
  })

  test('refuses indexes outside it, bytes of another length and an address that is none', async () => {
    const list = createStatusList()
    for (const index of [-1, 131_072, 1.5, Number.NaN]) {
      expect(() => readStatus({ list, index })).toThrow(
        expect.objectContaining({ code: 'status-list-invalid' }),
      )
      expect(() => setStatus({ list, indexes: [index], revoked: true })).toThrow(
        expect.objectContaining({ code: 'status-list-invalid' }),
      )
    }
    expect(() => parseStatusList(new Uint8Array(16_383))).toThrow(
      expect.objectContaining({ code: 'status-list-invalid' }),
    )
    await expect(sign(list, issuer, 'status/1')).rejects.toMatchObject({ code: 'status-list-invalid' })
  })

  test('is signed as the specification’s list credential: gzip in base64url, first entry leftmost', async () => {
    const credential = JSON.parse(new TextDecoder().decode(bytes))
    expect(credential).toMatchObject({
      '@context': ['https://www.w3.org/ns/credentials/v2'],
      id: listUrl,
      type: ['VerifiableCredential', 'BitstringStatusListCredential'],
      issuer: issuer.did,
      validFrom: '2026-11-23T12:00:00Z',
      credentialSubject: { id: `${listUrl}#list`, type: 'BitstringStatusList', statusPurpose: 'revocation' },
      proof: { type: 'DataIntegrityProof', cryptosuite: 'eddsa-rdfc-2022', proofPurpose: 'assertionMethod' },
    })
    const { encodedList } = credential.credentialSubject
    expect(encodedList[0]).toBe('u')
    const bits = gunzipSync(Buffer.from(encodedList.slice(1), 'base64url'))
    expect(bits).toHaveLength(16_384)
    // 94,567 = 11,820 · 8 + 7
    expect([bits[0], bits[11_819], bits[11_820], bits[11_821]]).toEqual([0b1000_0000, 0, 1, 0])
  })
})

describe('the status of a credential', () => {
  test('is what the anchored list says', async () => {
    const source = sourceOf(bytes)
    expect(await check(source, { index: 94_567 })).toEqual({ status: 'revoked', epoch: 7 })
    expect(await check(source, { index: 0 })).toEqual({ status: 'revoked', epoch: 7 })
    expect(await check(source, { index: 94_566 })).toEqual({ status: 'valid', epoch: 7 })
    expect(await check(source, { index: 131_071 })).toEqual({ status: 'valid', epoch: 7 })
  })

  test('asks for the list and its anchor by issuer and address, not by index', async () => {
    const asked: unknown[] = []
    const source = sourceOf(bytes)
    await check({
      fetchList: (url) => {
        asked.push(url)
        return source.fetchList(url)
      },
      readAnchor: (options) => {
        asked.push(options)
        return source.readAnchor(options)
      },
    })
    expect(asked).toEqual([{ issuer: issuer.did, listUrl }, listUrl])
  })

  const unknown = (reason: string) => ({ status: 'unknown', reason })

  test('is unknown when the list is not the anchored one', async () => {
    const older = await sign(createStatusList())
    expect(await check(sourceOf(older, bytes))).toEqual(unknown('status-mismatch'))
    const reencoded = new TextEncoder().encode(`${new TextDecoder().decode(bytes)} `)
    expect(await check(sourceOf(reencoded, bytes))).toEqual(unknown('status-mismatch'))
  })

  test('is unknown when the anchor is older than a day', async () => {
    const source = sourceOf(bytes)
    const after = (seconds: number) => new Date(today.getTime() + seconds * 1000)
    expect(await check(source, { now: after(86_400) })).toMatchObject({ status: 'revoked' })
    expect(await check(source, { now: after(86_401) })).toEqual(unknown('status-too-old'))
  })

  test('is unknown when nothing is anchored, or chain or list are out of reach', async () => {
    const source = sourceOf(bytes)
    const offline = () => Promise.reject(new TypeError('fetch failed'))
    expect(await check({ ...source, readAnchor: async () => undefined })).toEqual(
      unknown('status-not-anchored'),
    )
    expect(await check({ ...source, readAnchor: offline })).toEqual(unknown('chain-unreachable'))
    expect(await check({ ...source, fetchList: offline })).toEqual(unknown('status-unavailable'))
  })

  test('is unknown when a source throws at once instead of rejecting', async () => {
    const source = sourceOf(bytes)
    const broken = () => {
      throw new TypeError('broken')
    }
    expect(await check({ ...source, readAnchor: broken })).toEqual(unknown('chain-unreachable'))
    expect(await check({ ...source, fetchList: broken })).toEqual(unknown('status-unavailable'))
  })

  test('is unknown when the issuer’s document is out of reach or no longer lists the list’s key', async () => {
    const options = { entry: entry(1), issuer: issuer.did, statusSource: sourceOf(bytes), now: () => today }
    const failing = { resolve: () => Promise.reject(new DidError('chain-unreachable', 'No.')) }
    expect(await checkStatus({ ...options, resolver: failing })).toEqual(unknown('chain-unreachable'))
    expect(await checkStatus({ ...options, resolver: resolverOf([]) })).toEqual(unknown('status-invalid'))
    const rotated = resolverOf([documentOf(issuer.did, [issuer.key])])
    expect(await checkStatus({ ...options, resolver: rotated })).toEqual(unknown('status-invalid'))
  })

  test('is unknown when the anchored list is another issuer’s or stands under another address', async () => {
    const other = await createIssuer(2)
    expect(await check(sourceOf(await sign(createStatusList(), other)))).toEqual(unknown('status-invalid'))
    const moved = await sign(createStatusList(), issuer, 'http://localhost:4020/status/2')
    expect(await check(sourceOf(moved))).toEqual(unknown('status-invalid'))
  })

  test('is unknown when the anchored bytes are no list, whatever they are', async () => {
    const credential = JSON.parse(new TextDecoder().decode(bytes))
    const subject = credential.credentialSubject
    const short = `u${gzipSync(new Uint8Array(100)).toString('base64url')}`
    const cases: unknown[] = [
      null,
      [],
      'list',
      { ...credential, extra: 1 },
      { ...credential, validUntil: '2020-01-01T00:00:00Z' },
      { ...credential, issuer: { id: issuer.did } },
      { ...credential, type: ['VerifiableCredential'] },
      { ...credential, '@context': [...credential['@context'], 'https://evil.example'] },
      { ...credential, credentialSubject: { ...subject, statusPurpose: 'suspension' } },
      { ...credential, credentialSubject: { ...subject, encodedList: short } },
      { ...credential, credentialSubject: { ...subject, encodedList: 'uAAAA' } },
      { ...credential, proof: [credential.proof] },
      { ...credential, proof: { ...credential.proof, proofPurpose: 'authentication' } },
      { ...credential, proof: { ...credential.proof, proofValue: 'z1' } },
      { ...credential, validFrom: '2026-11-23T12:00:01Z' },
    ]
    for (const json of cases) {
      const served = new TextEncoder().encode(JSON.stringify(json))
      expect(await check(sourceOf(served))).toEqual(unknown('status-invalid'))
    }
    for (const served of [Uint8Array.of(0xff), new Uint8Array(300_000)]) {
      expect(await check(sourceOf(served))).toEqual(unknown('status-invalid'))
    }
  })

  test('is unknown for an index beyond the list', async () => {
    expect(await check(sourceOf(bytes), { index: 131_072 })).toEqual(unknown('status-invalid'))
    expect(await check(sourceOf(bytes), { index: 'x' })).toEqual(unknown('status-invalid'))
  })
})
