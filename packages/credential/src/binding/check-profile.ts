import { attempt } from '../attempt.ts'
import { sameBytes } from '../bbs-2023-proof-value.ts'
import type { Checklist } from '../checklist.ts'
import { templateHash } from '../template-hash.ts'
import type { RejectionReason } from '../verdict.ts'
import type { ProfileSource, PublishedProfiles } from './profile-source.ts'
import {
  profileSubject,
  type TemplateProfile,
  type TemplateProfileOptions,
  templateProfile,
} from './template-profile.ts'

/** Checks that the profile which a new credential fits is the one that counts now. */
export async function checkCurrentProfile(
  checks: Checklist,
  { profileSource, ...options }: TemplateProfileOptions & { profileSource: ProfileSource },
): Promise<void> {
  const { document, hash } = templateProfile(options)
  const profiles = await readProfiles(profileSource, options)
  const isCurrent = profiles?.current !== undefined && sameBytes(profiles.current, hash)
  const wasPublished = profiles?.published.some((published) => sameBytes(published, document)) ?? false
  checks.check({
    name: 'profile',
    passed: isCurrent,
    reason: reasonOf(profiles, wasPublished),
    expected: 'the profile that the issuer has published for this template',
  })
}

interface CheckProfileOptions extends Omit<TemplateProfileOptions, 'authority'> {
  profileSource: ProfileSource
  /** The authority that the binding must be for; absent: any that the issuer has published. */
  authority?: string | undefined
}

/** What the issuer has published for a template under a key and one authority. */
export interface CheckedProfile extends TemplateProfile {
  readonly authority: string | null
}

// An issuer that changes its authority more often than this leaves the oldest cards to escrow alone.
const mostProfiles = 4

/** Checks that there is a published profile which a credential of this template under this key fits, and returns those for which
 *  it may have been made: the newest four, newest first, or the one of the authority. They differ in the authority only. An older
 *  one than the current one will do: a key that was followed by another one is good for as long as it is listed, and so is a card
 *  that was made for an earlier authority, or for one that is no longer recognised, where nothing is sealed for it. */
export async function checkPublishedProfiles(
  checks: Checklist,
  { profileSource, authority, ...options }: CheckProfileOptions,
): Promise<readonly CheckedProfile[]> {
  const profiles = await readProfiles(profileSource, options)
  const fitting = fittingProfiles(profiles?.published ?? [], options)
  checks.check({
    name: 'profile',
    passed: fitting.length > 0,
    reason: reasonOf(profiles, false),
    expected: 'a profile that the issuer has published for this template and key',
  })

  const chosen = fitting.filter((profile) => authority === undefined || profile.authority === authority)
  checks.check({
    name: 'profile-authority',
    passed: chosen.length > 0,
    reason: 'authority-mismatch',
    expected: authority ?? 'any',
    actual: fitting[0]?.authority ?? 'none',
  })
  return chosen.slice(0, mostProfiles)
}

/** Newest first, of each authority one. */
function fittingProfiles(
  published: readonly Uint8Array[],
  options: Omit<TemplateProfileOptions, 'authority'>,
): CheckedProfile[] {
  const fitting = published.toReversed().flatMap((document) => fit(document, options))
  return [...new Map(fitting.map((profile) => [profile.authority, profile])).values()]
}

function fit(document: Uint8Array, options: Omit<TemplateProfileOptions, 'authority'>): CheckedProfile[] {
  const subject = profileSubject(document)
  if (subject === undefined || subject.issuerKey !== options.issuerKey) return []
  const { authority } = subject
  const profile = templateProfile({ ...options, authority })
  return sameBytes(profile.document, document) ? [{ ...profile, authority }] : []
}

async function readProfiles(
  profileSource: ProfileSource,
  { issuer, template }: Pick<TemplateProfileOptions, 'issuer' | 'template'>,
): Promise<PublishedProfiles | undefined> {
  const read = await attempt(() => profileSource.profiles({ issuer, templateHash: templateHash(template) }))
  return read?.value
}

function reasonOf(profiles: PublishedProfiles | undefined, wasPublished: boolean): RejectionReason {
  if (profiles === undefined) return 'chain-unreachable'
  return wasPublished ? 'profile-stale' : 'profile-unpublished'
}
