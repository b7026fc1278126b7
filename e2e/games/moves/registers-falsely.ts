import { verifyRegistration } from '@velum/binding'
import { loadCurve, randomScalar } from '@velum/curve'
import { expect } from 'vitest'
import type { Tried } from '../support/game.ts'
import { decrypt, tokenOf } from '../support/opening.ts'
import {
  baseOfIssuersMessage,
  type Cheat,
  registerByOwnSoftware,
  thirdCommittedBase,
} from '../support/own-software.ts'
import { createWorld, hex, recordOf } from '../support/world.ts'

/** Registrations by software of one's own: each follows the protocol but for one thing. */
export async function registersFalsely(): Promise<Tried> {
  const world = await createWorld()
  const [holder, other] = [await world.enrol(1), await world.enrol(2)]
  const { g1 } = await loadCurve()
  const subject = () => ({
    parameters: world.parameters,
    nonce: hex(world.random(16)),
    session: hex(world.random(16)),
    record: recordOf(world.terms, holder.claims),
  })
  const times = (
    base: (bbs: Parameters<typeof thirdCommittedBase>[0]) => Parameters<typeof g1.multiply>[0],
  ) => {
    return (bbs: Parameters<typeof thirdCommittedBase>[0]) =>
      g1.multiply(base(bbs), randomScalar(world.random))
  }
  const { commitment, reg, regN } = other.entry.opened
  const cheats: Cheat[] = [
    { plus: times(thirdCommittedBase) },
    // A commitment that adds to what the issuer will put in: a later expiry, another handle, another link.
    ...[0, 1, 2, 3].map((position) => ({ plus: times((bbs) => baseOfIssuersMessage(bbs, position)) })),
    { regSecret: randomScalar(world.random) },
    { regNSecret: randomScalar(world.random) },
    { reg },
    { regN },
    { reg, regN },
    { commitment },
    { commitment, reg, regN },
    { commitment: other.entry.issued.signature.slice(0, 48) },
    { reg: regN, regN: reg },
  ]
  const honest = subject()
  const registration = await registerByOwnSoftware(honest, {})
  expect(await verifyRegistration({ ...honest, registration })).toMatchObject({ valid: true })
  for (const cheat of cheats) {
    for (let round = 0; round < 20; round++) {
      const about = subject()
      const cheated = await registerByOwnSoftware(about, cheat)
      expect(await verifyRegistration({ ...about, registration: cheated })).toMatchObject({ valid: false })
    }
  }
  // A registration that somebody else has made, in one's own session.
  const foreign = other.entry.registration
  expect(await verifyRegistration({ ...subject(), registration: foreign })).toMatchObject({ valid: false })
  const token = tokenOf(await world.present(holder, world.ask()))
  expect(await decrypt(token, world.trustees.shares.slice(0, 3))).toEqual(holder.entry.opened.reg)
  return cheats.length * 20 + 1
}
