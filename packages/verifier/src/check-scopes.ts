import { hexToBytes } from './hex.ts'
import { readChain } from './read-chain.ts'
import type { Requirement } from './requirement.ts'
import type { VerifierContext } from './verifier-context.ts'
import { VerifierError } from './verifier-error.ts'

/** Refuses to ask for a pseudonym of a scope that the chain does not name this service for: every wallet would refuse it.
 *  Throws VerifierError 'scope-unknown' | 'chain-unreachable'. */
export async function checkScopes(
  context: VerifierContext,
  requires: readonly Requirement[],
  clientId: string,
): Promise<void> {
  for (const requirement of requires) {
    if (requirement.type !== 'pseudonym' || requirement.scope === undefined) continue
    const scopeId = hexToBytes(requirement.scope)
    if (!(await readChain(() => context.scopeSource.contains({ scopeId, clientId }))))
      throw new VerifierError(
        'scope-unknown',
        `The chain does not name ${clientId} for the scope ${requirement.scope}. Have it listed, or leave the scope out.`,
      )
  }
}
