import { acceptBinding, type Binding, decodeIssuedBinding, type HolderSecrets } from '@velum/binding'
import type { Checklist } from '../checklist.ts'
import type { Claims } from '../credential.ts'
import type { Template } from '../template.ts'
import { linkIndexOf } from '../template-layout.ts'
import type { AuthoritySource } from './authority-source.ts'
import { bindingNumbers, bindingParametersOf, haveBindingNumbers } from './binding-parameters.ts'
import { checkAuthority } from './check-authority.ts'
import { checkCurrentProfile } from './check-profile.ts'
import type { ProfileSource } from './profile-source.ts'

/** What a wallet knows of the binding that it asked for. */
export interface AwaitedBinding {
  readonly secrets: HolderSecrets
  /** 32 octets, from the registration. */
  readonly blind: Uint8Array
  /** As the issuer sent it. */
  readonly issuedBinding: Uint8Array
  readonly chainId: number
  /** Who the holder agreed may open the record: 32 bytes in lower-case hex after `0x`; null for nobody. */
  readonly authority: string | null
  readonly profileSource: ProfileSource
  readonly authoritySource: AuthoritySource
}

interface CheckIssuedBindingOptions {
  awaited: AwaitedBinding
  template: Template
  issuer: string
  publicKey: Uint8Array
  /** `publicKey` as a Multikey. */
  issuerKey: string
  claims: Claims
  withStatus: boolean
  /** The optional statements, as the credential's own signature covers them. */
  messages: readonly Uint8Array[]
}

/** Checks that the issuer has bound a credential to these secrets, about the claims that it holds, as it does for everybody. */
export async function checkIssuedBinding(
  checks: Checklist,
  options: CheckIssuedBindingOptions,
): Promise<Binding> {
  const { awaited, template, issuer, publicKey, issuerKey, claims, withStatus, messages } = options
  const { chainId, authority, profileSource, authoritySource, secrets, blind } = awaited
  if (authority !== null) await checkAuthority(checks, { id: authority, authoritySource })
  const terms = { template, chainId, issuer, authority }
  await checkCurrentProfile(checks, { ...terms, issuerKey, withStatus, profileSource })

  const issued = checks.need(decodeIssuedBinding(awaited.issuedBinding), {
    name: 'binding-encoding',
    reason: 'binding-malformed',
  })
  const numbers = haveBindingNumbers({ template, claims }) ? bindingNumbers({ template, claims }) : []
  checks.check({
    name: 'binding-numbers',
    passed:
      numbers.length === issued.numbers.length &&
      numbers.every((number, position) => number === issued.numbers[position]),
    reason: 'binding-invalid',
    expected: 'the numbers that the claims give, within the bounds of the template',
  })

  const parameters = bindingParametersOf(terms)
  const linkMessage = messages[linkIndexOf(template)] ?? new Uint8Array(0)
  const binding = await acceptBinding({ parameters, publicKey, linkMessage, ...issued, secrets, blind })
  return checks.need(binding, { name: 'binding', reason: 'binding-invalid' })
}
