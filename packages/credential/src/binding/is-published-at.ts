import { sha256 } from '@noble/hashes/sha2.js'
import { sameBytes } from '../bbs-2023-proof-value.ts'
import { templateHash } from '../template-hash.ts'
import type { ProfileSource } from './profile-source.ts'
import { profileSubject, type TemplateProfileOptions, templateProfile } from './template-profile.ts'

export interface IsPublishedAtOptions extends Omit<TemplateProfileOptions, 'issuerKey' | 'withStatus'> {
  readonly profileSource: ProfileSource
}

/** Whether the profile that counts now for a template says that this issuer serves it at this address, for this authority. Anybody can
 *  name an issuer; only the issuer can publish under its DID. Whoever is about to register asks this first: a registration point is
 *  the key to what the issuer has sealed. Throws what the source throws. */
export async function isPublishedAt({ profileSource, ...options }: IsPublishedAtOptions): Promise<boolean> {
  const { issuer, template } = options
  const { current, published } = await profileSource.profiles({
    issuer,
    templateHash: templateHash(template),
  })
  const document = published.find((one) => current !== undefined && sameBytes(sha256(one), current))
  const subject = document && profileSubject(document)
  if (document === undefined || subject === undefined) return false
  const { issuerKey } = subject
  return [true, false].some((withStatus) =>
    sameBytes(templateProfile({ ...options, issuerKey, withStatus }).document, document),
  )
}
