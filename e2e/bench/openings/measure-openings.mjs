import { combine, decryptPartially, verifyPartial } from '@velum/authority'
import { loadCurve, randomScalar } from '@velum/curve'
import { measureGroups } from '../measure.mjs'
import { random } from '../sample.mjs'
import { chainOfItsOwn } from './chain-of-its-own.mjs'
import { holdCeremony } from './hold-ceremony.mjs'
import { measureGas } from './measure-gas.mjs'

/** Key generations and openings of authorities of `sizes`: `{times, gas, octets}`, each by `t of n`. Times are computation alone,
 *  of all trustees together where several take part; `octets` those of a generation's messages. */
export async function measureOpenings(sizes, options) {
  const world = await chainOfItsOwn()
  try {
    const groups = {}
    const gas = {}
    const octets = {}
    for (const { threshold, trustees } of sizes) {
      const name = `${threshold} of ${trustees}`
      const accounts = await world.accounts(trustees)
      const spent = await measureGas(world, { threshold, accounts })
      gas[name] = spent.gas
      octets[name] = spent.broadcasts.reduce((sum, { message }) => sum + message.length, 0)
      groups[name] = await operationsOf(world, { ...spent, threshold, accounts })
    }
    return { times: await measureGroups(groups, options), gas, octets }
  } finally {
    await world.stop()
  }
}

async function operationsOf({ chain }, { id, content, shares, threshold, accounts }) {
  const { key: publicKey, verificationShares } = content
  const { token, point } = await tokenFor(publicKey)
  const subject = { requestId: someId(), authority: id, presentationId: someId(), epoch: 1, token }
  const decrypt = async (share) => ({ trustee: share.index, ...(await decryptPartially({ share, subject })) })
  const chosen = shares.slice(-threshold)
  const partials = await Promise.all(chosen.map(decrypt))
  const put = async (parts) => {
    const combined = await combine({ partials: parts, subject, threshold, publicKey, verificationShares })
    return combined.opened && Buffer.from(combined.point).equals(point)
  }
  const registry = chain.openingRegistry
  return {
    generation: () => holdCeremony({ registry, id, ceremony: 1, accounts, threshold }),
    partial: () => decrypt(chosen[0]),
    verification: async () =>
      (await verifyPartial({ partial: partials[0], subject, verificationShares })).valid,
    combination: () => put(partials),
    opening: async () => {
      const made = []
      for (const share of chosen) made.push(await decrypt(share))
      return put(made)
    },
  }
}

/** A token under a key, as a presentation has it, and the point inside. */
async function tokenFor(publicKey) {
  const { g1 } = await loadCurve()
  const [blind, other] = [randomScalar(random), randomScalar(random)]
  const point = g1.multiply(g1.generator, other)
  const base = g1.multiply(g1.generator, randomScalar(random))
  const e = g1.add(g1.multiply(g1.decode(publicKey), blind), point)
  const token = { r: g1.multiply(g1.generator, blind), rBar: g1.multiply(base, blind), e }
  return {
    token: Object.fromEntries(Object.entries(token).map(([name, value]) => [name, g1.encode(value)])),
    point: g1.encode(point),
  }
}

const someId = () => `0x${Buffer.from(random(32)).toString('hex')}`
