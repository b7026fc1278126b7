import type { Page } from '@playwright/test'
import { answerForPass } from './support/captured-presentation.ts'
import { findSecret } from './support/find-secret.ts'
import { goToPlace, openWalletWithCard, passphrase } from './support/holder.ts'
import { expect, test } from './support/journey.ts'
import { openSavedBackup } from './support/open-backup.ts'
import { type RawItem, readRawStorage } from './support/raw-storage.ts'
import { resident } from './support/resident.ts'

/** Shorter texts, such as `F` or a number of four digits, stand in random bytes by chance. */
const shortest = 6

test('the raw database holds no claim, name, DID, key or address, and nothing else of the browser does either', async ({
  context,
  world,
}) => {
  const page = await openWalletWithCard(context, world)
  await answerForPass(page, world)
  await goToPlace(page, 'Public IDs')
  await createPublicId(page, 'Seaside forum', 'Simple')
  const did = decodeURIComponent(page.url().split('/').at(-1) ?? '')
  await goToPlace(page, 'Public IDs')
  await createPublicId(page, 'Tidal archive', 'Lasting')

  const raw = await readRawStorage(page)
  const database = raw.filter(({ place }) => place.startsWith('indexedDB'))
  expect(database.filter(({ place }) => place.startsWith('indexedDB/velum/vault/')).length).toBeGreaterThan(5)
  // Only the header that says how to try a passphrase and the vault's random name are readable.
  expect(readableKeys(database)).toEqual(['header', 'identity'])

  await goToPlace(page, 'Settings')
  const { texts: kept, secretKeys } = await openSavedBackup(page)
  const values = Object.values(resident).filter(({ length }) => length >= shortest)
  expect(kept).toEqual(expect.arrayContaining([...values, did, 'Seaside forum', 'Tidal archive']))
  expect(secretKeys).toEqual([
    expect.stringMatching(/^[0-9a-f]{64}$/),
    expect.stringMatching(/^[0-9a-f]{64}$/),
  ])

  const words = [
    'familyName',
    'credentialSubject',
    'ResidentIdCredential',
    'did:key:',
    'did:ethr:',
    'http://',
  ]
  const others = [passphrase, world.issuer.did, world.urls.issuer, world.urls.demo, 'CryptoKey', 'Harbour']
  const secrets = [...kept.filter(({ length }) => length >= shortest), ...words, ...others]
  expect(secrets.flatMap((secret) => findSecret(database, secret))).toEqual([])
  const keyBytes = secretKeys.map((key) => Buffer.from(key, 'hex'))
  expect(database.filter(({ bytes }) => keyBytes.some((key) => bytes.includes(key)))).toEqual([])

  // Elsewhere lie the app's own files and settings, which know the words but nobody's values.
  const elsewhere = raw.filter((item) => !database.includes(item))
  // The residency status is one of three codes, and the app has a word for each.
  const personal = values.filter((value) => value !== resident.residencyStatus)
  const own = [...personal, did, world.issuer.did, passphrase, 'Seaside forum', 'Tidal archive']
  expect([...own, ...secretKeys].flatMap((secret) => findSecret(elsewhere, secret))).toEqual([])
})

test('the search finds a value that lies in the database in any of the usual encodings', async ({
  page,
  world,
}) => {
  const value = resident.streetAddress
  const bytes = Buffer.from(value)
  const hidden = [
    value,
    `..${bytes.toString('base64')}`,
    Buffer.from(`x${value}`).toString('base64url'),
    Buffer.from(`xy${value}z`).toString('base64'),
    bytes.toString('hex'),
    encodeURIComponent(value),
  ]
  await page.goto(world.urls.wallet)
  await page.evaluate(
    async ({ hidden, value }) => {
      const request = indexedDB.open('elsewhere')
      request.onupgradeneeded = () => request.result.createObjectStore('things')
      await new Promise((resolve) => {
        request.onsuccess = resolve
      })
      const records = request.result.transaction('things', 'readwrite').objectStore('things')
      for (const [position, text] of hidden.entries()) records.put({ deep: [text] }, position)
      const wide = new Uint16Array([...value].map((character) => character.charCodeAt(0)))
      records.put(wide, 'wide')
      records.put(1, value)
      await new Promise((resolve) => {
        records.transaction.oncomplete = resolve
      })
      request.result.close()
    },
    { hidden, value },
  )
  const places = findSecret(await readRawStorage(page), value).map((hit) => hit.split(' in ')[1])
  const expected = [...hidden.keys()].map((position) => `indexedDB/elsewhere/things/${position}/deep/0`)
  expect(new Set(places)).toEqual(
    new Set([...expected, 'indexedDB/elsewhere/things/wide', 'indexedDB/elsewhere/things (key)']),
  )
})

async function createPublicId(page: Page, name: string, kind: 'Simple' | 'Lasting'): Promise<void> {
  await page.getByRole('button', { name: 'Create a public ID' }).click()
  await page.getByLabel('Name, for you only').fill(name)
  await page.getByText(kind, { exact: true }).click()
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await expect(page.getByRole('heading', { name })).toBeVisible()
}

/** Keys of records that a person could read; all others are the output of a MAC. */
function readableKeys(database: readonly RawItem[]): string[] {
  return database
    .filter(({ place }) => place === 'indexedDB/velum/vault (key)')
    .map(({ bytes }) => bytes.toString())
    .filter((key) => !/^[\w-]{43}$/.test(key))
    .sort()
}
