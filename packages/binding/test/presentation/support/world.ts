import { type BbsInterface, generateKeyPair, sign } from '@velum/bbs'
import { decodeScalar, encodeScalar, randomScalar, type Scalar } from '@velum/curve'
import { openBindingInterface } from '../../../src/binding-interface.ts'
import {
  type Binding,
  type BindingParameters,
  createHolderSecrets,
  type HolderSecrets,
  signBinding,
} from '../../../src/index.ts'

/** A source that gives the same each time, so that a failure comes back; nothing secret depends on it. */
export function seededRandom(seed: number): (length: number) => Uint8Array {
  let state = seed >>> 0
  return (length) =>
    Uint8Array.from({ length }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0
      return state >>> 24
    })
}

export const random = seededRandom(20261123)
export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
export const hex = (octets: Uint8Array): string => Buffer.from(octets).toString('hex')

const ciphersuite = 'BLS12-381-SHA-256'
export const bbs: BbsInterface = await openBindingInterface()
export const { curve } = bbs
export const { g1 } = curve

export interface Authority {
  readonly id: Uint8Array
  readonly epoch: number
  readonly key: Uint8Array
  readonly secret: Scalar
}

/** An authority of one trustee who knows the whole key. */
export function createAuthority(epoch = 1): Authority {
  const secret = randomScalar(random)
  const key = g1.encode(g1.multiply(g1.generator, secret))
  return { id: random(32), epoch, key, secret }
}

export interface Issuer {
  readonly did: string
  readonly secretKey: Uint8Array
  readonly publicKey: Uint8Array
}

export async function createIssuer(did: string): Promise<Issuer> {
  return { did, ...(await generateKeyPair({ ciphersuite, random })) }
}

/** A bound credential in its holder's hands. */
export interface Issued {
  readonly issuer: Issuer
  readonly parameters: BindingParameters
  readonly header: Uint8Array
  readonly messages: readonly Uint8Array[]
  readonly signature: Uint8Array
  readonly linkIndex: number
  readonly binding: Binding
  readonly secrets: HolderSecrets
}

export interface IssueOptions {
  readonly issuer: Issuer
  readonly authority: Authority | null
  readonly secrets?: HolderSecrets
  readonly messageCount?: number
  readonly template?: Uint8Array
}

/** Issues a credential and its binding to a holder who committed to `secrets`. The last message is the link. */
export async function issue(options: IssueOptions): Promise<Issued> {
  const { issuer, authority, secrets = createHolderSecrets(random), messageCount = 5 } = options
  const parameters: BindingParameters = {
    chainId: 31337,
    templateHash: options.template ?? new Uint8Array(32).fill(7),
    issuer: issuer.did,
    numbers: [
      { name: 'expiry', unit: 'day', lo: 18262, hi: 47482 },
      { name: 'birthDate', unit: 'day', lo: -43829, hi: 47482 },
    ],
    authority: authority?.id ?? null,
  }
  const header = utf8(`mandatory statements of ${issuer.did}`)
  const linkIndex = messageCount - 1
  const messages = Array.from({ length: messageCount }, (_, i) => utf8(`statement ${i} ${hex(random(8))}`))
  const { secretKey, publicKey } = issuer
  const signature = await sign({ ciphersuite, secretKey, publicKey, header, messages })

  const blind = encodeScalar(randomScalar(random))
  const handle = encodeScalar(randomScalar(random))
  const numbers = [22000, 9000]
  const linkMessage = messages[linkIndex] as Uint8Array
  const commitment = commitTo(blind, secrets)
  const companion = { parameters, secretKey, publicKey, commitment, linkMessage, handle, numbers }
  const binding = { signature: await signBinding(companion), handle, numbers, blind }
  return { issuer, parameters, header, messages, signature, linkIndex, binding, secrets }
}

/** C = Q_2·blind + J_1·holderSecret + J_2·nymSecret. */
export function commitTo(blind: Uint8Array, secrets: HolderSecrets): Uint8Array {
  const scalars = [blind, secrets.holderSecret, secrets.nymSecret].map(scalarOf)
  const bases = bbs.blindGenerators.first(3)
  return g1.encode(g1.msm(bases.map(({ base }, i) => [base, scalars[i] as Scalar] as const)))
}

export function scalarOf(octets: Uint8Array): Scalar {
  const scalar = decodeScalar(octets)
  if (scalar === undefined) throw new Error('no scalar')
  return scalar
}

export function pointOf(octets: Uint8Array) {
  const point = g1.decode(octets)
  if (!point) throw new Error('no point')
  return point
}
