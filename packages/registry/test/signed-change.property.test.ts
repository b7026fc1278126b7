import { parseDeployment, RegistryError } from '@velum/registry'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseSignedChange } from '../src/signed-change.ts'

const deployment = parseDeployment({
  chainId: 31337,
  name: 'Local chain',
  rpcUrl: 'http://localhost:8545',
  contracts: {
    didRegistry: '0x5fbdb2315678afecb367f032d93f642f64180aa3',
    statusRegistry: '0xe7f1725e7734ce288f8367e1bb143e90bb3f0512',
    trustRegistry: '0x9fe46736679d2d9a65f0992f2272de9f3c7fa6e0',
    escrowRegistry: '0xcf7ed3acca5a467e9e704c703e8d87f634fb0fc9',
    openingRegistry: '0xdc64a140aa3e981100a9beca4e685f962f0cf6c9',
  },
  firstBlock: 1,
  firstBlockHash: `0x${'ab'.repeat(32)}`,
})

function refused(json: unknown): boolean {
  try {
    parseSignedChange(json, deployment)
    return false
  } catch (error) {
    return error instanceof RegistryError && error.code === 'invalid-change'
  }
}

it('refuses any JSON with its own error', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (json) => {
      expect(refused(json)).toBe(true)
    }),
  )
})

it('refuses any bytes behind a known selector with its own error', () => {
  const { didRegistry, statusRegistry, trustRegistry, escrowRegistry, openingRegistry } = deployment.contracts
  const selector = fc.constantFrom(
    // setAttributeSigned, changeOwnerSigned, anchorListSigned,
    ...['123b5e98', '240cf1fa', 'c6dd92ad'],
    // publishTemplateSigned, anchorRecordsSigned, publishRecordSigned,
    ...['1a36d286', '9afa2240', 'fd255a1a'],
    // and setAttribute and publishEpoch, which take no signature of an identity.
    ...['7ad4b0a4', '029df9aa'],
  )
  const arguments_ = fc.uint8Array({ maxLength: 400 })
  fc.assert(
    fc.property(
      fc.constantFrom(didRegistry, statusRegistry, trustRegistry, escrowRegistry, openingRegistry),
      selector,
      arguments_,
      (contract, head, bytes) => {
        const data = `0x${head}${Buffer.from(bytes).toString('hex')}`
        expect(refused({ chainId: 31337, contract, data })).toBe(true)
      },
    ),
  )
})
