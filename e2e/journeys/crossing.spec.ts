import { openWalletBeforeSealing, sealRecord, someoneElse } from './support/bound-holder.ts'
import { findOctets, findSecret } from './support/find-secret.ts'
import { goToPlace, unlock } from './support/holder.ts'
import { anchorRecords } from './support/issuer-command.ts'
import { expect, test } from './support/journey.ts'
import { openSavedBindings } from './support/open-backup.ts'
import { readRawStorage } from './support/raw-storage.ts'
import { recordWorkerMessages, workerMessages } from './support/worker-messages.ts'

test('what binds cards to the wallet crosses neither to the page nor openly to the disk', async ({
  context,
  world,
}) => {
  test.setTimeout(120_000)
  const claims = someoneElse()
  await recordWorkerMessages(context)
  const page = await openWalletBeforeSealing(context, world, { claims })
  await page.getByText('Have it vouched for by another key of yours').click()
  await page.getByRole('button', { name: 'Save the file to sign' }).click()
  await sealRecord(page)
  await anchorRecords(world)
  await page.getByRole('button', { name: 'Look at it' }).click()
  const binding = page.getByRole('region', { name: 'If somebody copies it' })
  await binding.getByRole('button', { name: 'Check now' }).click()
  await expect(binding).toContainText('this wallet has checked it')
  const crossed = await workerMessages(page)

  // A request comes with a page load, and with it another worker.
  await page.goto(`${world.urls.demo}/account`)
  await page.locator('velum-request').first().getByRole('button').first().click()
  await page.getByRole('link', { name: 'Open my wallet' }).click()
  await unlock(page)
  await page.getByRole('button', { name: /^Answer localhost/ }).waitFor()
  crossed.push(...(await workerMessages(page)))
  await page.getByRole('button', { name: /^Answer localhost/ }).click()
  await expect(page.getByRole('heading', { name: /^Shown to localhost/ })).toBeVisible()
  await goToPlace(page, 'History')
  await page.getByRole('link', { name: /Harbour Library/ }).click()
  await expect(page.getByText(/^0x[0-9a-f]{64}$/)).toBeVisible()
  await goToPlace(page, 'Settings')
  const octets = await openSavedBindings(page)
  crossed.push(...(await workerMessages(page)))

  expect([...octets.keys()]).toEqual(
    expect.arrayContaining(['holderSecret', 'nymSecret', 'handle of binding 0', 'blind of binding 1']),
  )
  for (const part of octets.values()) expect(part.length).toBeGreaterThanOrEqual(32)
  // The messages are all there: what the page showed came by them.
  expect(findSecret(crossed, claims.residentNumber)).not.toEqual([])
  const stored = await readRawStorage(page)
  for (const [name, part] of octets) {
    expect(findOctets(crossed, part), `${name} in what crossed`).toEqual([])
    expect(findOctets(stored, part), `${name} on the disk`).toEqual([])
  }
})

test('the search finds octets that did cross, however they were written', async ({ context, page }) => {
  await recordWorkerMessages(context)
  // A page of our own: the wallet's lets no foreign worker start.
  await page.route('**/echo', (route) => route.fulfill({ contentType: 'text/html', body: '' }))
  await page.goto('http://localhost/echo')
  const octets = Uint8Array.from({ length: 32 }, (_, position) => (position * 37 + 5) % 256)
  const before = (await workerMessages(page)).length
  await page.evaluate(
    async (numbers) => {
      const hex = numbers.map((number) => number.toString(16).padStart(2, '0')).join('')
      const binary = String.fromCharCode(...numbers)
      const messages = [
        { deep: [Uint8Array.from(numbers)] },
        { text: `x${hex}` },
        btoa(`ab${binary}`),
        new Map([['key', JSON.stringify(numbers)]]),
      ]
      const code = 'onmessage = ({ data }) => postMessage(data)'
      const echo = new Worker(URL.createObjectURL(new Blob([code])))
      const answered = new Promise<void>((resolve) => {
        let count = 0
        echo.addEventListener('message', () => {
          if (++count === messages.length) resolve()
        })
      })
      for (const message of messages) echo.postMessage(message)
      await answered
    },
    [...octets],
  )
  const items = (await workerMessages(page)).slice(before)
  const hits = findOctets(items, octets)
  expect(new Set(hits.map((hit) => hit.split(' in ')[1])).size).toBe(4)
  const ways = ['the bytes', 'hexadecimal', 'base64', 'numbers']
  for (const way of ways) expect(hits).toContainEqual(expect.stringContaining(way))
})
