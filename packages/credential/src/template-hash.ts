import { sha256 } from '@noble/hashes/sha2.js'
import canonicalize from 'canonicalize'
import { encodeBase64 } from './base64.ts'
import { CredentialError } from './credential-error.ts'
import type { Template } from './template.ts'

/** The template's canonical JSON (RFC 8785) in UTF-8: what its address should serve, since its digest is of these
 *  bytes. */
export function encodeTemplate(template: Template): Uint8Array {
  return new TextEncoder().encode(canonicalJson(template))
}

/** SHA-256 of `encodeTemplate`. */
export function templateHash(template: Template): Uint8Array {
  return hashOf(template).slice()
}

// Asked for several times for every credential that is signed or verified. What is frozen stays what it is; whatever
// `parseTemplate` returns is, to its last member.
const hashes = new WeakMap<Template, Uint8Array>()

function hashOf(template: Template): Uint8Array {
  const hash = hashes.get(template) ?? sha256(encodeTemplate(template))
  if (Object.isFrozen(template)) hashes.set(template, hash)
  return hash
}

/** The template's hash as `credentialSchema.digestSRI` holds it: `sha256-<base64>`. */
export function templateDigest(template: Template): string {
  return `sha256-${encodeBase64(templateHash(template))}`
}

/** `previous` itself when `draft` says the same apart from the version, else `draft` as the version after it.
 *  Throws CredentialError 'template-invalid' when the two are not versions of one template. */
export function reviseTemplate({ previous, draft }: { previous: Template; draft: Template }): Template {
  if (previous.name !== draft.name) {
    throw new CredentialError(
      'template-invalid',
      `"${draft.name}" is not a version of "${previous.name}": only a template of the same name is.`,
    )
  }
  const revised = { ...draft, version: previous.version }
  if (canonicalJson(revised) === canonicalJson(previous)) return previous
  return Object.freeze({ ...draft, version: previous.version + 1 })
}

function canonicalJson(template: Template): string {
  const text = canonicalize(template)
  if (text === undefined) throw new CredentialError('template-invalid', 'A template is a JSON object.')
  return text
}
