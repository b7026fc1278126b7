import { beforeAll, describe, expect, test } from 'vitest'
import {
  createBoundPresentation,
  deriveCredential,
  type HolderProof,
  presentationHeader,
  verifyPresentation,
} from '../src/index.ts'
import {
  authoritySourceOf,
  contextOf,
  createAuthority,
  createBoundWorld,
  expecting,
  holdBound,
  possession,
  requestTime,
  secretsOf,
  showing,
} from './bound-world.ts'
import { openProof, replaceProof } from './forge.ts'
import { createRefusalWorld, escrow, proofSetOf, pseudonym, type RefusalWorld } from './refusal-world.ts'
import { challenge, domain, issueTo, type Mutable, resident } from './world.ts'

let world: RefusalWorld['world']
let held: RefusalWorld['held']
let verifier: RefusalWorld['verifier']
let present: RefusalWorld['present']
let presentation: RefusalWorld['presentation']
let expectRefusal: RefusalWorld['expectRefusal']
let instead: RefusalWorld['instead']
let sources: RefusalWorld['sources']
let withChange: RefusalWorld['withChange']

beforeAll(async () => {
  ;({ world, held, verifier, present, presentation, expectRefusal, instead, sources, withChange } =
    await createRefusalWorld())
})

describe('a verifier refuses a binding proof', () => {
  test('where no credential is bound', async () => {
    const unbound = await issueTo(world.issuer)
    const header = presentationHeader({ challenge, domain })
    const derived = await deriveCredential({
      credential: unbound,
      claims: ['sex'],
      presentationHeader: header,
    })
    const [binding, holder] = proofSetOf(presentation)
    for (const proof of [binding, [binding, holder]]) {
      const crossed = { ...presentation, verifiableCredential: [derived], proof }
      await expectRefusal(crossed, 'binding-unexpected', instead({ statements: [[]] }))
    }
  })

  test('of another presentation', async () => {
    const other = await present({ withHolderProof: false })
    await expectRefusal({ ...other.presentation, proof: proofSetOf(presentation)[0] }, 'transcript-mismatch')
  })

  test('of another holder, who has the same claims', async () => {
    const claims = { ...resident, regionCode: '310102' }
    const neighbour = await holdBound(world, { secrets: secretsOf(77), seed: 9, index: 12, claims })
    const other = await present({ credentials: [showing(neighbour, [pseudonym, escrow])] })
    const proof = proofSetOf(other.presentation)[0]
    await expectRefusal({ ...presentation, proof }, 'transcript-mismatch')
  })

  test('made with the binding of another credential of the same holder', async () => {
    const other = await holdBound(world, { seed: 9 })
    const { kept: _, ...unkept } = held
    const mixed = showing({ ...unkept, binding: other.binding }, [pseudonym, escrow])
    const made = await present({ credentials: [mixed], withHolderProof: false })
    await expectRefusal(made.presentation, 'proof-invalid')
  })

  test('made by a thief who has credential and binding, and secrets of their own', async () => {
    const { kept: _, ...unkept } = held
    const mixed = showing({ ...unkept, secrets: secretsOf(78) }, [pseudonym, escrow])
    const made = await present({ credentials: [mixed], withHolderProof: false })
    await expectRefusal(made.presentation, 'proof-invalid')
  })

  test('for another time, transaction or epoch than the request’s', async () => {
    await expectRefusal(presentation, 'transcript-mismatch', instead({ time: requestTime + 1 }))
    await expectRefusal(presentation, 'transcript-mismatch', instead({ time: null }))
    const transactionHash = new Uint8Array(32)
    await expectRefusal(presentation, 'transcript-mismatch', instead({ transactionHash }))

    const { id } = world.authority
    await expectRefusal(presentation, 'epoch-stale', instead({ authority: { id, epoch: 2 } }))
    const next = authoritySourceOf([createAuthority(900, 2)])
    await expectRefusal(presentation, 'epoch-stale', sources({ authoritySource: next }))
    const both = { ...sources({ authoritySource: next }), ...instead({ authority: { id, epoch: 2 } }) }
    await expectRefusal(presentation, 'transcript-mismatch', both)
  })

  test('to another key of the authority, or to another authority', async () => {
    const { id, epoch } = world.authority
    const { key } = createAuthority(901)
    const rekeyed = authoritySourceOf([{ ...world.authority, key }])
    await expectRefusal(presentation, 'transcript-mismatch', sources({ authoritySource: rekeyed }))

    const other = createAuthority(901)
    const authoritySource = authoritySourceOf([world.authority, other])
    const asked = instead({ authority: { id: other.id, epoch } })
    await expectRefusal(presentation, 'authority-mismatch', { ...sources({ authoritySource }), ...asked })
    await expectRefusal(
      presentation,
      'authority-unknown',
      sources({ authoritySource: authoritySourceOf([]) }),
    )
    const offline = { current: () => Promise.reject(new Error('offline')) }
    await expectRefusal(presentation, 'chain-unreachable', sources({ authoritySource: offline }))
    expect(id).not.toBe(other.id)
  })

  test('for another nonce or audience', async () => {
    await expectRefusal(presentation, 'wrong-challenge', { challenge: 'another nonce of this verifier' })
    await expectRefusal(presentation, 'wrong-audience', { domain: 'https://evil.example' })
    const replayed = withChange(({ proof }) => {
      for (const one of proof as unknown as Mutable<HolderProof>[]) one.domain = 'https://evil.example'
    })
    await expectRefusal(replayed, 'wrong-presentation-header', { domain: 'https://evil.example' })
  })

  test('whose header was rewritten for another nonce and audience', async () => {
    const elsewhere = { challenge: 'another nonce', domain: 'https://evil.example' }
    const relayed = withChange((changed) => {
      const [binding] = changed.proof as unknown as [Mutable<HolderProof>]
      Object.assign(binding, elsewhere)
      changed.proof = binding as never
      const [first] = changed.verifiableCredential
      if (first === undefined) return
      const header = JSON.parse(
        new TextDecoder().decode(openProof(first.proof.proofValue).presentationHeader),
      )
      first.proof.proofValue = replaceProof(first.proof.proofValue, {
        presentationHeader: new TextEncoder().encode(JSON.stringify({ ...header, ...elsewhere })),
      })
    })
    await expectRefusal(relayed, 'transcript-mismatch', elsewhere)
  })

  test('for another service’s label or scope of pseudonyms', async () => {
    const scope = new Uint8Array(32).fill(1)
    for (const asked of [
      { type: 'pseudonym', label: 'poll' },
      { type: 'pseudonym', label: 'account', scope },
    ] as const) {
      await expectRefusal(presentation, 'transcript-mismatch', instead({ statements: [[asked, escrow]] }))
    }
  })

  test('with a statement fewer, one more, or the same in another order than asked', async () => {
    await expectRefusal(presentation, 'statement-missing', instead({ statements: [[pseudonym]] }))
    await expectRefusal(presentation, 'statement-missing', instead({ statements: [[possession]] }))
    const more = [pseudonym, escrow, { type: 'pseudonym', label: 'poll' }] as const
    await expectRefusal(presentation, 'statement-missing', instead({ statements: [more] }))
    await expectRefusal(presentation, 'binding-malformed', instead({ statements: [[escrow, pseudonym]] }))
  })

  test('where more or fewer credentials were asked for', async () => {
    await expectRefusal(presentation, 'credential-count', instead({ statements: [] }))
    await expectRefusal(presentation, 'credential-count', instead({ statements: [[pseudonym, escrow], []] }))
  })

  test('of two holders as one holder’s', async () => {
    const claims = { ...resident, regionCode: '310102' }
    const neighbour = await holdBound(world, { secrets: secretsOf(77), seed: 9, index: 12, claims })
    const bound = expecting([[possession], [possession]], { sameHolder: true })
    const credentials = [showing(held), showing(neighbour)]
    // Two that each prove their own, and two that claim what is not so.
    const apart = await present({ credentials, context: contextOf() })
    await expectRefusal(apart.presentation, 'statement-missing', { bound })
    const claimed = createBoundPresentation({
      credentials,
      context: contextOf({ sameHolder: true }),
      withHolderProof: false,
    })
    await expect(claimed).rejects.toThrow()
    const alone = await present({ credentials: [showing(held)], context: contextOf() })
    const one = { bound: expecting([[possession]], { sameHolder: true }) }
    await expectRefusal(alone.presentation, 'binding-missing', one)
  })

  test('of one credential in two places, whether or not one holder must have both', async () => {
    const made = await present({ credentials: [showing(held), showing(held)], context: contextOf() })
    const bound = expecting([[possession], [possession]])
    await expectRefusal(made.presentation, 'credential-repeated', { bound })
    const same = await present({
      credentials: [showing(held), showing(held, [], ['sex'])],
      context: contextOf({ sameHolder: true }),
    })
    await expectRefusal(same.presentation, 'credential-repeated', { bound: { ...bound, sameHolder: true } })
  })

  test('of a credential and its copy, which has a place of its own, as two of one holder', async () => {
    const copy = await holdBound(world, { seed: 9, index: 12, secrets: held.secrets })
    const bound = expecting([[possession], [possession]], { sameHolder: true })
    for (const claims of [['nationality', 'regionCode'], ['sex'], []]) {
      const made = await present({
        credentials: [showing(held), showing(copy, [], claims)],
        context: contextOf({ sameHolder: true }),
      })
      await expectRefusal(made.presentation, 'credential-repeated', { bound })
    }
  })

  test('of two credentials without a place in a list that show the same', async () => {
    const listless = await createBoundWorld({ withStatus: false })
    const plain = await holdBound(listless, { index: null, seed: 21 })
    const made = await present({ credentials: [showing(plain), showing(plain)], context: contextOf() })
    const bound = expecting([[possession], [possession]])
    await expectRefusal(made.presentation, 'credential-repeated', { bound, boundSources: listless.sources })
  })

  test('that comes with credentials in another order', async () => {
    const other = await holdBound(world, { seed: 9, index: 12 })
    const made = await present({ credentials: [showing(held), showing(other)], context: contextOf() })
    const bound = expecting([[possession], [possession]])
    expect(await verifyPresentation({ presentation: made.presentation, ...verifier, bound })).toMatchObject({
      accepted: true,
    })
    const turned = {
      ...made.presentation,
      verifiableCredential: made.presentation.verifiableCredential.toReversed(),
      proof: proofSetOf(made.presentation)[0],
    }
    await expectRefusal(turned, 'transcript-mismatch', { bound })
  })
})
