import { randomBytes } from 'node:crypto'
import { type Account, createAccount } from '@velum/registry'
import { startAuthority } from '../../../../e2e/support/authority.ts'
import { startTestChain } from '../../../../e2e/support/chain.ts'
import { type AuditLog, readAuditLog, readFinalBlock } from '../../src/index.ts'
import { holdCeremony } from './chain-ceremony.ts'

export const random = (length: number) => Uint8Array.from(randomBytes(length))
const fresh = () => createAccount(random(32))
export const clientId = 'x509_san_dns:library.example'
export const [library, stranger, successor] = [fresh(), fresh(), fresh()]
/** The trustees of the beginning; a successor has the third one's place. */
export const accounts = [fresh(), fresh(), fresh()] as const
const [first, second] = accounts

/** A chain on which everything has happened that an audit looks at; `id`: of the authority whose keys come from ceremonies. */
export async function startAuditedChain() {
  const test = await startTestChain()
  const { chain, fundedSecretKey } = test
  const { openingRegistry, trustRegistry } = chain
  const account = createAccount(fundedSecretKey)
  for (const { address } of [...accounts, library, stranger, successor]) {
    await chain.provider.request({ method: 'anvil_setBalance', params: [address, '0xde0b6b3a7640000'] })
  }
  await trustRegistry.registerVerifier({
    ...{ account, clientId, verifier: library.address },
    until: new Date(Date.now() + 86_400_000),
  })
  const registered = await openingRegistry.registerAuthority({
    ...{ account, salt: random(32), threshold: 2, name: 'Harbour Oversight' },
    trustees: accounts.map(({ address }) => address),
    rules: {
      delaySeconds: 0,
      lifetimeSeconds: 3600,
      quota: 5,
      quotaPeriodSeconds: 86_400,
      retentionSeconds: 86_400,
    },
  })
  const { id } = registered
  const terms = { authority: id, epoch: 1, trustees: 3, threshold: 2 }
  await holdCeremony({ chain, accounts, terms, spoiler: 2 })
  const shares = await holdCeremony({ chain, accounts, terms })
  const { publicKey, verificationShares } = shares[0] as (typeof shares)[0]
  const refresh = { publicKey, verificationShares, dealers: [1, 3] }
  await holdCeremony({ chain, accounts, terms: { ...terms, refresh }, shares, revision: 1 })
  const replaced = { id, trustee: 3, replacement: successor.address }
  const signatures = await Promise.all(
    [first, second].map(async (signer, i) => ({
      trustee: i + 1,
      signature: await openingRegistry.signReplacement({ ...replaced, account: signer }),
    })),
  )
  await openingRegistry.replaceTrustee({ ...replaced, account, signatures })

  const court = await startAuthority({
    ...{ chain, fundedSecretKey, threshold: 2 },
    rules: { lifetimeSeconds: 1, retentionSeconds: 1 },
  })
  await court.renew()
  await chain.provider.request({ method: 'evm_increaseTime', params: [10] })
  for (const trustee of [3, 1]) {
    const attesting = court.accounts[trustee - 1] as Account
    const coins = [attesting.address, '0xde0b6b3a7640000']
    await chain.provider.request({ method: 'anvil_setBalance', params: coins })
    await openingRegistry.attestDestroyed({ id: court.id, epoch: 1, trustee, account: attesting })
  }

  const ask = async (asking: Account, presentationId = random(32)) => {
    const asked = { authority: id, epoch: 1, presentationId, basisHash: random(32) }
    const { requestId } = await openingRegistry.requestOpening({
      ...{ ...asked, account: asking, requesterKey: random(32), answerTo: 'court@harbour.example' },
    })
    return requestId
  }
  const shown = random(32)
  const opened = await ask(library, shown)
  await openingRegistry.approveOpening({
    requestId: opened,
    trustee: 1,
    account: first,
    partialHash: random(32),
  })
  await openingRegistry.approveOpening({
    ...{ requestId: opened, trustee: 3, account: successor, partialHash: random(32) },
  })
  await openingRegistry.closeOpening({ requestId: opened, resultHash: random(32), account: library })
  const refused = await ask(stranger)
  await openingRegistry.refuseOpening({
    requestId: refused,
    trustee: 2,
    account: second,
    reasonHash: random(32),
  })
  await openingRegistry.refuseOpening({
    requestId: refused,
    trustee: 1,
    account: first,
    reasonHash: random(32),
  })
  // About the same presentation, with another document.
  await ask(library, shown)
  const log: AuditLog = await readAuditLog(chain, await readFinalBlock(chain))
  return { test, id, log }
}
