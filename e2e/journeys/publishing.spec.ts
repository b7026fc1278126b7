import { openWalletBeforeSealing, sealRecord } from './support/bound-holder.ts'
import { recordsOnChain } from './support/chain-of-world.ts'
import { anchorRecords, offerPublishing, whereSealed } from './support/issuer-command.ts'
import { expect, test } from './support/journey.ts'

const publish = 'Also publish the sealed record'

test('an issuer that publishes no records has nobody asked', async ({ context, world }) => {
  const page = await openWalletBeforeSealing(context, world)
  await expect(page.getByRole('button', { name: 'Seal it and take the card' })).toBeVisible()
  await expect(page.getByText(publish)).toHaveCount(0)
})

test.describe('where the issuer offers to publish sealed records', () => {
  test.beforeAll(({ world }) => offerPublishing(world, 'on'))
  test.afterAll(({ world }) => offerPublishing(world, 'off'))

  test('a holder who leaves it as it is has nothing but a fingerprint on the chain', async ({
    context,
    world,
  }) => {
    const page = await openWalletBeforeSealing(context, world, { reference: 'case-unpublished' })
    await expect(page.getByRole('switch', { name: publish })).not.toBeChecked()
    await expect(page.getByText('Only a fingerprint goes on the chain', { exact: false })).toBeVisible()
    await sealRecord(page)

    await anchorRecords(world)
    const { address } = await whereSealed(world, 'case-unpublished')
    expect(await recordsOnChain(world, address)).toEqual([])
    await page.getByRole('button', { name: 'Look at it' }).click()
    await page.getByText(/^What you signed on/).click()
    await expect(page.getByText('Only its fingerprint is public.', { exact: false })).toBeVisible()
  })

  test('a holder who says yes was told what stays public for ever, and everybody can read the sealed record', async ({
    context,
    world,
  }) => {
    const page = await openWalletBeforeSealing(context, world, { reference: 'case-published' })
    await page.getByText(publish).click()
    await expect(page.getByRole('switch', { name: publish })).toBeChecked()
    await expect(page.getByText(/is public for ever: .* nobody can take it back, not even you/)).toBeVisible()
    await expect(
      page.getByText('Published or not, the issuer and you can always open this record of yours', {
        exact: false,
      }),
    ).toBeVisible()
    await sealRecord(page)

    await anchorRecords(world)
    const { address, ciphertextHash } = await whereSealed(world, 'case-published')
    expect(await recordsOnChain(world, address)).toEqual([ciphertextHash])
    await page.getByRole('button', { name: 'Look at it' }).click()
    const binding = page.getByRole('region', { name: 'If somebody copies it' })
    await binding.getByRole('button', { name: 'Check now' }).click()
    await expect(binding).toContainText('Your name is sealed, and this wallet has checked it')
    await page.getByText(/^What you signed on/).click()
    await expect(binding).toContainText('You agreed that the issuer puts the sealed record on the chain')
  })
})
