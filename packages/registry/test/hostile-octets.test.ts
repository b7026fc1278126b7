import { type Account, createAccount } from '@velum/registry'
import { concat, Interface, type InterfaceAbi } from 'ethers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestChain, type TestChain } from '../../../e2e/support/chain.ts'
import { openingRegistryAbi } from '../src/generated/opening-registry.ts'
import { sendAndWait } from '../src/transaction.ts'
import { newAccount } from './accounts.ts'
import { appoint, finalise, fund, some, somePoint } from './openings-world.ts'

let world: TestChain
let account: Account
beforeAll(async () => {
  world = await startTestChain({ slotsInEpoch: 1 })
  account = createAccount(world.fundedSecretKey)
})
afterAll(() => world?.stop())

const opening = () => world.chain.openingRegistry
const written = new Interface(openingRegistryAbi as unknown as InterfaceAbi)

/** A call whose texts are these octets: on the wire `string` and `bytes` are the same. */
async function sendOctets(name: 'request' | 'registerAuthority', parameters: readonly unknown[]) {
  const inputs = written.getFunction(name)?.inputs ?? []
  const types = inputs.map((input) => (input.type === 'string' ? 'bytes' : input.format('sighash')))
  const octets = new Interface([`function octets(${types.join(', ')})`])
  const body = octets.encodeFunctionData('octets', [...parameters]).slice(10)
  const data = concat([written.getFunction(name)?.selector ?? '', `0x${body}`]) as `0x${string}`
  const { chain, deployment } = world
  const sent = { provider: chain.provider, chainId: deployment.chainId, account, to: opening().address, data }
  await sendAndWait(sent)
}

// Octets that are no UTF-8, and what the Encoding Standard decodes them to.
describe.each([
  ['0xff', '\ufffd'],
  ['0x41c328', 'A\ufffd('],
  ['0xeda08041', '\ufffd\ufffd\ufffdA'],
  ['0xefbbbf41', '\ufeffA'],
])('text whose octets are %s', (octets, text) => {
  it('stops nobody who reads the log when it is in a request', async () => {
    const authority = await appoint({ chain: world.chain, account })
    const requester = newAccount()
    await fund(world.chain, [requester])
    const asked = { authority: authority.id, epoch: 1, presentationId: some(32), basisHash: some(32) }
    const own = { ...asked, requesterKey: some(32), answerTo: 'mail@shop.example', account: requester }
    const { requestId } = await opening().requestOpening(own)
    await sendOctets('request', [authority.id, 1, some(32), some(32), some(32), octets])
    await finalise(world.chain)
    for (const blocks of ['newest', 'final'] as const) {
      const records = await opening().openings({ blocks, authority: authority.id })
      expect(records.map(({ answerTo }) => answerTo)).toEqual([own.answerTo, text])
      expect(records[0]?.requestId).toBe(requestId)
    }
    expect(await opening().signsOfLife(authority.id)).toEqual(new Map())
  })

  it('stops nobody when it is an authority’s name', async () => {
    const salt = some(32)
    const trustees = [newAccount().address]
    await sendOctets('registerAuthority', [salt, trustees, 1, octets, [0, 600, 1, 60, 60]])
    const id = opening().authorityId({ registrar: account.address, salt })
    expect(await opening().authority(id)).toMatchObject({ name: text, trustees })
    const registered = await opening().registrations()
    expect(registered.find((event) => event.id === id)).toMatchObject({ name: text, rules: { quota: 1 } })
  })
})

describe('a signature that the contract refuses for its form', () => {
  const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n

  it.each<[string, (signature: Uint8Array) => Uint8Array]>([
    ['v of 0 or 1', (signature) => with64(signature, (v) => v - 27)],
    ['v as EIP-155 has it', (signature) => with64(signature, (v) => v + 10)],
    ['the other s', otherS],
    ['64 octets', (signature) => compact(signature)],
    ['66 octets', (signature) => Uint8Array.from([...signature, 0])],
  ])('is nobody’s: %s', async (_, change) => {
    const trustees = [newAccount(), newAccount()]
    const salt = some(32)
    const { id } = await opening().registerAuthority({
      account,
      salt,
      trustees: trustees.map(({ address }) => address),
      threshold: 1,
      name: '',
      rules: { delaySeconds: 0, lifetimeSeconds: 60, quota: 1, quotaPeriodSeconds: 60, retentionSeconds: 60 },
    })
    const content = { id, epoch: 1, key: somePoint(), verificationShares: [somePoint(), somePoint()] }
    const epoch = { ...content, dkgHash: some(32) }
    const [first, second] = await Promise.all(
      trustees.map((trustee) => opening().signEpoch({ ...epoch, account: trustee })),
    )
    const signed = first as Uint8Array
    const signer = trustees[0]?.address ?? ''
    expect(opening().isEpochSignature({ ...epoch, signature: signed, signer })).toBe(true)
    const changed = change(signed)
    expect(opening().isEpochSignature({ ...epoch, signature: changed, signer })).toBe(false)
    const publish = (one: Uint8Array) =>
      opening().publishEpoch({ ...epoch, signatures: [one, second as Uint8Array], account })
    await expect(publish(changed)).rejects.toMatchObject({ reason: 'bad-signature' })
    await publish(signed)
  })

  function with64(signature: Uint8Array, change: (v: number) => number): Uint8Array {
    return Uint8Array.from([...signature.subarray(0, 64), change(signature[64] ?? 0)])
  }

  /** The same signature, with the other of the two s that the curve has for it. */
  function otherS(signature: Uint8Array): Uint8Array {
    const s = BigInt(`0x${Buffer.from(signature.subarray(32, 64)).toString('hex')}`)
    const other = Buffer.from((ORDER - s).toString(16).padStart(64, '0'), 'hex')
    return Uint8Array.from([...signature.subarray(0, 32), ...other, 55 - (signature[64] ?? 0)])
  }

  /** EIP-2098: the parity of v is the highest bit of s. */
  function compact(signature: Uint8Array): Uint8Array {
    const short = Uint8Array.from(signature.subarray(0, 64))
    short[32] = (short[32] ?? 0) | (signature[64] === 28 ? 0x80 : 0)
    return short
  }
})
