import { keccak_256 } from '@noble/hashes/sha3.js'
import { hex } from '@scure/base'
import { type Did, DidError, type DidResolver, ethrDid } from '@velum/did'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { resolverOn, startTestChain, type TestChain } from '../../../../e2e/support/chain.ts'
import { issuersThen } from '../../src/opening/issuer-then.ts'
import { random } from './support.ts'

let test: TestChain
beforeAll(async () => {
  test = await startTestChain()
  await rpc('anvil_autoImpersonateAccount', [true])
}, 60_000)
afterAll(() => test?.stop())

const rpc = (method: string, params: unknown[]) => test.chain.provider.request({ method, params })

const names = [
  ...['veriKey/base58', 'veriKey/hex', 'veriKey/base64', 'veriKey/pem', 'veriKey/zz', 'veriKey'],
  // 32 octets long, so that no zero ends it.
  'veriKey1/base58',
  ...['sigAuth/hex', 'enc/base58', 'enc', 'encoded/hex', 'base58', 'hex/zz', 'veriKey/hex/hex', '/hex'],
]
  .map((rest) => `did/pub/Multikey/${rest}`)
  .concat(['did/pub/Multikey', 'did/pub/Ed25519/veriKey/hex', 'did/svc/Multikey', '', 'd\u0000d'])

// Of few values, so that one is published under several names; with zeros before, too long for a key, and none.
const values = [34, 34, 98, 200, 201, 900, 4_096, 0].map((length) => random(length))
values[0]?.fill(0, 0, 3)

const anyName = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...names.slice(0, 3)) },
  fc.constantFrom(...names),
)
/** Their places, which are said shorter. */
const anyValue = fc.oneof({ weight: 5, arbitrary: fc.nat(2) }, fc.nat(values.length - 1))
const change = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      name: anyName,
      value: anyValue,
      validity: fc.constantFrom(31_536_000n, 31_536_000n, 31_536_000n, 0n, 2n ** 200n),
    }),
  },
  { weight: 4, arbitrary: fc.record({ name: anyName, value: anyValue }) },
)

/** A call of ERC-1056, written out by the contract's ABI. */
function call(
  identity: string,
  { name, value: place, validity }: { name: string; value: number; validity?: bigint },
) {
  const value = values[place] ?? new Uint8Array()
  const [signature, head] =
    validity === undefined
      ? ['revokeAttribute(address,bytes32,bytes)', [word(0x60n)]]
      : ['setAttribute(address,bytes32,bytes,uint256)', [word(0x80n), word(validity)]]
  const padded = (octets: Uint8Array) => hex.encode(octets).padEnd(Math.ceil(octets.length / 32) * 64, '0')
  const selector = hex.encode(keccak_256(new TextEncoder().encode(signature)).subarray(0, 4))
  const text = hex.encode(new TextEncoder().encode(name)).padEnd(64, '0')
  const rest = [...head, word(BigInt(value.length)), padded(value)].join('')
  return `0x${selector}${identity.slice(2).padStart(64, '0')}${text}${rest}`
}
const word = (value: bigint) => value.toString(16).padStart(64, '0')

async function keysBy(resolver: DidResolver, did: Did): Promise<string[] | string> {
  try {
    const { assertionMethod, verificationMethod } = await resolver.resolve(did)
    const isKey = (id: string) =>
      verificationMethod.some((method) => method.id === id && method.type === 'Multikey')
    return assertionMethod.filter(isKey).sort()
  } catch (error) {
    if (error instanceof DidError) return error.code
    throw error
  }
}

it('a trustee finds the keys of an issuer that a service finds, whatever its history', {
  timeout: 240_000,
}, async () => {
  const counts: number[] = []
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 7 }), async (changes) => {
      const identity = `0x${hex.encode(random(20))}`
      await rpc('anvil_setBalance', [identity, '0xde0b6b3a7640000'])
      const to = test.deployment.contracts.didRegistry
      for (const one of changes) {
        const sent = { from: identity, to, data: call(identity, one), gas: '0x1c9c380' }
        const hash = await rpc('eth_sendTransaction', [sent])
        const receipt = () => rpc('eth_getTransactionReceipt', [hash])
        await expect.poll(receipt, { interval: 5 }).toMatchObject({ status: '0x1' })
      }
      const block = (await rpc('eth_getBlockByNumber', ['latest', false])) as { timestamp: string }
      const moment = new Date(Math.max(Number(block.timestamp) * 1000, Date.now()))
      const did = ethrDid(31_337, identity)
      const service = await keysBy(resolverOn(test.chain), did)
      expect(await keysBy(issuersThen(test.chain, moment), did)).toEqual(service)
      counts.push(service.length)
    }),
    { numRuns: 60 },
  )
  // There is something to compare.
  expect(counts.filter((count) => count > 1).length).toBeGreaterThan(5)
  expect(counts).toContain(0)
})
