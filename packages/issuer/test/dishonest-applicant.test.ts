import { createRegistration, type HolderSecrets } from '@velum/binding'
import { addScalars, encodeScalar, multiplyScalars, randomScalar, type Scalar } from '@velum/curve'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startAuthority, type TestAuthority } from '../../../e2e/support/authority.ts'
import { startTestChain, type TestChain } from '../../../e2e/support/chain.ts'
import { registrationBases } from '../../binding/src/bases.ts'
import { openBindingInterface } from '../../binding/src/binding-interface.ts'
import { signRecord } from '../../binding/src/registration/record-signature.ts'
import { encodeRegistration } from '../../binding/src/registration/registration-octets.ts'
import { commitTo, registrationChallenge } from '../../binding/src/registration/registration-proof.ts'
import { credentials, registrants, sealedRecords } from '../src/store/schema.ts'
import {
  type AuthorizedWallet,
  authorize,
  boundTemplate,
  freshNonce,
  newSecrets,
  offerBound,
  openSession,
  registerAndCollect,
  registrationOptions,
  residentNumbered,
  sendRegistration,
  verdictOn,
} from './bound-support.ts'
import { random, startTestIssuer, type TestIssuer } from './support.ts'

let chain: TestChain
let authority: TestAuthority
let setup: TestIssuer
beforeAll(async () => {
  chain = await startTestChain()
  authority = await startAuthority(chain)
  setup = await startTestIssuer({ chain: chain.chain, authority: authority.id })
  await setup.issuer.addTemplate(boundTemplate)
})
afterAll(async () => {
  await setup?.stop()
  await chain?.stop()
})

let person = 100
beforeEach(() => {
  person += 1
})

/** An applicant with a token and an open session. */
async function apply(of = person) {
  const wallet = await authorize(await offerBound(setup.issuer, residentNumbered(of)))
  return { wallet, session: await openSession(wallet) }
}

type Applied = Awaited<ReturnType<typeof apply>>

async function register(
  applied: Applied,
  options: {
    readonly secrets?: HolderSecrets
    readonly nonce?: string
    readonly change?: Parameters<typeof registrationOptions>[0]['change']
  } = {},
) {
  const { secrets = newSecrets(), change = {} } = options
  const nonce = options.nonce ?? (await freshNonce(applied.wallet))
  const { registration } = await createRegistration(
    registrationOptions({
      issuer: setup.issuer,
      chain: chain.chain,
      session: applied.session,
      secrets,
      nonce,
      change,
    }),
  )
  return { session: applied.session.session, nonce, registration }
}

const collectAs = (secrets: HolderSecrets, of = person) =>
  offerBound(setup.issuer, residentNumbered(of)).then((offer) =>
    registerAndCollect({ issuer: setup.issuer, chain: chain.chain, offer, secrets }),
  )

/** Nothing of a refused applicant may be left: no credential, no record, no registration. */
async function expectRefused(
  wallet: AuthorizedWallet,
  sent: Parameters<typeof sendRegistration>[1],
  code: string,
): Promise<void> {
  const { database } = setup.store
  const counts = async () =>
    Promise.all(
      [credentials, sealedRecords, registrants].map(
        async (table) => (await database.select().from(table)).length,
      ),
    )
  const before = await counts()
  await expect(sendRegistration(wallet, sent)).rejects.toMatchObject({ code })
  expect(await counts()).toEqual(before)
}

const utf8 = (text: string) => new TextEncoder().encode(text)

