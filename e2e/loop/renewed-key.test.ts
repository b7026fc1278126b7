import { boundResidentIdTemplate } from '@velum/credential'
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
