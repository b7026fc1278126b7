import { type Deployment, parseDeployment, parseEarlierDeployment } from '@velum/registry'
import { describe, expect, it } from 'vitest'

const DEPLOYMENT: Deployment = {
  chainId: 31337,
  name: 'Local chain',
  rpcUrl: 'http://localhost:8545',
  relayerUrl: 'http://localhost:4010',
  contracts: {
    didRegistry: '0x5fbdb2315678afecb367f032d93f642f64180aa3',
    statusRegistry: '0xe7f1725e7734ce288f8367e1bb143e90bb3f0512',
    trustRegistry: '0x9fe46736679d2d9a65f0992f2272de9f3c7fa6e0',
    escrowRegistry: '0xcf7ed3acca5a467e9e704c703e8d87f634fb0fc9',
    openingRegistry: '0xdc64a140aa3e981100a9beca4e685f962f0cf6c9',
  },
  firstBlock: 1,
  firstBlockHash: `0x${'ab'.repeat(32)}`,
}

it('reads what was written', () => {
  expect(parseDeployment(JSON.parse(JSON.stringify(DEPLOYMENT)))).toEqual(DEPLOYMENT)
})

it('does without a relayer', () => {
  const { relayerUrl: _, ...rest } = DEPLOYMENT
  expect(parseDeployment(rest)).toEqual(rest)
})

it('drops members it does not know', () => {
  expect(parseDeployment({ ...DEPLOYMENT, surplus: 1 })).toEqual(DEPLOYMENT)
})

it.each([
  ['chainId', { chainId: '31337' }],
  ['chainId', { chainId: 0 }],
  ['name', { name: '' }],
  ['rpcUrl', { rpcUrl: 'localhost:8545' }],
  ['rpcUrl', { rpcUrl: 'file:///etc/passwd' }],
  ['relayerUrl', { relayerUrl: 7 }],
  ['contracts', { contracts: [] }],
  ['contracts.didRegistry', { contracts: { ...DEPLOYMENT.contracts, didRegistry: '0x12' } }],
  ['contracts.statusRegistry', { contracts: { didRegistry: DEPLOYMENT.contracts.didRegistry } }],
  ['contracts.trustRegistry', { contracts: { ...DEPLOYMENT.contracts, trustRegistry: undefined } }],
  ['contracts.escrowRegistry', { contracts: { ...DEPLOYMENT.contracts, escrowRegistry: 7 } }],
  ['firstBlock', { firstBlock: -1 }],
  ['firstBlockHash', { firstBlockHash: '0xab' }],
])('names %s when it is wrong', (member, change) => {
  expect(() => parseDeployment({ ...DEPLOYMENT, ...change })).toThrow(
    expect.objectContaining({
      code: 'invalid-deployment',
      message: expect.stringContaining(`${member} must be`),
    }),
  )
})

it('refuses what is no object', () => {
  for (const json of [undefined, null, 'text', []]) {
    expect(() => parseDeployment(json)).toThrow(expect.objectContaining({ code: 'invalid-deployment' }))
  }
})

describe('a file of an earlier version', () => {
  const { didRegistry, statusRegistry } = DEPLOYMENT.contracts
  const earlier = { ...DEPLOYMENT, contracts: { didRegistry, statusRegistry } }

  it('is refused with what to do', () => {
    expect(() => parseDeployment(earlier)).toThrow(/trustRegistry.*earlier version.*deployContracts/)
  })

  it('is read by who deploys what is missing', () => {
    expect(parseEarlierDeployment(JSON.parse(JSON.stringify(earlier)))).toEqual(earlier)
  })

  it('without ERC-1056 is no deployment at all', () => {
    const without = { ...DEPLOYMENT, contracts: { statusRegistry } }
    expect(() => parseEarlierDeployment(without)).toThrow(/contracts.didRegistry must be/)
  })
})

it('refuses a contract of a later version, since it cannot know what that is for', () => {
  const later = { ...DEPLOYMENT, contracts: { ...DEPLOYMENT.contracts, nextRegistry: `0x${'1'.repeat(40)}` } }
  expect(() => parseDeployment(later)).toThrow(
    expect.objectContaining({
      code: 'invalid-deployment',
      message: expect.stringContaining('later version'),
    }),
  )
})
