import { boundResidentIdTemplate } from '@velum/credential'
import { createAuthoritySource } from '@velum/registry'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startAuthority, type TestAuthority } from '../support/authority.ts'
import { startTestChain, type TestChain } from '../support/chain.ts'
import { resident } from '../support/resident.ts'
import { openBank } from './support/bank.ts'
import { answer, citizen, collectBound } from './support/citizen.ts'
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

test('a wallet whose node is behind refuses the newer key by name, and answers once its node has caught up', async () => {
  const { deployment, chain } = world
  const trustedIssuers = [cityHall.issuer.did]
  const bank = await openBank({ deployment, trustedIssuers, authority: court.id })
  let finalBlock: string | undefined
  const wallet = await citizen({
    deployment,
    through: (send) => (input, init) => {
      const asked = finalBlock !== undefined && typeof init?.body === 'string' ? init.body : undefined
      const body = asked?.replace('"finalized"', `"${finalBlock}"`)
      return send(input, body === undefined ? init : { ...init, body })
    },
  })
  try {
    await collectBound(wallet, hall())
    finalBlock = String(await chain.provider.request({ method: 'eth_blockNumber' }))
    await court.renew()
    const { epoch } = court.current
    const ask = async () => {
      const visitor = await bank.visit({ request: 'open' })
      return { visitor, view: await wallet.inspectRequest(visitor.sameDevice.link) }
    }
    const { view: refused } = await ask()
    expect(refused.queries[0]?.problems).toEqual([{ code: 'epoch-not-current', authority: court.id }])

    finalBlock = undefined
    const { visitor, view } = await ask()
    const outcome = await answer(wallet, view)
    const page = await visitor.arrive(outcome.kind === 'delivered' ? outcome.redirectUri : undefined)
    expect(page).toMatchObject({ status: 'presented', verdict: { accepted: true, escrow: { epoch } } })
  } finally {
    await bank.close()
  }
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
