import { openWalletWithCard, unlock } from './support/holder.ts'
import { expect, test } from './support/journey.ts'
import { startMuteService } from './support/mute-service.ts'

test('a service that lets no wallet read its reply gets the answer once: “sent, answer unknown”', async ({
  context,
  world,
}) => {
  const page = await openWalletWithCard(context, world)
  const service = await startMuteService()
  await page.goto(service.link(world.urls.wallet))
  await expect(page.getByText('Not proved', { exact: true })).toBeVisible()
  await expect(page.getByRole('heading', { name: `${service.host} asks you` })).toBeVisible()
  await page.getByRole('button', { name: `Show 1 fact to ${service.host}` }).click()

  await expect(page.getByRole('heading', { name: 'Sent, answer unknown' })).toBeVisible()
  await expect(page.getByText('The wallet will not send it a second time.')).toBeVisible()
  expect(service.answers).toHaveLength(1)
  expect(service.answers[0]).toContain('vp_token=')

  await page.reload()
  await unlock(page)
  await expect(page.getByRole('heading', { name: 'You have answered this already' })).toBeVisible()
  await page.getByRole('button', { name: 'To my cards' }).click()
  await page.getByRole('link', { name: 'History', exact: true }).click()
  await page.getByRole('link', { name: new RegExp(service.host) }).click()
  await expect(page.getByText('Answer unknown')).toBeVisible()
  expect(service.answers).toHaveLength(1)
  await service.close()
})
