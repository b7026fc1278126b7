import { sha256 } from '@noble/hashes/sha2.js'
import { bindingHeader } from '@velum/binding'
import canonicalize from 'canonicalize'
import { encodeBase64Url } from '../base64.ts'
import { CredentialError } from '../credential-error.ts'
import { isJsonObject, shapeProblem } from '../json-object.ts'
import type { Template } from '../template.ts'
import { templateDigest } from '../template-hash.ts'
import { mandatoryPointers, statementLayout } from '../template-layout.ts'
import { isAuthorityId } from './authority-id.ts'
import { bindingParametersOf } from './binding-parameters.ts'

export interface TemplateProfileOptions {
  template: Template
  /** Where the issuer serves the template: what its credentials name. */
  templateUrl: string
  /** The issuer's BLS key as a Multikey. */
  issuerKey: string
  chainId: number
  /** DID. */
  issuer: string
  /** Who can open what is sealed for its credentials; null for nobody, and for a template that binds nothing. */
  authority: string | null
  /** Whether the credentials have a place in a status list. */
  withStatus: boolean
}

export interface TemplateProfile {
  /** Canonical JSON (RFC 8785) in UTF-8: what gets published. */
  readonly document: Uint8Array
  /** SHA-256 of `document`. */
  readonly hash: Uint8Array
}

/** Everything in which all credentials of a template, by one issuer under one key, must agree, so that a wallet can see that
 *  its own differs in nothing: what every presentation shows, how many statements there are and where, what the binding is
 *  signed about. Throws CredentialError 'template-invalid' for an authority where nothing is bound, and 'authority-invalid'. */
export function templateProfile(options: TemplateProfileOptions): TemplateProfile {
  const { template, templateUrl, issuerKey, chainId, issuer, authority, withStatus } = options
  if (template.binding === undefined && authority !== null) {
    throw new CredentialError('template-invalid', 'A template that binds nothing has no opening authority.')
  }
  const layout = statementLayout(template, { withStatus })
  const header = template.binding && bindingHeader(bindingParametersOf(options))
  const profile = {
    version: 1,
    chainId,
    issuer,
    template: templateDigest(template),
    templateUrl,
    issuerKey,
    authority,
    bindingHeader: header === undefined ? null : encodeBase64Url(header),
    mandatory: mandatoryPointers(template, { withStatus }),
    statements: layout.length,
    layout: encodeBase64Url(sha256(encoder.encode(layout.join('\n')))),
  }
  const document = encoder.encode(canonicalize(profile) ?? '')
  return { document, hash: sha256(document) }
}

export interface ProfileSubject {
  readonly issuerKey: string
  readonly authority: string | null
}

/** For which key and which authority a published profile speaks; undefined for what is no profile. Does not check the rest:
 *  whoever relies on a profile makes it anew and compares. */
export function profileSubject(document: Uint8Array): ProfileSubject | undefined {
  const profile = parseJson(document)
  if (!isJsonObject(profile)) return undefined
  const { issuerKey, authority } = profile
  const problem = shapeProblem(
    { issuerKey, authority },
    {
      issuerKey: (value) => typeof value === 'string',
      authority: (value) => value === null || isAuthorityId(value),
    },
  )
  return problem === undefined ? (profile as unknown as ProfileSubject) : undefined
}

function parseJson(document: Uint8Array): unknown {
  if (document.length > 100_000) return undefined
  try {
    return JSON.parse(new TextDecoder().decode(document))
  } catch {
    // JSON.parse throws for what is not JSON, which is an expected no.
    return undefined
  }
}

const encoder = new TextEncoder()
