import type { Page } from '@playwright/test'
import { createEvidenceFiles, picked } from './support/evidence-files.ts'
import { faultsOfPage } from './support/faults-of-page.ts'
import { expect, test } from './support/journey.ts'

let files: Awaited<ReturnType<typeof createEvidenceFiles>>

test.beforeAll(async () => {
  files = await createEvidenceFiles()
})

/** The page, when all that it needs is there. */
async function openPage(page: Page, url: string, ready = 'Everything is loaded.'): Promise<void> {
  await page.goto(`${url}/evidence`)
  await expect(page.getByRole('status')).toContainText(ready)
}

const input = (page: Page) => page.locator('#files')
const outcome = (page: Page) => page.locator('#outcome')

test('evidence is checked without any network, and says on whose word it is that person', async ({
  context,
  page,
  world,
}) => {
  await openPage(page, world.urls.market)
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await context.setOffline(true)
  await input(page).setInputFiles([files.evidence])
  await expect(page.getByRole('status')).toContainText('Now a snapshot of the chain')
  // In whichever order and place: the page finds out what is what.
  await input(page).setInputFiles([files.snapshot])
  await expect(page.getByRole('heading', { name: 'Every step holds' })).toBeFocused()
  await expect(outcome(page)).toContainText('19 of 19 steps hold')
  await expect(outcome(page)).toContainText('Borrow the Atlas, deposit 200.')
  await expect(outcome(page)).toContainText('The issuer’s word alone')
  await expect(outcome(page)).toContainText('(Town Hall)')
  await expect(outcome(page).locator('[data-step]')).toHaveCount(19)

  const name = page.getByRole('definition').filter({ hasText: files.name })
  await expect(name).toBeHidden()
  await page.getByRole('button', { name: 'Show whom it names' }).click()
  await expect(name).toBeVisible()

  await input(page).setInputFiles([files.certificate])
  await expect(outcome(page)).toContainText('An independent signature')
  await expect(outcome(page)).toContainText('CN=National eID')
  const saving = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Save complaint.txt' }).click()
  expect((await saving).suggestedFilename()).toBe('complaint.txt')
  expect(asked.filter((url) => !url.startsWith('blob:'))).toEqual([])
})

test('the page could not reach anybody if it wanted to', async ({ page, world }) => {
  await openPage(page, world.urls.market)
  const reached = await page.evaluate(async () => {
    try {
      await fetch('/assets/market.css')
      return true
    } catch {
      return false
    }
  })
  expect(reached).toBe(false)
  const worker = await page.request.get(`${world.urls.market}/assets/evidence/worker.js`)
  expect(worker.headers()['content-security-policy']).toContain("connect-src 'none'")
})

for (const [what, change, step] of [
  [
    'another result',
    (file) => ({ ...file, result: { ...file.result, salt: Buffer.alloc(32, 1).toString('base64url') } }),
    'result',
  ],
  [
    'another document',
    (file) => ({
      ...file,
      case: {
        ...file.case,
        basis: { ...file.case.basis, content: Buffer.from('Nothing at all.').toString('base64url') },
      },
    }),
    'request-basis',
  ],
  ['no record', (file) => ({ ...file, record: null }), 'record-anchored'],
] as const satisfies readonly (readonly [string, Parameters<typeof files.spoilt>[0], string])[]) {
  test(`evidence with ${what} breaks at the step that says so, and names nobody`, async ({ page, world }) => {
    await openPage(page, world.urls.demo)
    await input(page).setInputFiles([files.spoilt(change), files.snapshot])
    await expect(page.getByRole('heading', { name: 'This file proves nothing as it is' })).toBeVisible()
    await expect(outcome(page).locator('.failed').first()).toHaveAttribute('data-step', step)
    await expect(outcome(page)).toContainText('It breaks here')
    await expect(page.getByRole('button', { name: 'Show whom it names' })).toBeHidden()
    await expect(outcome(page)).not.toContainText(files.name)
  })
}

test('a wrong file is named, and what was there stays', async ({ page, world }) => {
  await openPage(page, world.urls.market)
  const problem = page.getByRole('alert')
  await input(page).setInputFiles([picked('holiday.jpg', '\u00ff\u00d8 no evidence')])
  await expect(problem).toContainText('“holiday.jpg” is neither an evidence file nor a snapshot')
  await input(page).setInputFiles([files.evidence, files.snapshot])
  await expect(page.getByRole('heading', { name: 'Every step holds' })).toBeVisible()
  await expect(problem).toBeEmpty()
  // Written anew by an editor: the same content, and not the same file.
  const pretty = JSON.stringify(JSON.parse(files.evidence.buffer.toString()), undefined, 2)
  await input(page).setInputFiles([picked('pretty.json', pretty)])
  await expect(problem).toContainText('it was changed since it was made')
  await expect(page.getByRole('heading', { name: 'Every step holds' })).toBeVisible()
  const empty = '{"authority":{"epochs":[],"id":"0x","name":"","refreshes":[],"threshold":1},'
  const rest =
    '"block":{"at":{"time":0},"hash":"","number":9},"chainId":1,"issuers":[1],"openings":[null],"services":[1],"version":1}'
  await input(page).setInputFiles([picked('odd.json', empty + rest)])
  await expect(problem).toContainText('The snapshot has the right form')

  await page.locator('#slot-evidence').getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByRole('status')).toContainText('Now the evidence file.')
})

test.describe('for a reader of Chinese', () => {
  test.use({ locale: 'zh-CN', colorScheme: 'dark', viewport: { width: 390, height: 844 } })

  test('every step is said in Chinese, on a phone in the dark', async ({ page, world }) => {
    await openPage(page, world.urls.market, '已全部载入')
    expect(await faultsOfPage(page)).toEqual([])
    await input(page).setInputFiles([files.evidence, files.snapshot])
    await expect(page.getByRole('heading', { name: '每一步都成立' })).toBeVisible()
    await expect(outcome(page)).toContainText('发证方自己的话')
    await expect(outcome(page)).toContainText('登记点的主人签署了该记录。')
    expect(await faultsOfPage(page)).toEqual([])
  })
})

test('neither the empty page nor an outcome has a fault of accessibility', async ({ page, world }) => {
  await openPage(page, world.urls.market)
  expect(await faultsOfPage(page)).toEqual([])
  await input(page).setInputFiles([files.evidence, files.snapshot])
  await expect(page.getByRole('heading', { name: 'Every step holds' })).toBeVisible()
  await page.getByRole('button', { name: 'Show whom it names' }).click()
  expect(await faultsOfPage(page)).toEqual([])
  await input(page).setInputFiles([files.spoilt((file) => ({ ...file, record: null }))])
  await expect(page.getByRole('heading', { name: 'This file proves nothing as it is' })).toBeVisible()
  expect(await faultsOfPage(page)).toEqual([])
})
