import { boundResidentIdTemplate } from '@velum/credential'
import { createAuthoritySource } from '@velum/registry'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startAuthority, type TestAuthority } from '../support/authority.ts'
import { startTestChain, type TestChain } from '../support/chain.ts'
import { resident } from '../support/resident.ts'
import { citizen, collectBound } from './support/citizen.ts'
import { type CityHall, openCityHall } from './support/city-hall.ts'

let world: TestChain
let court: TestAuthority
let cityHall: CityHall
beforeAll(async () => {
  world = await startTestChain()
  court = await startAuthority(world)
  cityHall = await openCityHall(world.chain, { template: boundResidentIdTemplate, authority: court.id })
})
afterAll(async () => {
  await cityHall?.close()
  await world?.stop()
})

let residents = 0
const hall = (): CityHall => {
  const residentNumber = `VL${String(++residents).padStart(10, '0')}`
  return { ...cityHall, offer: () => cityHall.offer({ ...resident, residentNumber }) }
}

test('a key of the authority that was renewed a moment ago holds up no offer', async () => {
  await collectBound(await citizen(world), hall())
  await court.renew()
  expect(await collectBound(await citizen(world), hall())).toBeDefined()
})

test('a new key counts once it is final, so that a reorganisation leaves nothing sealed under a key the chain does not have', async () => {
  const late = await startTestChain({ slotsInEpoch: 1 })
  try {
    const { chain } = late
    const mine = (blocks: number) => chain.provider.request({ method: 'anvil_mine', params: [blocks] })
    const authority = await startAuthority(late)
    const source = createAuthoritySource(chain)
    expect(await source.current(authority.id)).toBeUndefined()
    await mine(2)
    const first = await source.current(authority.id)
    expect(first).toMatchObject({ epoch: 1, key: authority.current.key })

    await authority.renew()
    expect(await chain.openingRegistry.epochKey(authority.id)).toMatchObject({ epoch: 2 })
    expect(await source.current(authority.id)).toEqual(first)
    // Takes the newest block back and puts an empty one in its place.
    await chain.provider.request({ method: 'anvil_reorg', params: [1, []] })
    expect(await chain.openingRegistry.epochKey(authority.id)).toMatchObject({ epoch: 1 })
    await mine(3)
    expect(await source.current(authority.id)).toEqual(first)
  } finally {
    await late.stop()
  }
})
