import { encodeIssuedBinding, signBinding } from '@velum/binding'
import { encodeScalar, randomScalar } from '@velum/curve'
import { encodeBase64Url } from '../base64.ts'
import type { Credential } from '../credential.ts'
import { type IssueCredentialOptions, signCredential } from '../issue-credential.ts'
import { platformRandom } from '../random.ts'
import { linkIndexOf } from '../template-layout.ts'
import { bindingNumbers, bindingParametersOf } from './binding-parameters.ts'

export interface IssueBoundCredentialOptions extends IssueCredentialOptions {
  chainId: number
  /** Who can open the holder's record: 32 bytes in lower-case hex after `0x`; null for nobody. */
  authority: string | null
  /** The commitment of a registration that was verified: 48 octets. */
  commitment: Uint8Array
}

export interface IssuedBoundCredential {
  readonly credential: Credential
  /** What the wallet gets with it, see `decodeIssuedBinding` of @velum/binding. */
  readonly binding: Uint8Array
  /** What revocation will remove: 32 octets, drawn at random. */
  readonly handle: Uint8Array
}

/** Signs a credential that is worth nothing without its holder's secrets, and the binding that ties it to them. Throws as
 *  `issueCredential` does, CredentialError 'template-invalid' for a template that binds nothing, 'claims-invalid' for a number
 *  outside its bounds, 'authority-invalid', and BindingError 'invalid-argument' for a commitment that is none. */
export async function issueBoundCredential(
  options: IssueBoundCredentialOptions,
): Promise<IssuedBoundCredential> {
  const { template, claims, key, commitment, random = platformRandom } = options
  const { secretKey, publicKey } = key
  const parameters = bindingParametersOf(options)
  const numbers = bindingNumbers({ template, claims })
  const bindingValue = encodeBase64Url(random(32))
  const { credential, messages } = await signCredential({ ...options, bindingValue })

  const linkMessage = messages[linkIndexOf(template)] as Uint8Array
  const handle = encodeScalar(randomScalar(random))
  const terms = { parameters, linkMessage, handle, numbers }
  const signature = await signBinding({ ...terms, secretKey, publicKey, commitment })
  return { credential, binding: encodeIssuedBinding({ signature, handle, numbers }), handle }
}
