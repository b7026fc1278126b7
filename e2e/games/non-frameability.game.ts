import {
  acceptBinding,
  createHolderSecrets,
  createRegistration,
  type IndependentSignature,
  recordAddress,
  recordStatement,
  type SealedRecord,
  sealRecord,
  signBinding,
} from '@velum/binding'
import { loadCurve } from '@velum/curve'
import { expect } from 'vitest'
import { type CertifiedKey, createCertifier } from './support/certifier.ts'
import { game } from './support/game.ts'
import { decrypt, open, tokenOf } from './support/opening.ts'
import { person } from './support/people.ts'
import { pointOf } from './support/points.ts'
import { extensionOf, replaced, withExtension } from './support/seen.ts'
import { createWorld, type Holder, hex, recordOf, type World } from './support/world.ts'

const victimNumber = 1

/** The honest holder, whose eID is independent of the issuer. */
async function withVictim(
  world: World,
): Promise<{ victim: Holder; eid: CertifiedKey; anchors: Uint8Array[] }> {
  const certifier = await createCertifier('CN=National eID')
  const claims = person(victimNumber)
  const eid = await certifier.certify(`CN=${claims.givenName} ${claims.familyName}`)
  const independent = async (reg: Uint8Array, record: Uint8Array): Promise<IndependentSignature> => {
    const statement = recordStatement({ parameters: world.parameters, reg, record })
    return { certificate: eid.certificate, signature: await eid.sign(statement) }
  }
  return { victim: await world.enrol(victimNumber, { independent }), eid, anchors: [certifier.anchor] }
}

const sharesOf = (world: World) => world.trustees.shares

