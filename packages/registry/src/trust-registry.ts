import type { Eip1193Provider } from '@velum/did'
import { getBytes, hexlify, type Result, zeroPadValue } from 'ethers'
import type { Account } from './account.ts'
import { type Accreditor, createAccreditor } from './accreditor.ts'
import { type Address, parseAddress } from './address.ts'
import { bytes32, dateOf, hex32, positive, secondsOf } from './call-parameters.ts'
import { trustRegistryInterface } from './contract.ts'
import { contractFunctions } from './contract-functions.ts'
import type { Deployment } from './deployment.ts'
import type { ChainPlace } from './event-log.ts'
import { RegistryError } from './registry-error.ts'
import type { SignedChange } from './signed-change.ts'
import { createTrustHistory, type TrustHistory } from './trust-history.ts'

/** The longest profile of a template, in bytes. */
export const maxProfileBytes = 8192

/** Until when somebody is trusted, and by which accreditor. */
export interface Term {
  until: Date
  by: Address
}

export interface TemplateOptions {
  /** The issuer's address, as in its did:ethr. */
  identity: string
  /** 32 bytes, as `templateHash` of @velum/credential makes it. */
  templateHash: Uint8Array
}

export interface CurrentTemplate {
  /** At least 1; rises by one with each publication. */
  version: number
  /** SHA-256 of the profile's bytes. */
  profileHash: Uint8Array
}

export interface SignPublishTemplateOptions extends TemplateOptions {
  /** 1 to `maxProfileBytes`. */
  profile: Uint8Array
  /** One more than the current version. Absent: as the chain counts now. */
  version?: number
  /** The identity's owner, or its delegate of type `veriKey`. */
  account: Account
  /** Until when the signature can be sent. */
  deadline: Date
}

export type ProfileEvent = ChainPlace & CurrentTemplate & { profile: Uint8Array }

/** Who is trusted with what. What was never there, was withdrawn, or is over by the time of the chain's newest block
 *  reads as undefined; the changes tell what held before. */
export interface TrustRegistry extends Accreditor, TrustHistory {
  address: Address
  issuer(identity: string): Promise<(Term & { name: string }) | undefined>
  /** `clientId`: the full one with its prefix. `account` acts for the service on chain. */
  verifier(clientId: string): Promise<(Term & { account: Address }) | undefined>
  authority(id: string): Promise<Term | undefined>
  scope(scopeId: Uint8Array): Promise<{ name: string; clientIds: string[]; by: Address } | undefined>
  isInScope(options: { scopeId: Uint8Array; clientId: string }): Promise<boolean>
  /** The current profile of an issuer's template. */
  template(options: TemplateOptions): Promise<CurrentTemplate | undefined>
  /** Whether an issuer ever published a profile, current or not. */
  isPublished(options: { identity: string; profileHash: Uint8Array }): Promise<boolean>
  /** Every profile that an issuer published for a template, oldest first. */
  profiles(options: TemplateOptions): Promise<ProfileEvent[]>
  isAccreditor(account: string): Promise<boolean>
  /** Does not check that the account may publish: the contract does. */
  signPublishTemplate(options: SignPublishTemplateOptions): Promise<SignedChange>
}

/** EIP-712, as ITrustRegistry.sol documents it. */
const PUBLISH_FIELDS = [
  { name: 'identity', type: 'address' },
  { name: 'templateHash', type: 'bytes32' },
  { name: 'version', type: 'uint64' },
  { name: 'profile', type: 'bytes' },
  { name: 'deadline', type: 'uint256' },
]

export function createTrustRegistry(deployment: Deployment, provider: Eip1193Provider): TrustRegistry {
  const address = deployment.contracts.trustRegistry
  const contract = contractFunctions({
    deployment,
    provider,
    name: 'TrustRegistry',
    address,
    contract: trustRegistryInterface,
  })

  async function template({ identity, templateHash }: TemplateOptions): Promise<CurrentTemplate | undefined> {
    const found = await contract.read('template', [parseAddress(identity), bytes32(templateHash)])
    if (found.version === 0n) return undefined
    return { version: Number(found.version), profileHash: getBytes(found.profileHash) }
  }

  return {
    address,
    ...createAccreditor(contract),
    ...createTrustHistory(contract),

    async issuer(identity) {
      const found = await contract.read('issuer', [parseAddress(identity)])
      const term = termOf(found)
      return term && { ...term, name: found.name }
    },

    async verifier(clientId) {
      const found = await contract.read('verifier', [clientId])
      const term = termOf(found)
      return term && { ...term, account: parseAddress(found.account) }
    },

    authority: async (id) => termOf(await contract.read('authority', [hex32(id)])),

    async scope(scopeId) {
      const { name, clientIds, by } = await contract.read('scope', [bytes32(scopeId)])
      if (clientIds.length === 0) return undefined
      return { name, clientIds: [...clientIds], by: parseAddress(by) }
    },

    async isInScope({ scopeId, clientId }) {
      return (await contract.read('isInScope', [bytes32(scopeId), clientId]))[0]
    },

    template,

    async isPublished({ identity, profileHash }) {
      return (await contract.read('isPublished', [parseAddress(identity), bytes32(profileHash)]))[0]
    },

    async profiles({ identity, templateHash }) {
      const topics = [zeroPadValue(parseAddress(identity), 32), bytes32(templateHash)]
      const events = await contract.events('TemplatePublished', topics)
      return events.map(({ event: { args }, place }) => ({
        ...place,
        version: Number(args.version),
        profileHash: getBytes(args.profileHash),
        profile: getBytes(args.profile),
      }))
    },

    async isAccreditor(account) {
      const [role] = await contract.read('ACCREDITOR_ROLE', [])
      return (await contract.read('hasRole', [role, parseAddress(account)]))[0]
    },

    async signPublishTemplate({ account, ...publication }) {
      const size = publication.profile.length
      if (size < 1 || size > maxProfileBytes) {
        const limits = `1 to ${maxProfileBytes}`
        throw new RegistryError('invalid-change', `A profile has ${limits} bytes, not ${size}.`)
      }
      const version = publication.version ?? ((await template(publication))?.version ?? 0) + 1
      const message = {
        identity: parseAddress(publication.identity),
        templateHash: bytes32(publication.templateHash),
        version: positive(version, 'A version'),
        profile: hexlify(publication.profile),
        deadline: secondsOf(publication.deadline, 'The deadline'),
      }
      const typed = { type: 'PublishTemplate', fields: PUBLISH_FIELDS, message }
      return contract.signCall(account, 'publishTemplateSigned', typed)
    },
  }
}

function termOf({ until, by }: Result): Term | undefined {
  return until === 0n ? undefined : { until: dateOf(until), by: parseAddress(by) }
}
