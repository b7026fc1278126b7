import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { AuthorityRules } from '@velum/registry'
import { startTestChain, type TestChain } from '../../../../e2e/support/chain.ts'
import { createFolder, openTrustee, type Trustee } from '../../src/index.ts'

export const passphrase = 'correct horse battery staple'
/** As a machine draws one: a folder under it opens at once. */
export const drawn = Buffer.alloc(32, 7).toString('base64url')

export const rules: AuthorityRules = {
  delaySeconds: 3_600,
  lifetimeSeconds: 86_400,
  quota: 2,
  quotaPeriodSeconds: 86_400,
  retentionSeconds: 30 * 86_400,
}

/** A chain, and folders for trustees on it with coins in their accounts. */
export async function startTrustees(count: number) {
  const test = await startTestChain()
  const place = await mkdtemp(join(tmpdir(), 'velum-trustees-'))
  const folders: string[] = []
  const addresses: string[] = []
  for (let number = 1; number <= count; number++) {
    const folder = join(place, String(number))
    const { address } = await createFolder({ folder, passphrase: drawn, work: 10 })
    await fund(test, address)
    folders.push(folder)
    addresses.push(address)
  }
  const open = (number: number) =>
    openTrustee({
      folder: folders[number - 1] as string,
      ...{ passphrase: drawn, chain: test.chain, now: () => new Date() },
    })
  return {
    ...{ test, place, folders, addresses, open },
    /** Opens a trustee, does something, and closes it. */
    async as<Result>(number: number, act: (trustee: Trustee) => Promise<Result>): Promise<Result> {
      const trustee = await open(number)
      try {
        return await act(trustee)
      } finally {
        await trustee.close()
      }
    },
    async stop() {
      await test.stop()
      await rm(place, { recursive: true, force: true })
    },
  }
}

export const fund = ({ chain }: TestChain, address: string) =>
  chain.provider.request({ method: 'anvil_setBalance', params: [address, '0xde0b6b3a7640000'] })