describe('a registration is refused', () => {
  test('over another record than that of the applicant', async () => {
    const applied = await apply()
    const altered = applied.session.record.replace('Mei-Lin', 'Mei-Lan')
    expect(altered).not.toBe(applied.session.record)
    const sent = await register(applied, { change: { record: utf8(altered) } })
    await expectRefused(applied.wallet, sent, 'registration-invalid')
  })

  test('over the record of another applicant', async () => {
    const [mine, theirs] = [await apply(), await apply(person + 1000)]
    const sent = await register(mine, { change: { record: utf8(theirs.session.record) } })
    await expectRefused(mine.wallet, sent, 'registration-invalid')
  })

  test('over the same record with one octet more, although it says the same', async () => {
    const applied = await apply()
    const sent = await register(applied, { change: { record: utf8(`${applied.session.record} `) } })
    await expectRefused(applied.wallet, sent, 'registration-invalid')
  })

  test('with a nonce that was used before', async () => {
    const spent = await collectAs(newSecrets(), person + 1000)
    const applied = await apply()
    await expectRefused(applied.wallet, await register(applied, { nonce: spent.sent.nonce }), 'nonce-invalid')
  })

  test('with a nonce that is made up, too old, or not the one of the proof', async () => {
    const applied = await apply()
    const madeUp = await register(applied, { nonce: 'made-up' })
    await expectRefused(applied.wallet, madeUp, 'nonce-invalid')

    const old = await register(applied)
    setup.clock.offsetMilliseconds = 6 * 60_000
    try {
      await expectRefused(applied.wallet, old, 'nonce-invalid')
    } finally {
      setup.clock.offsetMilliseconds = 0
    }
    const other = { ...(await register(applied)), nonce: await freshNonce(applied.wallet) }
    await expectRefused(applied.wallet, other, 'registration-invalid')
  })

  test('for another session, of the same applicant or of somebody else', async () => {
    const [mine, theirs] = [await apply(), await apply(person + 1000)]
    const renewed = { wallet: mine.wallet, session: await openSession(mine.wallet) }
    const forOld = await register(mine)
    await expectRefused(mine.wallet, forOld, 'session-invalid')
    await expectRefused(
      mine.wallet,
      { ...forOld, session: renewed.session.session, nonce: await freshNonce(mine.wallet) },
      'registration-invalid',
    )
    await expectRefused(mine.wallet, await register(theirs), 'session-invalid')
    const stolen = await register(theirs)
    await expectRefused(mine.wallet, { ...stolen, session: renewed.session.session }, 'registration-invalid')
  })

  test('for another template, issuer, chain or authority', async () => {
    const applied = await apply()
    const { parameters } = registrationOptions({
      issuer: setup.issuer,
      chain: chain.chain,
      session: applied.session,
      secrets: newSecrets(),
      nonce: 'n',
    })
    for (const changed of [
      { templateHash: random(32) },
      { issuer: 'did:ethr:0x7a69:0x00000000000000000000000000000000000000aa' },
      { chainId: 1 },
      { authority: random(32) },
      { authority: null },
      { numbers: parameters.numbers.map((range) => ({ ...range, hi: range.hi + 1 })) },
    ]) {
      const sent = await register(applied, { change: { parameters: { ...parameters, ...changed } } })
      await expectRefused(applied.wallet, sent, 'registration-invalid')
    }
  })

  test('with a date that is not about today', async () => {
    const applied = await apply()
    for (const date of ['2020-01-01', '2099-12-31']) {
      await expectRefused(
        applied.wallet,
        await register(applied, { change: { date } }),
        'registration-invalid',
      )
    }
  })

  test('under a registration point that is somebody else’s', async () => {
    const theirs = newSecrets()
    await collectAs(theirs, person + 1000)
    const applied = await apply()
    const shared = { holderSecret: theirs.holderSecret, nymSecret: newSecrets().nymSecret }
    await expectRefused(applied.wallet, await register(applied, { secrets: shared }), 'registration-taken')
    const lent = { holderSecret: newSecrets().holderSecret, nymSecret: theirs.nymSecret }
    await expectRefused(applied.wallet, await register(applied, { secrets: lent }), 'registration-taken')
  })

  test('with a second pseudonym secret of a person who has one: a banned person does not come back as new', async () => {
    const first = newSecrets()
    await collectAs(first)
    const applied = await apply()
    await expectRefused(applied.wallet, await register(applied), 'second-pseudonym')
    const half = { holderSecret: first.holderSecret, nymSecret: newSecrets().nymSecret }
    await expectRefused(
      applied.wallet,
      await register(await reopened(applied), { secrets: half }),
      'second-pseudonym',
    )
    expect(setup.events).toContainEqual(
      expect.objectContaining({ type: 'registration-refused', reason: 'second-pseudonym' }),
    )
  })

  test('with a second holder secret, without a declared loss', async () => {
    const first = newSecrets()
    await collectAs(first)
    const applied = await apply()
    const half = { holderSecret: newSecrets().holderSecret, nymSecret: first.nymSecret }
    await expectRefused(applied.wallet, await register(applied, { secrets: half }), 'second-registration')
  })

  test('with a third committed message', async () => {
    const applied = await apply()
    const nonce = await freshNonce(applied.wallet)
    const registration = await registerThirdMessage(applied, nonce)
    const sent = { session: applied.session.session, nonce, registration }
    await expectRefused(applied.wallet, sent, 'registration-invalid')
  })

  test('when a bit of it is changed', async () => {
    const applied = await apply()
    for (const position of [3, 60, 120, 180, 250]) {
      const sent = await register(applied)
      sent.registration[position] = (sent.registration[position] ?? 0) ^ 1
      await expectRefused(applied.wallet, sent, 'registration-invalid')
    }
  })

  test('and afterwards the same applicant may register as it should', async () => {
    const applied = await apply()
    const secrets = newSecrets()
    const wrong = await register(applied, { secrets, change: { record: utf8('{}') } })
    await expectRefused(applied.wallet, wrong, 'registration-invalid')
    const right = await register(applied, { secrets })
    expect((await sendRegistration(applied.wallet, right)).credentials).toHaveLength(1)
  })
})

