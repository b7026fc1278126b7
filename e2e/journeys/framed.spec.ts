import { expect, test } from './support/journey.ts'

test('the wallet does not run in the frame of another page, even where its host sends no headers', async ({
  context,
  world,
}) => {
  const page = await context.newPage()
  await context.route(`${world.urls.wallet}/`, async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, headers: { 'content-type': 'text/html; charset=utf-8' } })
  })
  await context.route('http://localhost/host-page', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<iframe src="${world.urls.wallet}/" title="lure"></iframe>`,
    }),
  )
  await page.goto('http://localhost/host-page')
  const frame = page.frameLocator('iframe')
  await expect(frame.getByRole('link', { name: /Open your wallet in a window of its own/ })).toBeVisible()
  await expect(frame.getByRole('button')).toHaveCount(0)
})
