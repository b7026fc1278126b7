import {
  type BoundExpectations,
  boundResidentIdTemplate,
  type Verdict,
  verifyPresentation,
} from '@velum/credential'
import { type CreatedRequest, type DcqlQuery, type RequestedStatement, statementsOf } from '@velum/exchange'
import { type Chain, createAuthoritySource, createProfileSource, createStatusSource } from '@velum/registry'
import { resolverOn } from '../../../../e2e/support/chain.ts'

/** Verifies what a wallet sent against what the service itself asked. */
export function verifyAnswer(options: {
  readonly chain: Chain
  readonly asked: CreatedRequest & { readonly nonce: string }
  readonly query: DcqlQuery
  readonly presentation: unknown
  readonly trustedIssuers: readonly string[]
}): Promise<Verdict> {
  const { chain, asked, query, presentation, trustedIssuers } = options
  const statements = query.credentials.map(statementsOf)
  const sealed = statements.flat().find(({ type }) => type === 'escrow')
  return verifyPresentation({
    presentation,
    challenge: asked.nonce,
    domain: asked.clientId,
    resolver: resolverOn(chain),
    trustedIssuers,
    statusSource: createStatusSource({ chain, fetch }),
    now: () => new Date(),
    boundSources: {
      chainId: chain.deployment.chainId,
      templates: [boundResidentIdTemplate],
      profileSource: createProfileSource(chain),
      authoritySource: createAuthoritySource(chain),
    },
    bound: {
      time: asked.time,
      transactionHash: asked.transactionHash ?? null,
      authority: sealed?.type === 'escrow' ? { id: sealed.authority, epoch: sealed.epoch } : null,
      statements: statements.map((list) => list.flatMap(expected)),
      sameHolder: statements.flat().some(({ type }) => type === 'same-holder'),
    },
  })
}

type ExpectedStatement = BoundExpectations['statements'][number][number]

/** The same-holder proof is one for all credentials, so it is not among those of each. */
function expected(statement: RequestedStatement): ExpectedStatement[] {
  if (statement.type === 'same-holder') return []
  if (statement.type !== 'pseudonym') return [{ type: statement.type }]
  const { label, scope } = statement
  const scopeId = scope && Uint8Array.from(Buffer.from(scope.slice(2), 'hex'))
  return [{ type: 'pseudonym', label, ...(scopeId && { scope: scopeId }) }]
}
