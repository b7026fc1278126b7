import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { deskOf, runAuthority } from './support/authority-command.ts'
import {
  answerAndReturn,
  askForAccount,
  openWalletBeforeSealing,
  sealRecord,
  someoneElse,
} from './support/bound-holder.ts'
import { unlock } from './support/holder.ts'
import { anchorRecords } from './support/issuer-command.ts'
import { expect, test } from './support/journey.ts'
import {
  answerTo,
  complaint,
  delayIsOver,
  makeCase,
  partsOnDesk,
  visitsToMarket,
} from './support/market-asks.ts'

test('a fraud is opened by due process, its author is told of every step, and an innocent visit stays sealed', async ({
  context,
  world,
}) => {
  test.setTimeout(600_000)
  // A name that nothing else in the world has.
  const claims = { ...someoneElse(), familyName: 'Farthingale' } as unknown as ReturnType<typeof someoneElse>
  const page = await openWalletBeforeSealing(context, world, { claims })
  await sealRecord(page)
  // The issuer's list of sealed records is on the chain before anybody asks for one of them.
  await anchorRecords(world)

  // One who only came by, and one who took the barrow with the ice chest and never brought it back.
  await askForAccount(page, world, 'market')
  await answerAndReturn(page)
  await expect(page.getByRole('heading', { name: 'Your account is open' })).toBeVisible()
  await page.goto(`${world.urls.market}/deposit`)
  const offered = page.getByRole('listitem').filter({ hasText: 'The oyster barrow' })
  await offered.getByRole('button').first().click()
  await page.getByRole('link', { name: 'Open my wallet' }).click()
  await unlock(page)
  await answerAndReturn(page)
  await expect(page.getByRole('heading', { name: 'It is waiting for you on the quay' })).toBeVisible()
  const { login, lent } = await visitsToMarket(world)

  const requestId = await test.step('the market asks, in public', async () => {
    expect(await makeCase(world, lent, 'theft.json')).toEqual([])
    const asked = await runAuthority(world, 'market', requestOf('theft.json'))
    expect(asked).toMatchObject({ exitCode: 0 })
    expect(asked.said).toContain('The request is on the chain.')
    return idIn(asked.said)
  })

  await page.goto(world.urls.wallet)
  await unlock(page)
  const notices = page.getByRole('region', { name: 'Requests to find out who you are' })
  await expect(notices).toContainText('None of the 5 trustees has agreed; it takes 3.')
  await notices.getByRole('link').click()
  const heading = page.getByRole('heading', { level: 1 })
  await expect(heading).toHaveText('Somebody asks to find out who you are')
  await expect(page.getByText(/^Tideway Market, to which you showed it/)).toBeVisible()
  await expect(page.getByText(/You confirmed then: .*oyster barrow/)).toBeVisible()
  await expect(page.getByRole('link', { name: answerTo })).toHaveAttribute('href', answerTo)
  // Of the very document that the trustees read, with the salt that goes with it.
  const { basis } = JSON.parse(await readFile(join(await deskOf(world), 'theft.json'), 'utf8'))
  const salted = Buffer.concat([Buffer.from(basis.salt, 'base64url'), Buffer.from(complaint)])
  await expect(page.getByText(createHash('sha256').update(salted).digest('hex'))).toBeVisible()

  await test.step('trustees look at the case, and none can decide before the delay is over', async () => {
    const listed = await runAuthority(world, 'trustee-1', ['requests'])
    expect(listed).toMatchObject({ exitCode: 0, said: expect.stringContaining(requestId.slice(0, 10)) })
    const early = await runAuthority(world, 'trustee-1', approval(requestId, 'theft.json'))
    expect(early).toMatchObject({ exitCode: 1, said: expect.stringContaining('Nothing was approved') })
    expect(early.said).toContain('the delay is not over')
    await delayIsOver(world, requestId)
    const inspected = await runAuthority(world, 'trustee-1', ['inspect', requestId, '--case', 'theft.json'])
    expect(inspected).toMatchObject({ exitCode: 0, said: expect.stringContaining('Every check passed.') })
    expect(inspected.said).toContain('Borrow the oyster barrow for one day')
    expect(inspected.said).not.toContain('Farthingale')
  })

  await test.step('one refuses, one is away, two approve: that opens nothing', async () => {
    const reason = ['--reason', 'The complaint is not signed.', '--yes']
    expect((await runAuthority(world, 'trustee-2', ['refuse', requestId, ...reason])).exitCode).toBe(0)
    for (const trustee of ['trustee-1', 'trustee-3'] as const) {
      const approved = await runAuthority(world, trustee, approval(requestId, 'theft.json'))
      expect(approved).toMatchObject({ exitCode: 0, said: expect.stringContaining('You have approved.') })
      expect(approved.said).toContain('of the 3 approvals that it takes')
    }
    const early = await runAuthority(world, 'trustee-3', handingOver(requestId))
    expect(early).toMatchObject({ exitCode: 4, said: expect.stringContaining('2 of the 3 approvals') })
    expect(await partsOnDesk(world)).toEqual([])
    await lookAgain(page)
    await expect(heading).toHaveText('Some trustees agree; more are needed to find out who you are')
    await expect(page.getByText('2 of the 3 trustees that it takes agree so far. 1 refuses.')).toBeVisible()
  })

  await test.step('the third approves, and the parts leave their folders', async () => {
    const approved = await runAuthority(world, 'trustee-5', approval(requestId, 'theft.json'))
    expect(approved).toMatchObject({ exitCode: 0, said: expect.stringContaining('your part is written') })
    for (const trustee of ['trustee-1', 'trustee-3'] as const) {
      const handed = await runAuthority(world, trustee, handingOver(requestId))
      expect(handed).toMatchObject({ exitCode: 0, said: expect.stringContaining('Your part is written.') })
    }
    // Whoever refused has none to give.
    expect((await runAuthority(world, 'trustee-2', handingOver(requestId))).exitCode).not.toBe(0)
    expect(await partsOnDesk(world)).toHaveLength(3)
    await lookAgain(page)
    await expect(heading).toHaveText('Whoever asked can now find out who you are')
    await expect(page.getByRole('img', { name: /agree: 3, refuse: 1/ })).toBeVisible()
  })

  await test.step('the market opens, and says so on the chain', async () => {
    const parts = await partsOnDesk(world)
    const collected = await runAuthority(world, 'market', ['collect', requestId, ...parts])
    expect(collected).toMatchObject({ exitCode: 0, said: expect.stringContaining('You have 3 of 3 parts') })
    const records = ['--records', world.urls.issuer, '--out', 'evidence.json']
    const opened = await runAuthority(world, 'market', ['combine', requestId, ...records, '--show'])
    expect(opened).toMatchObject({ exitCode: 0, said: expect.stringContaining('Opened, with the parts of') })
    expect(opened.said).toContain('Farthingale')
    const closed = await runAuthority(world, 'market', ['close', requestId])
    expect(closed).toMatchObject({ exitCode: 0, said: expect.stringContaining('The request is closed.') })
    await lookAgain(page)
    await expect(heading).toHaveText('Whoever asked says that it found out who you are')
  })

  await test.step('a court verifies the evidence, in both languages', async () => {
    const snapshot = ['snapshot', '--evidence', 'evidence.json', '--out', 'snapshot.json']
    expect((await runAuthority(world, 'demo', snapshot)).exitCode).toBe(0)
    const verify = ['verify-evidence', 'evidence.json', '--snapshot', 'snapshot.json', '--show']
    const english = await runAuthority(world, 'demo', verify)
    expect(english).toMatchObject({ exitCode: 0, said: expect.stringContaining('Farthingale') })
    const chinese = await runAuthority(world, 'demo', [...verify, '--lang', 'zh'])
    expect(chinese).toMatchObject({ exitCode: 0, said: expect.stringContaining('牡蛎推车') })
    // One word of the document that the request rests on, and it is no evidence any more.
    const evidence = await readFile(join(await deskOf(world), 'evidence.json'), 'utf8')
    const forged = evidence.replace(inFile(complaint), inFile(complaint.replace('Saturday', 'Thursday')))
    expect(forged).not.toBe(evidence)
    await writeFile(join(await deskOf(world), 'forged.json'), forged)
    const refused = await runAuthority(world, 'demo', ['verify-evidence', 'forged.json', ...verify.slice(2)])
    expect(refused.exitCode).toBe(1)
  })

  await test.step('a second request, about the innocent visit, names no transaction and is refused', async () => {
    expect(await makeCase(world, login, 'login.json')).toEqual(['presence-only'])
    const asked = await runAuthority(world, 'market', requestOf('login.json'))
    expect(asked).toMatchObject({ exitCode: 0 })
    const second = idIn(asked.said)
    expect(second).not.toBe(requestId)
    await delayIsOver(world, second)
    for (const trustee of ['trustee-1', 'trustee-3', 'trustee-5'] as const) {
      const inspected = await runAuthority(world, trustee, ['inspect', second, '--case', 'login.json'])
      expect(inspected.said).toMatch(/Only presence: nothing\s+shows what they did or agreed to/)
      const reason = ['--reason', 'It names no transaction: a visit is no fraud.', '--yes']
      expect((await runAuthority(world, trustee, ['refuse', second, ...reason])).exitCode).toBe(0)
    }
    const vain = await runAuthority(world, 'market', ['combine', second, '--records', world.urls.issuer])
    expect(vain).toMatchObject({ exitCode: 1, said: expect.stringContaining('Not opened.') })
    await page.goto(`${world.urls.wallet}/#/`)
    await page.reload()
    await unlock(page)
    await expect(notices).toContainText('The trustees do not let anybody find out who you are')
    await expect(notices).toContainText('3 of 5 trustees refuse.')
    await notices.getByRole('link').click()
    await expect(heading).toHaveText('The trustees do not let anybody find out who you are')
  })

  await test.step('anybody replays the whole log', async () => {
    const audit = await runAuthority(world, 'demo', ['audit'])
    expect(audit).toMatchObject({ exitCode: 0, said: expect.stringContaining('No claim in the log fails.') })
    expect(audit.said).not.toContain('Farthingale')
  })
})

const requestOf = (file: string) => ['request', '--case', file, '--answer-to', answerTo, '--yes']
const approval = (requestId: string, file: string) => ['approve', requestId, '--case', file, '--yes']
const handingOver = (requestId: string) => ['hand-over', '--request', requestId]

const inFile = (text: string) => Buffer.from(text).toString('base64url')
/** The number of a request, as the program says it. */
const idIn = (said: string) => /0x[0-9a-f]{64}/.exec(said)?.[0] ?? ''

/** The wallet asks the chain when it is connected again. */
async function lookAgain(page: Page): Promise<void> {
  await page.context().setOffline(true)
  await page.context().setOffline(false)
}