describe('two registrations at once', () => {
  test('of one person with different secrets: one is made, the other refused', async () => {
    const applications = await Promise.all([apply(), apply(), apply(), apply()])
    const secrets = applications.map(newSecrets)
    const registrations = await Promise.all(
      applications.map((applied, index) => register(applied, { secrets: secrets[index] as HolderSecrets })),
    )
    const outcomes = await Promise.allSettled(
      applications.map(({ wallet }, index) =>
        sendRegistration(wallet, registrations[index] as NonNullable<(typeof registrations)[0]>),
      ),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') {
        expect(outcome.reason.code).toBe('second-pseudonym')
      }
    }
  })

  test('in one session: one is made', async () => {
    const applied = await apply()
    const both = await Promise.all([register(applied), register(applied)])
    const outcomes = await Promise.allSettled(both.map((sent) => sendRegistration(applied.wallet, sent)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(outcomes.find((outcome) => outcome.status === 'rejected')).toMatchObject({
      reason: {
        code: expect.stringMatching(/^(session-invalid|second-pseudonym|credential-refused|offer-used)$/),
      },
    })
  })

  test('of two persons with the same secrets: one is made', async () => {
    const secrets = newSecrets()
    const applications = [await apply(), await apply(person + 1000)]
    const sent = await Promise.all(applications.map((applied) => register(applied, { secrets })))
    const outcomes = await Promise.allSettled(
      applications.map(({ wallet }, index) => sendRegistration(wallet, sent[index] as (typeof sent)[0])),
    )
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(outcomes.find((outcome) => outcome.status === 'rejected')).toMatchObject({
      reason: { code: 'registration-taken' },
    })
  })
})

test('an honest applicant beside them gets a binding that holds', async () => {
  const secrets = newSecrets()
  const collected = await collectAs(secrets)
  expect(await verdictOn(collected, { chain: chain.chain, secrets })).toMatchObject({ accepted: true })
})

async function reopened({ wallet }: Applied): Promise<Applied> {
  return { wallet, session: await openSession(wallet) }
}

/** Follows the protocol in everything but that the commitment holds one message more. */
async function registerThirdMessage({ session }: Applied, nonce: string): Promise<Uint8Array> {
  const secrets = newSecrets()
  const options = registrationOptions({ issuer: setup.issuer, chain: chain.chain, session, secrets, nonce })
  const bbs = await openBindingInterface()
  const { g1 } = bbs.curve
  const bases = registrationBases(bbs.curve, options.parameters)
  const draw = () => ({
    blind: randomScalar(random),
    holderSecret: randomScalar(random),
    nymSecret: randomScalar(random),
  })
  const [known, nonces] = [draw(), draw()]
  const points = commitTo(bbs, bases, known)
  const third = g1.hashToCurve({
    message: utf8('one message more'),
    dst: utf8('DISHONEST_'),
    expander: 'XMD:SHA-256',
  })
  const reg = g1.encode(points.reg)
  const { record, date } = options
  const sent = {
    commitment: g1.encode(g1.add(points.commitment, third)),
    reg,
    regN: g1.encode(points.regN),
    date,
    recordSignature: signRecord(
      bbs.curve,
      bases,
      { ...options.parameters, reg, record, date },
      known.holderSecret,
      random,
    ),
    publish: false,
    independent: null,
  }
  const challenge = registrationChallenge(bbs, bases, options, sent, commitTo(bbs, bases, nonces))
  const hat = (tilde: Scalar, secret: Scalar) => addScalars(tilde, multiplyScalars(challenge, secret))
  expect(encodeScalar(challenge)).toHaveLength(32)
  return encodeRegistration({
    ...sent,
    blindHat: hat(nonces.blind, known.blind),
    holderSecretHat: hat(nonces.holderSecret, known.holderSecret),
    nymSecretHat: hat(nonces.nymSecret, known.nymSecret),
    challenge,
  })
}
