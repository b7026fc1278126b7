import type { BindingParameters } from '@velum/binding'
import type { Checklist } from '../checklist.ts'
import type { SignedCredential } from '../credential.ts'
import { templateDigest } from '../template-hash.ts'
import { linkIndexOf, optionalMembers, statementCount, statementLayout } from '../template-layout.ts'
import { bindingParametersOf } from './binding-parameters.ts'
import { checkPublishedProfiles } from './check-profile.ts'
import type { BoundSources } from './expectations.ts'

interface CheckBoundTemplateOptions {
  credential: SignedCredential
  sources: BoundSources
  /** As a Multikey. */
  issuerKey: string
  /** How many optional statements were signed, and how many of them are shown. */
  messageCount: number
  disclosedCount: number
  /** Id of the authority that its binding must be for; undefined for any that the issuer has published. */
  authority: string | undefined
}

export interface BoundTemplate {
  readonly linkIndex: number
  /** For what its binding may have been made, newest first; one at least. */
  readonly profiles: readonly PublishedBinding[]
}

/** What a binding is about when it was made under a published profile. */
export interface PublishedBinding {
  readonly parameters: BindingParameters
  /** The document that the chain has. */
  readonly profile: Uint8Array
}

/** Checks that a bound credential is of a template which the verifier knows and the issuer has published for this key, and finds
 *  what its binding may be about. */
export async function checkBoundTemplate(
  checks: Checklist,
  options: CheckBoundTemplateOptions,
): Promise<BoundTemplate> {
  const { credential, sources, issuerKey, messageCount, disclosedCount, authority } = options
  const { issuer, credentialSchema, credentialStatus } = credential
  const { chainId, profileSource } = sources
  const digest = credentialSchema.digestSRI
  const known = sources.templates.find(
    (template) => template.binding !== undefined && templateDigest(template) === digest,
  )
  const template = checks.need(known, {
    name: 'bound-template',
    reason: 'template-unknown',
    expected: 'a bound template that the verifier knows',
    actual: digest,
  })

  const withStatus = credentialStatus !== undefined
  const layout = statementLayout(template, { withStatus })
  const signed = statementCount(credential) - disclosedCount + messageCount
  checks.check({
    name: 'statements',
    passed: signed === layout.length && messageCount === optionalMembers(template).length,
    reason: 'statements-differ',
    expected: `the template's ${layout.length} statements`,
    actual: `${signed} statements`,
  })

  const terms = { template, chainId, issuer }
  const templateUrl = credentialSchema.id
  const expected = { ...terms, templateUrl, issuerKey, withStatus, authority }
  const published = await checkPublishedProfiles(checks, { ...expected, profileSource })
  return {
    linkIndex: linkIndexOf(template),
    profiles: published.map(({ authority, document }) => ({
      parameters: bindingParametersOf({ ...terms, authority }),
      profile: document,
    })),
  }
}
