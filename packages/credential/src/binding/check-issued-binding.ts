import {
  acceptBinding,
  type Binding,
  bindingB,
  decodeIssuedBinding,
  type HolderSecrets,
  signatureB,
} from '@velum/binding'
import type { Checklist } from '../checklist.ts'
import type { Claims } from '../credential.ts'
import type { Template } from '../template.ts'
import { linkIndexOf } from '../template-layout.ts'
import type { AuthoritySource } from './authority-source.ts'
import { bindingNumbers, bindingParametersOf, haveBindingNumbers } from './binding-parameters.ts'
import { checkAuthority } from './check-authority.ts'
import { checkCurrentProfile } from './check-profile.ts'
import type { KeptPoints } from './kept-points.ts'
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
  /** As the credential names it. */
  templateUrl: string
  issuer: string
  publicKey: Uint8Array
  /** `publicKey` as a Multikey. */
  issuerKey: string
  claims: Claims
  withStatus: boolean
  /** What the credential's own signature covers: its header, and the optional statements. */
  header: Uint8Array
  messages: readonly Uint8Array[]
}

/** What a wallet keeps of a credential that it has accepted. */
export interface AcceptedBinding {
  readonly binding: Binding
  readonly kept: KeptPoints
}

/** Checks that the issuer has bound a credential to these secrets, about the claims that it holds, as it does for everybody. */
export async function checkIssuedBinding(
  checks: Checklist,
  options: CheckIssuedBindingOptions,
): Promise<AcceptedBinding> {
  const { awaited, template, templateUrl, issuer, publicKey, issuerKey } = options
  const { claims, withStatus, header, messages } = options
  const { chainId, authority, profileSource, authoritySource, secrets, blind } = awaited
  if (authority !== null) await checkAuthority(checks, { id: authority, authoritySource })
  const subject = { template, chainId, issuer, authority }
  await checkCurrentProfile(checks, { ...subject, templateUrl, issuerKey, withStatus, profileSource })

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

  const parameters = bindingParametersOf(subject)
  const linkMessage = messages[linkIndexOf(template)] ?? new Uint8Array(0)
  const terms = { parameters, publicKey, linkMessage, secrets }
  const binding = checks.need(await acceptBinding({ ...terms, ...issued, blind }), {
    name: 'binding',
    reason: 'binding-invalid',
  })
  const kept = {
    signatureB: await signatureB({ publicKey, header, messages }),
    bindingB: await bindingB({ ...terms, binding }),
  }
  return { binding, kept }
}
