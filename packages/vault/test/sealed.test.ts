import { collectionName } from '@velum/vault'
import { expect, test } from 'vitest'
import { readRaw } from './support/raw-database.ts'
import { passphrase, smallVault } from './support/small-vault.ts'

interface Stored {
  readonly did: string
  readonly secretKey: string
  readonly claims: Record<string, string>
}

const secrets: Stored = {
  did: 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK',
  secretKey: 'b7e151628aed2a6abf7158809cf4f3c762e7160f38b4da56a784d9045190cfef',
  claims: { familyNameZh: '林', givenName: 'Meiling', residentNumber: 'A123456789' },
}
const telling = [
  ...['residents-cards', 'did:key', secrets.did, 'z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK'],
  ...[secrets.secretKey, 'secretKey', 'familyNameZh', '林', 'Meiling', 'residentNumber', 'A123456789'],
  ...['claims', passphrase],
]

test('the raw database shows no claim, name, DID, key or passphrase, in any usual writing', async () => {
  const { databaseName, vault } = await smallVault()
  const cards = collectionName<Stored>('residents-cards')
  await vault.put(cards, secrets.did, secrets)
  await vault.transaction(async (within) => {
    within.put(cards, 'Meiling', secrets)
    within.put(cards, 'A123456789', { ...secrets, claims: {} })
  })
  await vault.changePassphrase({ current: passphrase, next: `${passphrase} Meiling` })

  const raw = await readRaw(databaseName)
  expect(raw.size).toBe(5)
  const haystack = Buffer.concat(
    [...raw].flatMap(([key, value]) => [Buffer.from(key), Buffer.from(value as Uint8Array)]),
  )
  for (const word of telling) {
    for (const writing of writings(word)) {
      expect(haystack.includes(writing), `${word} as ${writing.toString('latin1')}`).toBe(false)
    }
  }
})

test('the search would find a word that is there', async () => {
  const { databaseName } = await smallVault()
  const raw = await readRaw(databaseName)
  const haystack = Buffer.concat([...raw.values()].map((value) => Buffer.from(value as Uint8Array)))
  expect(writings('argon2id').some((writing) => haystack.includes(writing))).toBe(true)
})

test('a sealed value never repeats, so storage does not tell whether two are equal or one was written again', async () => {
  const { databaseName, vault } = await smallVault()
  const cards = collectionName<Stored>('cards')
  const seen = new Set<string>()
  for (const id of ['a', 'b', 'a']) {
    await vault.put(cards, id, secrets)
    for (const [key, value] of await readRaw(databaseName)) {
      if (key !== 'header' && key !== 'identity') seen.add(Buffer.from(value as Uint8Array).toString('hex'))
    }
  }
  expect(seen.size).toBe(3)
})

test('the length of a sealed value tells only the next power of two', async () => {
  const { databaseName, vault } = await smallVault()
  const texts = collectionName<string>('texts')
  const overhead = 12 + 16 // nonce and tag
  const lengths = [1, 10, 500, 900, 2_000, 3_900, 9_000, 16_000]
  for (const length of lengths) await vault.put(texts, `text ${length}`, 'x'.repeat(length))
  const sizes = [...(await readRaw(databaseName))]
    .filter(([key]) => key !== 'header' && key !== 'identity')
    .map(([, value]) => (value as Uint8Array).length - overhead)
  expect(sizes.sort((left, right) => left - right)).toEqual([
    1024, 1024, 1024, 1024, 2048, 4096, 16384, 16384,
  ])
})

function writings(word: string): Buffer[] {
  const utf8 = Buffer.from(word, 'utf8')
  const hex = /^[0-9a-f]{64}$/.test(word) ? [Buffer.from(word, 'hex')] : []
  return [
    utf8,
    Buffer.from(word, 'utf16le'),
    Buffer.from(utf8.toString('hex')),
    Buffer.from(utf8.toString('base64').replaceAll('=', '').slice(0, -1)),
    Buffer.from(utf8.toString('base64url').slice(0, -1)),
    ...hex,
  ].filter((writing) => writing.length >= 3)
}