game(
  {
    name: 'non-frameability',
    property:
      'No presentation that a service accepts opens to the registration point of an honest holder who did not make it. That a ' +
      'point belongs to the person its record names is the issuer’s word, unless the record carries an independent signature.',
    adversary:
      'The issuer with its keys, its database and the power to sign whatever it likes; all services; all five trustees with all ' +
      'shares; and everything that the victim ever registered, received or presented. Not the victim’s secrets.',
  },
  (move) => {
    move(
      'issues itself credentials on the victim’s commitment, handle, link and name, and presents them',
      async () => {
        const world = await createWorld()
        const { victim } = await withVictim(world)
        const accomplice = await world.enrol(2)
        const { commitment, reg } = victim.entry.opened
        const { issuer, parameters } = world
        const { handle, numbers } = victim.binding
        let tried = 0
        // Signed on the victim's commitment, of which it knows no opening: by any secrets that it has, no proof.
        const guesses = [
          accomplice.secrets,
          createHolderSecrets(world.random),
          createHolderSecrets(world.random),
        ]
        for (const secrets of guesses) {
          const binding = { ...victim.binding, blind: createHolderSecrets(world.random).holderSecret }
          const asked = world.ask()
          const presentation = await world.present({ ...victim, binding, secrets }, asked)
          expect(await world.judge(presentation, asked)).toMatchObject({ accepted: false })
          tried++
        }
        // Signed on a commitment of its own, with everything else of the victim's: accepted, and it opens to its own point.
        for (let i = 0; i < 5; i++) {
          const secrets = createHolderSecrets(world.random)
          const impostor = await world.enrol(victimNumber, { claims: victim.claims, secrets })
          const asked = world.ask()
          const presentation = await world.present(impostor, asked)
          expect(await world.judge(presentation, asked)).toMatchObject({ accepted: true })
          const point = await decrypt(tokenOf(presentation), sharesOf(world))
          expect(point).toEqual(impostor.entry.opened.reg)
          expect(point).not.toEqual(reg)
          tried++
        }
        // A binding is no use to anybody but whose secrets are in it, the issuer who made it included.
        const linkMessage = world.random(40)
        const terms = { parameters, linkMessage, handle, numbers }
        const signature = await signBinding({ ...terms, ...issuer.key, commitment })
        const { publicKey } = issuer.key
        for (const secrets of guesses) {
          const { blind } = victim.registered
          expect(await acceptBinding({ ...terms, publicKey, signature, secrets, blind })).toBeUndefined()
          tried++
        }
        return tried
      },
    )

    move(
      'makes tokens of the victim’s point, with the trustees’ help, and puts them into presentations',
      async () => {
        const world = await createWorld()
        const { victim } = await withVictim(world)
        const accomplice = await world.enrol(2)
        const { g1 } = await loadCurve()
        const [reg, own] = [
          await pointOf(victim.entry.opened.reg),
          await pointOf(accomplice.entry.opened.reg),
        ]
        const shift = g1.subtract(reg, own)
        let tried = 0
        for (let i = 0; i < 10; i++) {
          const asked = world.ask()
          const mine = await world.present(accomplice, asked)
          const token = tokenOf(mine)
          // Seen before; moved by the difference of both points; made anew; under randomness that opens to the victim.
          const seenBefore = tokenOf(await world.present(victim, world.ask())).octets
          const moved = join(token.r, token.rBar, g1.encode(g1.add(await pointOf(token.e), shift)))
          const opened = await decrypt(token, sharesOf(world))
          const masked = g1.subtract(await pointOf(token.e), await pointOf(opened))
          const remade = join(token.r, token.rBar, g1.encode(g1.add(masked, reg)))
          const trivial = join(token.r, token.rBar, victim.entry.opened.reg)
          for (const forged of [seenBefore, moved, remade, trivial]) {
            const presentation = withExtension(mine, replaced(extensionOf(mine), token.octets, forged))
            expect(await world.judge(presentation, asked)).toMatchObject({ accepted: false })
            tried++
          }
          expect(await decrypt({ r: token.r, e: moved.slice(96) }, sharesOf(world))).toEqual(
            victim.entry.opened.reg,
          )
        }
        return { tried, measured: 'presentations, each with a token that would open to the victim' }
      },
    )

    move(
      'shows the victim’s own presentations again: to another service, for another transaction, at another time',
      async () => {
        const world = await createWorld()
        const { victim } = await withVictim(world)
        let tried = 0
        for (let i = 0; i < 5; i++) {
          const asked = world.ask()
          const presentation = await world.present(victim, asked)
          const { context } = asked
          const others = [
            { domain: 'decentralized_identifier:did:web:elsewhere.example' },
            { challenge: hex(world.random(16)) },
            { time: (context.time ?? 0) + 60 },
            { transactionHash: world.random(32) },
          ]
          for (const changes of others) {
            const other = { ...asked, context: { ...context, ...changes } }
            const rewritten = JSON.parse(
              JSON.stringify(presentation)
                .replaceAll(context.challenge, other.context.challenge)
                .replaceAll(context.domain, other.context.domain),
            )
            expect(await world.judge(rewritten, other)).toMatchObject({ accepted: false })
            tried++
          }
        }
        return tried
      },
    )

    move('seals another record under the victim’s point', async () => {
      const world = await createWorld()
      const { victim, anchors } = await withVictim(world)
      const asked = world.ask()
      const presentation = await world.present(victim, asked)
      const { reg, regN, date, recordSignature, independent } = victim.entry.opened
      const content = { regN, date, recordSignature, ...(independent && { independent }) }
      const others = [
        recordOf(world.terms, { ...victim.claims, familyName: 'Sørensen' }),
        recordOf(world.terms, { ...victim.claims, residentNumber: 'VL0000009999' }),
        Uint8Array.from([...victim.entry.record, 0x20]),
      ]
      for (const record of others) {
        const sealed = sealRecord({ ...world.parameters, reg, content: { ...content, record } })
        for (const trustAnchors of [[], anchors]) {
          const opening = { presentation, shares: sharesOf(world), records: [sealed], trustAnchors }
          expect(await open(world, opening)).toMatchObject({ refused: 'record-not-signed' })
        }
      }
      return others.length * 2
    })

    move(
      'invents a holder, names the victim in the record, and succeeds where the issuer’s word is enough',
      async () => {
        const world = await createWorld()
        const { victim } = await withVictim(world)
        const puppet = await world.enrol(victimNumber, { claims: victim.claims })
        const asked = world.ask()
        const presentation = await world.present(puppet, asked)
        expect(await world.judge(presentation, asked)).toMatchObject({ accepted: true })
        const opened = await open(world, {
          ...{ presentation, shares: sharesOf(world).slice(0, 3), trustAnchors: [] },
          records: [puppet.entry.sealed],
        })
        // Documented in SECURITY.md: without an independent signature the record is what the issuer says.
        expect(opened).toMatchObject({ claims: { residentNumber: victim.claims.residentNumber } })
        expect(opened.point).not.toEqual(victim.entry.opened.reg)
        return { tried: 1, measured: 'and succeeded: the limit that SECURITY.md states' }
      },
    )

    move('does the same where a court asks for an independent signature in the record', async () => {
      const world = await createWorld()
      const { victim, eid, anchors } = await withVictim(world)
      const secrets = createHolderSecrets(world.random)
      const puppet = await world.enrol(victimNumber, { claims: victim.claims, secrets })
      const asked = world.ask()
      const presentation = await world.present(puppet, asked)
      const { reg, regN, date, recordSignature } = puppet.entry.opened
      const { record } = puppet.entry
      const statement = recordStatement({ parameters: world.parameters, reg, record })
      const [impostor, elsewhere] = [
        await createCertifier('CN=National eID'),
        await createCertifier('CN=Elsewhere'),
      ]
      const name = `CN=${victim.claims.givenName} ${victim.claims.familyName}`
      const byOther = async (key: CertifiedKey) => ({
        certificate: key.certificate,
        signature: await key.sign(statement),
      })
      const own = victim.entry.opened.independent
      if (!own) throw new RangeError('the victim has signed with its eID')
      const independents: (IndependentSignature | undefined)[] = [
        undefined,
        // The victim's real signature, which is over the victim's own point.
        own,
        { certificate: eid.certificate, signature: world.random(64) },
        await byOther(await impostor.certify(name)),
        await byOther(await elsewhere.certify(name)),
      ]
      const records: SealedRecord[] = independents.map((independent) => {
        const content = { record, regN, date, recordSignature, ...(independent && { independent }) }
        return sealRecord({ ...world.parameters, reg, content })
      })
      for (const sealed of records) {
        const opening = { presentation, shares: sharesOf(world), records: [sealed], trustAnchors: anchors }
        expect(await open(world, opening)).toMatchObject({ refused: 'not-independent' })
      }
      // The honest holder's own record passes the same court.
      const honest = await world.present(victim, world.ask())
      const opening = { presentation: honest, shares: sharesOf(world).slice(2), trustAnchors: anchors }
      expect(await open(world, { ...opening, records: [victim.entry.sealed] })).toMatchObject({
        claims: { residentNumber: victim.claims.residentNumber },
      })
      return records.length
    })

    move('registers for the victim with what the victim sent before', async () => {
      const world = await createWorld()
      const { victim } = await withVictim(world)
      const secrets = createHolderSecrets(world.random)
      const about = {
        parameters: world.parameters,
        nonce: 'nonce',
        session: 'session',
        record: victim.entry.record,
      }
      const wanted = { ...about, secrets, date: '2026-11-23', publish: false }
      // The wallet itself takes no independent signature that is not over its own point.
      const refused = await createRegistration({
        ...wanted,
        independent: victim.entry.opened.independent,
      }).catch((error: { code?: string }) => error.code)
      expect(refused).toBe('invalid-argument')
      const own = await createRegistration(wanted)
      expect(own.reg).not.toEqual(victim.entry.opened.reg)
      expect(recordAddress(own.reg)).not.toEqual(victim.entry.sealed.address)
      return 1
    })
  },
)

const join = (...parts: Uint8Array[]) => Uint8Array.from(Buffer.concat(parts))
