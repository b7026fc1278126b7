import {
  type Claims,
  type CredentialSuite,
  type HeldCredential,
  issueBbsPlusCredential,
  issueCredential,
  type Template,
} from '@velum/credential'
import { eq } from 'drizzle-orm'
import type { IssuerContext } from '../issuer-context.ts'
import { drawPlace, type ListPlace } from '../status/draw-index.ts'
import { listUrl } from '../status/list-url.ts'
import { credentials } from '../store/schema.ts'
import type { Queries } from '../store/store.ts'
import { templateUrl } from '../templates/template-store.ts'
import { drawId } from './secret-code.ts'

/** What a credential is made of. */
export interface CredentialOrder {
  readonly template: Template
  readonly suite: CredentialSuite
  readonly claims: Claims
  readonly offerId: string
  /** A status list with room: see `openList`. */
  readonly list: number
}

/** Signs a credential and stores it sealed together with what is needed to revoke it, inside the caller's
 *  transaction: afterwards both are there or neither. */
export async function signCredential(
  context: IssuerContext,
  tx: Queries,
  order: CredentialOrder,
): Promise<HeldCredential> {
  const bbsPlus = order.suite === 'BbsBlsSignature2020'
  const key = await (bbsPlus ? context.keyRing.bbsPlusKey(tx) : context.keyRing.credentialKey(tx))
  const { id, place } = await registerCredential(context, tx, { ...order, keyId: key.publicKeyMultibase })
  const contents = {
    template: order.template,
    templateUrl: templateUrl(context.url, order.template),
    claims: order.claims,
    issuer: context.did,
    key,
    status: { listUrl: listUrl(context.url, place.list), index: place.index },
    resolver: context.signingResolver.forKey(key.publicKeyMultibase),
  }
  const { random } = context
  const credential = await (bbsPlus
    ? issueBbsPlusCredential(contents)
    : issueCredential({ ...contents, random }))
  const bytes = new TextEncoder().encode(JSON.stringify(credential))
  await tx
    .update(credentials)
    .set({ sealedCredential: context.seal.seal(bytes, credentialPlace(id)) })
    .where(eq(credentials.id, id))
  return credential
}

/** Opens a signed credential that waits to be collected. */
export function openCredential(
  context: Pick<IssuerContext, 'seal'>,
  id: string,
  sealed: Uint8Array,
): unknown {
  return JSON.parse(new TextDecoder().decode(context.seal.open(sealed, credentialPlace(id))))
}

/** Takes a free place of the list for a new credential, drawing again when another was faster. */
export async function registerCredential(
  context: IssuerContext,
  tx: Queries,
  order: Omit<CredentialOrder, 'claims' | 'suite'> & { readonly keyId: string },
): Promise<{ readonly id: string; readonly place: ListPlace }> {
  const { template, offerId, keyId, list } = order
  for (;;) {
    const place = await drawPlace(context, tx, list)
    const [taken] = await tx
      .insert(credentials)
      .values({
        id: drawId(context.random),
        offerId,
        templateName: template.name,
        templateVersion: template.version,
        keyId,
        listNumber: place.list,
        listIndex: place.index,
        state: 'valid',
        createdAt: context.now(),
      })
      .onConflictDoNothing()
      .returning({ id: credentials.id })
    if (taken) return { id: taken.id, place }
  }
}

/** The place that a signed credential is sealed to. */
export function credentialPlace(id: string): string {
  return `credentials:${id}`
}
