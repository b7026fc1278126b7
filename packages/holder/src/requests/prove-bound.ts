import { hexToBytes } from '@noble/hashes/utils.js'
import { decodeBinding, type HolderSecrets, type Statement } from '@velum/binding'
import {
  type BoundPresentation,
  bindingParametersOf,
  type Credential,
  type CredentialToPresent,
  createBoundPresentation,
} from '@velum/credential'
import { type AuthorizationRequest, bindingCryptosuite, type RequestedStatement } from '@velum/exchange'
import { identifierOctets } from '../bindings/octets.ts'
import { requireSecrets } from '../bindings/wallet-secrets.ts'
import type { WalletWorld } from '../wallet-world.ts'
import type { ChosenCredential } from './choose-credential.ts'

/** Makes the one presentation of all chosen credentials, bound ones and others, in the order of the queries. It proves
 *  possession of every binding and what was asked beside, all under one transcript. */
export async function proveBound(
  { vault, random }: WalletWorld,
  request: AuthorizationRequest,
  chosen: readonly ChosenCredential[],
): Promise<{ readonly presentation: BoundPresentation; readonly presentationId: string }> {
  const secrets = await requireSecrets(vault)
  const authority = chosen.map(({ statements }) => statements.authority).find((found) => found !== undefined)
  const { nonce: challenge, clientId: domain, issuedAt, transaction } = request
  return createBoundPresentation({
    credentials: chosen.map((choice) => credentialToPresent(choice, secrets)),
    context: {
      challenge,
      domain,
      time: issuedAt === undefined ? null : issuedAt.getTime() / 1000,
      transactionHash: transaction?.hash ?? null,
      authority: authority
        ? { id: identifierOctets(authority.id), epoch: authority.epoch, key: authority.key }
        : null,
      sameHolder: chosen.some(({ statements }) =>
        statements.asked.some(({ type }) => type === 'same-holder'),
      ),
    },
    withHolderProof: !request.cryptosuites.includes(bindingCryptosuite),
    random,
  })
}

function credentialToPresent(
  { entry, claims, binding, statements }: ChosenCredential,
  secrets: HolderSecrets,
): CredentialToPresent {
  const { template } = entry.value
  const credential = entry.value.credential as Credential
  if (binding === undefined) return { credential, claims }
  const { chainId, authority, kept } = binding
  return {
    credential,
    claims,
    bound: {
      binding: decodeBinding(hexToBytes(binding.binding)),
      parameters: bindingParametersOf({ template, chainId, issuer: credential.issuer, authority }),
      secrets,
      statements: statements.asked.flatMap(statementOf),
      ...(kept && {
        kept: { signatureB: hexToBytes(kept.signatureB), bindingB: hexToBytes(kept.bindingB) },
      }),
    },
  }
}

/** What is proved beside possession, which always is, and beside the same-holder proof, which is one for all. */
function statementOf(asked: RequestedStatement): Statement[] {
  if (asked.type === 'escrow') return [{ type: 'escrow' }]
  if (asked.type !== 'pseudonym') return []
  const { label, scope } = asked
  return [{ type: 'pseudonym', label, ...(scope !== undefined && { scope: identifierOctets(scope) }) }]
}
