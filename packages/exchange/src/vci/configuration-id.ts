import type { CredentialSuite } from '@velum/credential'

/** What a credential configuration is of. */
export interface ConfigurationName {
  readonly name: string
  readonly version: number
  /** `bbs-2023` unless named. */
  readonly suite?: CredentialSuite
}

/** The credential configuration of a template's version in a suite, as offers and metadata name it. */
export function configurationId({ name, version, suite = 'bbs-2023' }: ConfigurationName): string {
  return `${name}-v${version}${suite === 'bbs-2023' ? '' : `.${suite}`}`
}

/** The template, its version and the suite that a configuration is of; undefined when an issuer names its own another way. */
export function parseConfigurationId(id: string): Required<ConfigurationName> | undefined {
  const match = /^([a-z][a-z0-9-]*)-v([1-9][0-9]{0,8})(\.BbsBlsSignature2020)?$/.exec(id)
  if (match?.[1] === undefined) return undefined
  const suite = match[3] === undefined ? 'bbs-2023' : 'BbsBlsSignature2020'
  return { name: match[1], version: Number(match[2]), suite }
}
