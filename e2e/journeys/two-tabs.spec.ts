import { goToPlace, openWalletWithCard, takeCard, unlock } from './support/holder.ts'
import { expect, test } from './support/journey.ts'
import { resident } from './support/resident.ts'

test('locking one tab locks the other', async ({ context, world }) => {
  const first = await openWalletWithCard(context, world)
  await first.getByRole('button', { name: 'To my cards' }).click()
  const second = await context.newPage()
  await second.goto(world.urls.wallet)
  await unlock(second)
  await expect(second.getByRole('heading', { name: 'Your cards' })).toBeVisible()

  await first.getByRole('button', { name: 'Lock' }).click()
  await expect(first.getByRole('button', { name: 'Unlock' })).toBeVisible()
  await expect(second.getByText('Locked in another tab, so it is locked here too.')).toBeVisible()
})

test('what one tab deletes is gone from the other', async ({ context, world }) => {
  const first = await openWalletWithCard(context, world)
  const second = await context.newPage()
  await second.goto(world.urls.wallet)
  await unlock(second)
  await expect(second.getByRole('link', { name: /Open Resident ID/ })).toBeVisible()

  await first.getByRole('button', { name: 'Look at it' }).click()
  await first.getByRole('button', { name: 'Delete this card' }).click()
  await first.getByRole('button', { name: 'Delete card' }).click()
  await expect(first.getByRole('heading', { name: 'No cards yet' })).toBeVisible()
  await expect(second.getByRole('heading', { name: 'No cards yet' })).toBeVisible()
})

test('two tabs that write at once lose nothing, and each sees what the other keeps', async ({
  context,
  world,
}) => {
  const onlooker = await openWalletWithCard(context, world)
  await goToPlace(onlooker, 'Cards')
  const cards = onlooker.getByRole('link', { name: /Open Resident ID/ })
  await expect(cards).toHaveCount(1)

  const tabs = [await context.newPage(), await context.newPage()]
  const codes = await Promise.all(
    tabs.map(async (tab, position) => {
      const claims = { ...resident, documentNumber: `V0047112${position}` }
      const offer = await world.issuer.createOffer({ template: 'resident-id', claims })
      await tab.goto(offer.link(world.urls.wallet))
      await unlock(tab)
      await expect(tab.getByRole('heading', { name: 'You are offered a card' })).toBeVisible()
      return offer.txCode
    }),
  )
  await Promise.all(tabs.map((tab, position) => takeCard(tab, codes[position] ?? '')))
  await expect(cards).toHaveCount(3)

  await onlooker.reload()
  await unlock(onlooker)
  await expect(cards).toHaveCount(3)
})
