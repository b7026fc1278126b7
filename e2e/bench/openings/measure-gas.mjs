import { random } from '../sample.mjs'
import { holdCeremony } from './hold-ceremony.mjs'

const rules = {
  delaySeconds: 0,
  lifetimeSeconds: 3600,
  quota: 1,
  quotaPeriodSeconds: 3600,
  retentionSeconds: 1,
}

/** The gas of an authority's first ceremony, whose messages are real ones, and of one opening with as many approvals as it takes;
 *  and what the ceremony led to. */
export async function measureGas({ chain, payer }, { threshold, accounts }) {
  const registry = chain.openingRegistry
  const gas = { registration: 0, generation: 0, opening: 0 }
  const spend = async (what, receipt) => {
    const made = await receipt
    gas[what] += made.gasUsed
    return made
  }
  const trustees = accounts.map(({ address }) => address)
  const registration = { salt: random(32), trustees, threshold, name: 'Benchmark', rules, account: payer }
  const { id } = await spend('registration', registry.registerAuthority(registration))

  const [first] = accounts
  const begun = registry.beginCeremony({ id, epoch: 1, trustee: 1, account: first })
  const { ceremony } = await spend('generation', begun)
  const held = await holdCeremony({ registry, id, ceremony, accounts, threshold })
  const inOrder = held.broadcasts.toSorted((one, other) => one.round - other.round)
  for (const { round, trustee, message } of inOrder) {
    const account = accounts[trustee - 1]
    await spend('generation', registry.broadcast({ id, ceremony, round, trustee, message, account }))
  }
  const { content, signatures } = held
  await spend('generation', registry.publishEpoch({ ...content, signatures, account: first }))

  const { requestId } = await spend(
    'opening',
    registry.requestOpening({
      ...{ authority: id, epoch: 1, presentationId: random(32), basisHash: random(32) },
      ...{ requesterKey: random(32), answerTo: 'https://service.example/openings', account: payer },
    }),
  )
  for (const [position, account] of accounts.slice(0, threshold).entries()) {
    const vote = { requestId, trustee: position + 1, partialHash: random(32), account }
    await spend('opening', registry.approveOpening(vote))
  }
  await spend('opening', registry.closeOpening({ requestId, resultHash: random(32), account: payer }))
  return { gas, id, ...held }
}
