import { readFile } from 'node:fs/promises'
import { createCertifier } from '../games/support/certifier.ts'
import { openWalletBeforeSealing, sealRecord, someoneElse } from './support/bound-holder.ts'
import { anchorRecords } from './support/issuer-command.ts'
import { expect, test } from './support/journey.ts'

test('a holder reads the record before anything is issued, and nothing is when they decline', async ({
  context,
  world,
}) => {
  const claims = someoneElse()
  const page = await openWalletBeforeSealing(context, world, { claims })
  const record = page.getByRole('region', { name: 'The record' })
  await expect(record.getByRole('definition').filter({ hasText: claims.residentNumber })).toBeVisible()
  await expect(record.getByRole('definition').filter({ hasText: claims.familyName })).toBeVisible()
  await expect(record).not.toContainText(claims.streetAddress)
  const openers = page.getByRole('region', { name: 'Who could open it' })
  await expect(openers).toContainText(/Any 3 of the 5 trustees of .+ together/)
  await expect(openers).toContainText('Harbour City')

  await page.getByRole('button', { name: 'Not now' }).click()
  await expect(page.getByRole('heading', { name: 'No cards yet' })).toBeVisible()
})

test('the wallet checks what was sealed against the chain, and says so on the card', async ({
  context,
  world,
}) => {
  const page = await openWalletBeforeSealing(context, world)
  await sealRecord(page)
  await page.getByRole('button', { name: 'Look at it' }).click()
  const binding = page.getByRole('region', { name: 'If somebody copies it' })
  await expect(binding).toContainText('Your name is sealed with the issuer')

  await anchorRecords(world)
  await binding.getByRole('button', { name: 'Check now' }).click()
  await expect(binding).toContainText('Your name is sealed, and this wallet has checked it')
})

test('a record can be vouched for by a key that somebody else has certified, and the card says so', async ({
  context,
  world,
}) => {
  const eId = await (await createCertifier('CN=National eID')).certify('CN=Yuzhu Quillfeather')
  const page = await openWalletBeforeSealing(context, world)
  await page.getByText('Have it vouched for by another key of yours').click()
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save the file to sign' }).click()
  const statement = Uint8Array.from(await readFile(await (await saved).path()))

  const attach = async (signature: Uint8Array) => {
    const chosen = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: /^(Attach both files|Attached)$/ }).click()
    await (await chosen).setFiles([
      { name: 'signature.bin', mimeType: 'application/octet-stream', buffer: Buffer.from(signature) },
      { name: 'eid.der', mimeType: 'application/pkix-cert', buffer: Buffer.from(eId.certificate) },
    ])
    await expect(page.getByRole('button', { name: 'Attached' })).toBeVisible()
  }
  // A signature over something else vouches for nothing, and nothing is sent with it.
  await attach(await eId.sign(statement.toReversed()))
  await page.getByRole('button', { name: 'Seal it and take the card' }).click()
  await expect(page.getByRole('alert')).toContainText('certificate')
  await page.getByText('Have it vouched for by another key of yours').click()
  await attach(await eId.sign(statement))
  await sealRecord(page)

  await page.getByRole('button', { name: 'Look at it' }).click()
  const binding = page.getByRole('region', { name: 'If somebody copies it' })
  await anchorRecords(world)
  await binding.getByRole('button', { name: 'Check now' }).click()
  await expect(binding).toContainText('Your name is sealed, and this wallet has checked it')
  await binding.getByText(/^What you signed on/).click()
  await expect(binding).toContainText('Another certified key of yours vouches for it.')
})

test('a second registration of one person is refused in words', async ({ browser, context, world }) => {
  const claims = someoneElse()
  await sealRecord(await openWalletBeforeSealing(context, world, { claims }))

  const other = await browser.newContext()
  const page = await openWalletBeforeSealing(other, world, { claims })
  await page.getByRole('button', { name: 'Seal it and take the card' }).click()
  await expect(page.getByRole('alert')).toContainText('The issuer knows you with another wallet')
  await expect(page.getByRole('heading', { name: 'What will be sealed about you' })).toBeVisible()
  await other.close()
})
