import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createFolder, openTrustee, type Trustee } from '@velum/authority'
import { type AuthorityRules, createAccount } from '@velum/registry'
import type { TestChain } from './chain.ts'

export interface TrusteesOptions {
  readonly test: TestChain
  readonly trustees: number
  readonly threshold: number
  readonly rules: AuthorityRules
  readonly now?: () => Date
}

/** As a machine draws one, so that a folder opens at once. */
export const passphrase = Buffer.alloc(32, 7).toString('base64url')

/** A recognised authority of trustees with folders of their own, who have made its key together over the chain. */
export async function startTrustees(options: TrusteesOptions) {
  const { test, threshold, rules, now = () => new Date() } = options
  const { chain, fundedSecretKey } = test
  const rpc = (method: string, params: unknown[]) => chain.provider.request({ method, params })
  const place = await mkdtemp(join(tmpdir(), 'velum-trustees-'))
  const numbers = Array.from({ length: options.trustees }, (_, i) => i + 1)
  const folderOf = (number: number) => join(place, String(number))
  const trustees: string[] = []
  for (const number of numbers) {
    const { address } = await createFolder({ folder: folderOf(number), passphrase, work: 10 })
    await rpc('anvil_setBalance', [address, '0xde0b6b3a7640000'])
    trustees.push(address)
  }
  /** Opens a trustee's folder, its own unless another is named, does something, and closes it. */
  async function as<Result>(
    number: number,
    act: (trustee: Trustee) => Promise<Result>,
    folder = folderOf(number),
  ): Promise<Result> {
    const trustee = await openTrustee({ folder, passphrase, chain, now })
    try {
      return await act(trustee)
    } finally {
      await trustee.close()
    }
  }
  const { id } = await as(1, (trustee) =>
    trustee.register({ name: 'Harbourtown Court', trustees, threshold, rules }),
  )
  // Where a block is final only when others stand on it.
  const mining = setInterval(() => void rpc('anvil_mine', ['0x1']).catch(() => undefined), 200)
  try {
    const takePart = (number: number) =>
      as(number, async (trustee) => {
        await trustee.belongTo(id)
        return trustee.takePart({ pollMilliseconds: 200 })
      })
    const results = await Promise.all(numbers.map(takePart))
    const failed = results.find(({ result }) => result !== 'done')
    if (failed) throw new RangeError(`The key generation ended with ${failed.result}.`)
  } finally {
    clearInterval(mining)
  }
  const until = new Date(Date.now() + 365 * 86_400_000)
  await chain.trustRegistry.recogniseAuthority({ account: createAccount(fundedSecretKey), id, until })
  return {
    ...{ id, place, folderOf, as },
    stop: () => rm(place, { recursive: true, force: true }),
  }
}
