import { X509Certificate } from 'node:crypto'
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

/** As every other program shows it. */
const fingerprintOf = (der: Uint8Array) => new X509Certificate(der).fingerprint256

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

  // Whoever hands over evidence could hand over a certificate of their own: alone it is worth nothing.
  await input(page).setInputFiles([files.certificate])
  const slot = page.locator('#slot-certificate')
  await expect(slot).toContainText('CN=National eID')
  await expect(slot).toContainText(fingerprintOf(files.certificate.buffer))
  await expect(outcome(page)).toContainText('The issuer’s word alone')
  const trust = slot.getByRole('checkbox', { name: 'I trust this certificate' })
  await expect(trust).not.toBeChecked()
  await trust.check()
  await expect(outcome(page)).toContainText('An independent signature')
  await expect(trust).toBeFocused()
  await expect(outcome(page)).toContainText('CN=National eID')
  const saving = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Save complaint.txt' }).click()
  expect((await saving).suggestedFilename()).toBe('complaint.txt')
  await trust.uncheck()
  await expect(outcome(page)).toContainText('The issuer’s word alone')
  expect(asked.filter((url) => !url.startsWith('blob:'))).toEqual([])
})

test('the page could connect to nobody if it wanted to', async ({ page, world }) => {
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

test('an outcome stands only beside the very files that it is about', async ({ page, world }) => {
  await openPage(page, world.urls.market)
  const problem = page.getByRole('alert')
  const held = page.getByRole('heading', { name: 'Every step holds' })
  await input(page).setInputFiles([picked('holiday.jpg', '\u00ff\u00d8 no evidence')])
  await expect(problem).toContainText('“holiday.jpg” is neither an evidence file nor a snapshot')
  await input(page).setInputFiles([files.evidence, files.snapshot])
  await expect(held).toBeVisible()
  await expect(outcome(page)).toContainText('evidence.json, checked against snapshot.json')
  await expect(problem).toBeEmpty()

  // Written anew by an editor: the same content, and not the same file.
  const pretty = JSON.stringify(JSON.parse(files.evidence.buffer.toString()), undefined, 2)
  await input(page).setInputFiles([picked('pretty.json', pretty)])
  await expect(problem).toContainText('it was changed since it was made')
  await expect(outcome(page)).toBeEmpty()
  await problem.getByRole('button', { name: 'Check the files above without it' }).click()
  await expect(held).toBeFocused()
  await expect(problem).toBeEmpty()

  // What is chosen takes the outcome of before away at once, not only when it is checked.
  const seen = await page.evaluate(() => {
    const field = document.getElementById('files') as HTMLInputElement
    const chosen = new DataTransfer()
    chosen.items.add(new File(['{}'], 'other.json'))
    field.files = chosen.files
    field.dispatchEvent(new Event('change'))
    return document.getElementById('outcome')?.textContent
  })
  expect(seen).toBe('')
  await expect(problem).toContainText('“other.json” is neither')

  await input(page).setInputFiles([files.evidence])
  await expect(held).toBeVisible()
  await page.locator('#slot-evidence').getByRole('button', { name: 'Remove' }).click()
  await expect(outcome(page)).toBeEmpty()
  await expect(page.getByRole('status')).toContainText('Now the evidence file.')
})

test('a file counts octet by octet, and what is wrong with it is said', async ({ page, world }) => {
  await openPage(page, world.urls.market)
  const problem = page.getByRole('alert')
  const { buffer } = files.evidence
  await input(page).setInputFiles([files.snapshot])
  for (const [name, octets, sentence] of [
    [
      'marked.json',
      Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), buffer]),
      'begins with a byte order mark',
    ],
    ['wide.json', Buffer.from(`\ufeff${buffer}`, 'utf16le'), 'begins with a byte order mark'],
    ['spoilt.json', Buffer.concat([buffer.subarray(0, 100), Buffer.from([0xff])]), 'is no text in UTF-8'],
    ['damaged.der', files.certificate.buffer.subarray(0, -1), 'neither an evidence file nor a snapshot'],
  ] as const) {
    await input(page).setInputFiles([{ name, mimeType: 'application/octet-stream', buffer: octets }])
    await expect(problem).toContainText(`“${name}”`)
    await expect(problem).toContainText(sentence)
    await expect(outcome(page)).toBeEmpty()
  }
  const oddSnapshot = (time: string) =>
    picked(
      'odd.json',
      '{"authority":{"epochs":[],"id":"0x","name":"","refreshes":[],"threshold":1},' +
        `"block":{"at":{"time":${time}},"hash":"","number":9},"chainId":1,"issuers":[1],"openings":[null],"services":[1],"version":1}`,
    )
  // No date is that late.
  await input(page).setInputFiles([files.evidence, oddSnapshot('8640000000000001')])
  await expect(problem).toContainText('“odd.json” is neither')
  await input(page).setInputFiles([oddSnapshot('0')])
  await expect(problem).toContainText('The snapshot has the right form')
  await expect(outcome(page)).toBeEmpty()
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
    await input(page).setInputFiles([files.certificate])
    await page.getByRole('checkbox', { name: '我信任此证书所证明的姓名' }).check()
    await expect(outcome(page)).toContainText('独立的签名')
    expect(await faultsOfPage(page)).toEqual([])
    await input(page).setInputFiles([picked('odd.json', '\ufeff{}')])
    await expect(page.getByRole('alert')).toContainText('以字节顺序标记开头')
    await expect(page.getByRole('button', { name: '不用它，核验上面的文件' })).toBeVisible()
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
