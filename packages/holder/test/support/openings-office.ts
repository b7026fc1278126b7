import { randomBytes } from 'node:crypto'
import { boundResidentIdTemplate, vocabularyIri } from '@velum/credential'
import { createQuery } from '@velum/exchange'
import type { OpeningView, ShownCredentials, Wallet } from '@velum/holder'
import { type Account, createAccount } from '@velum/registry'
import { fund } from '../../../registry/test/openings-world.ts'
import { startBoundOffice } from './bound-office.ts'
import { answer } from './card-world.ts'
import { startService } from './test-service.ts'

export const some = (length: number) => Uint8Array.from(randomBytes(length))
const octets = (hex: string) => Uint8Array.from(Buffer.from(hex.slice(2), 'hex'))

export type OpeningsOffice = Awaited<ReturnType<typeof startOpeningsOffice>>

/** A chain with an authority of two out of three, an issuer and a service, for wallets that prove with a sealed name. */
export async function startOpeningsOffice() {
  const office = await startBoundOffice()
  const service = await startService()
  const { chain, authority } = office
  const { openingRegistry, trustRegistry } = chain.chain
  const accreditor = createAccount(chain.fundedSecretKey)
  await fund(chain.chain, authority.accounts)

  const types = [
    'https://www.w3.org/2018/credentials#VerifiableCredential',
    vocabularyIri(boundResidentIdTemplate.type),
  ]
  const escrow = { type: 'escrow' as const, authority: authority.id, epoch: 1 }
  const query = createQuery([{ id: 'bound', types, required: ['region'], statements: [escrow] }])
  const transaction = { description: { en: 'Borrow an atlas.', zh: '借阅地图集。' }, reference: 'L-7' }

  const trustee = (number: number) => ({
    trustee: number,
    account: authority.accounts[number - 1] as Account,
  })

  return {
    ...{ ...office, service, transaction },
    /** An account with coins. */
    async newRequester(): Promise<Account> {
      const account = createAccount(some(32))
      await fund(chain.chain, [account])
      return account
    },
    /** Names the account that acts for a service, by its full client id. */
    registerVerifier: (clientId: string, { address }: Account) =>
      trustRegistry.registerVerifier({
        ...{ account: accreditor, clientId, verifier: address },
        until: new Date(Date.now() + 3_600_000),
      }),
    withdrawVerifier: (clientId: string) => trustRegistry.withdrawVerifier({ account: accreditor, clientId }),
    /** A wallet that has shown its bound card to the service, with its name sealed. */
    async walletThatShowed() {
      const made = await office.walletWithRecord()
      await made.wallet.answerRequest(
        answer(await made.wallet.inspectRequest(await service.ask({ query, transaction }))),
      )
      const [entry] = await made.wallet.history.list()
      const { bound } = entry as ShownCredentials
      if (bound === undefined) throw new TypeError('nothing bound was shown')
      return { ...made, presentationId: bound.presentationId }
    },
    /** Puts a request on the chain. */
    request: (
      presentationId: string,
      account: Account,
      changes: { basisHash?: Uint8Array; answerTo?: string; epoch?: number } = {},
    ) =>
      openingRegistry.requestOpening({
        ...{ authority: authority.id, epoch: 1, presentationId: octets(presentationId) },
        ...{ basisHash: some(32), requesterKey: some(32), answerTo: 'https://service.example/objections' },
        ...{ account, ...changes },
      }),
    approve: (requestId: string, number: number) =>
      openingRegistry.approveOpening({ ...trustee(number), requestId, partialHash: some(32) }),
    refuse: (requestId: string, number: number) =>
      openingRegistry.refuseOpening({ ...trustee(number), requestId, reasonHash: some(32) }),
    close: (requestId: string, account: Account) =>
      openingRegistry.closeOpening({ requestId, account, resultHash: some(32) }),
    /** Replaces so many of the chain's newest blocks by empty ones. */
    reorganise: (depth: number) =>
      chain.chain.provider.request({ method: 'anvil_reorg', params: [depth, []] }),
    async stop(): Promise<void> {
      await service.stop()
      await office.stop()
    },
  }
}

/** Reads the chain; then the one request that the wallet knows. */
export async function noticed(wallet: Wallet): Promise<OpeningView> {
  await wallet.openings.check()
  const { openings } = await wallet.openings.list()
  const [opening, ...more] = openings
  if (opening === undefined || more.length > 0) throw new TypeError(`${openings.length} requests, not one`)
  return opening
}
