import { type Deployment, parseDeployment } from '@velum/registry'
import { expect, it } from 'vitest'

const DEPLOYMENT: Deployment = {
  chainId: 31337,
  name: 'Local chain',
  rpcUrl: 'http://localhost:8545',
  relayerUrl: 'http://localhost:4010',
  contracts: {
    didRegistry: '0x5fbdb2315678afecb367f032d93f642f64180aa3',
    statusRegistry: '0xe7f1725e7734ce288f8367e1bb143e90bb3f0512',
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
