import { sha256 } from '@noble/hashes/sha2.js'
import { base64urlnopad } from '@scure/base'
import { bindingCryptosuite, type EscrowToken, readEscrowToken } from '@velum/binding'
import {
  type AcceptedPresentation,
  type BoundExpectations,
  type BoundPresentation,
  type BoundSources,
  parseTemplate,
  type Rejected,
  type Template,
  templateDigest,
  type Verdict,
  verifyPresentation,
} from '@velum/credential'
import { parseEthrDid } from '@velum/did'
import type { Evidence } from '@velum/exchange'
import { issuersThen } from './issuer-then.ts'
import { momentsThen } from './moments-then.ts'
import type { OpeningChain } from './opening-chain.ts'

export type VerdictThen =
  | (AcceptedPresentation & {
      /** What the trustees decrypt: of the first credential that was asked for escrow. */
      readonly token: EscrowToken
      /** Its issuer's DID. */
      readonly issuer: string
    })
  | Rejected
  /** Its issuers set more keys while it could be answered than are looked at, and it verifies with none of those that are. */
  | (Omit<Rejected, 'reason'> & { readonly reason: 'issuer-keys-too-many' })

/** Verifies the complete presentation as of the time in its transcript, against what the chain had then: the issuer's keys, the
 *  published profile, the authority's key of that epoch. Of the evidence's own word it takes nothing but template texts, which the
 *  credentials name by their hash. Status lists of that time are not kept, so revocation is not checked. */
export async function verifyAsOfThen(
  chain: OpeningChain,
  evidence: Evidence,
  expectations: BoundExpectations,
): Promise<VerdictThen> {
  const templates = readTemplates(evidence)
  let verdict: Verdict | undefined
  const { moments, complete } = await momentsThen(chain, evidence)
  for (const moment of moments) {
    verdict = await verifyAt(chain, { evidence, expectations, templates, moment })
    if (verdict.accepted) return withToken(verdict, evidence.presentation as BoundPresentation, expectations)
  }
  const rejected = verdict as Rejected
  return complete ? rejected : { ...rejected, reason: 'issuer-keys-too-many' }
}

interface VerifyAtOptions {
  readonly evidence: Evidence
  readonly expectations: BoundExpectations
  readonly templates: readonly Template[]
  readonly moment: Date
}

function verifyAt(chain: OpeningChain, options: VerifyAtOptions): Promise<Verdict> {
  const { evidence, expectations, templates, moment } = options
  const { nonce, audience, time } = evidence.transcript
  return verifyPresentation({
    presentation: evidence.presentation,
    challenge: nonce,
    domain: audience,
    resolver: issuersThen(chain, moment),
    // Whom the service trusted it knew itself; that they are issuers, the chain's profiles say.
    trustedIssuers: evidence.credentials.map(({ issuer }) => issuer),
    statusSource: 'not-checked',
    now: () => new Date(time * 1000),
    templateDigests: templates.map(templateDigest),
    boundSources: sourcesThen(chain, { templates, moment, epoch: expectations.authority?.epoch }),
    bound: expectations,
  })
}

function sourcesThen(
  chain: OpeningChain,
  options: { templates: readonly Template[]; moment: Date; epoch: number | undefined },
): BoundSources {
  const { templates, moment, epoch } = options
  const { chainId } = chain.deployment
  return {
    chainId,
    templates: templates.filter(({ binding }) => binding !== undefined),
    profileSource: {
      async profiles({ issuer, templateHash }) {
        const identity = identityOf(issuer, chainId)
        if (identity === undefined) return { current: undefined, published: [] }
        const events = await chain.trustRegistry.profiles({ identity, templateHash })
        const published = events.filter(({ at }) => at <= moment).map(({ profile }) => profile)
        const newest = published.at(-1)
        return { current: newest && sha256(newest), published }
      },
    },
    authoritySource: {
      async current(id) {
        const [authority, epochs] = await Promise.all([
          chain.openingRegistry.authority(id),
          chain.openingRegistry.epochs(id),
        ])
        // The epoch that was asked for: which one a service might still ask for was its own affair.
        const published = epochs.find((one) => one.epoch === epoch && one.at <= moment)
        if (authority === undefined || published === undefined) return undefined
        const { name, threshold } = authority
        const { key, verificationShares } = published
        return { id, name, threshold, trustees: verificationShares.length, epoch: published.epoch, key }
      },
    },
  }
}

function withToken(
  verdict: AcceptedPresentation,
  presentation: BoundPresentation,
  { statements }: BoundExpectations,
): VerdictThen {
  const [position = 0] = verdict.escrow?.credentials ?? []
  const asked = (statements[position] ?? []).filter(({ type }) => type !== 'possession')
  const token = readEscrowToken({
    extension: extensionOf(presentation),
    credential: position,
    statement: asked.findIndex(({ type }) => type === 'escrow'),
  })
  const issuer = verdict.credentials[position]?.issuer
  if (!token || !issuer) return { accepted: false, reason: 'statement-missing', checks: verdict.checks }
  return { ...verdict, token, issuer }
}

function extensionOf({ proof }: BoundPresentation): Uint8Array {
  const binding = [proof].flat().find(({ cryptosuite }) => cryptosuite === bindingCryptosuite)
  return base64urlnopad.decode((binding?.proofValue ?? 'u').slice(1))
}

function identityOf(did: string, chainId: number): string | undefined {
  if (!did.startsWith('did:ethr:')) return undefined
  const parts = parseEthrDid(did)
  return parts.chainId === chainId ? parts.address : undefined
}

/** Those that can be read. One that cannot is as one that is not there: its credential is refused. */
function readTemplates({ credentials }: Evidence): Template[] {
  return credentials.flatMap(({ template }) => {
    try {
      return [parseTemplate(JSON.parse(template))]
    } catch {
      return []
    }
  })
}
