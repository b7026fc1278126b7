import { parseStatusList, signStatusList, statusListHash } from '@velum/credential'
import { type ListAnchor, RegistryError, statusListId } from '@velum/registry'
import { and, eq } from 'drizzle-orm'
import type { IssuerContext } from '../issuer-context.ts'
import { IssuerError } from '../issuer-error.ts'
import { sendChange } from '../keys/send-change.ts'
import { withLease } from '../store/lease.ts'
import { credentials, statusLists } from '../store/schema.ts'
import { listUrl } from './list-url.ts'

/** How long a signed anchor may wait for its block. */
const anchorLifetimeMilliseconds = 10 * 60_000

/** Verifiers take a list for at most a day after its anchor by default; this leaves three more attempts. */
const renewAfterMilliseconds = 6 * 60 * 60_000

/** Whether an unchanged list is anchored anew: not at all, when its anchor is old or lost, or anyway. */
export type Renewal = 'never' | 'when-due' | 'always'

type List = typeof statusLists.$inferSelect

/** Brings what a list says to the chain and then serves exactly those bytes.
 *
 *  The order is: store the signed bytes as `next`, anchor their hash, serve them. A crash between two steps is
 *  mended by the next call: the chain tells whether `next` arrived. An unchanged list is signed and anchored anew
 *  as `renew` says.
 *  Throws IssuerError 'publication-failed'; what was to be published stays stored and is tried again. */
export async function publishList(
  context: IssuerContext,
  number: number,
  options: { readonly renew: Renewal },
): Promise<void> {
  await withLease(context, `list:${number}`, async () => {
    try {
      let renewed = false
      for (;;) {
        const list = await readList(context, number)
        if (list.nextBytes) await anchorNext(context, list)
        else if (list.changed || (!renewed && (await isRenewalDue(context, list, options.renew)))) {
          await prepareNext(context, number)
          renewed = true
        } else return
      }
    } catch (cause) {
      if (!(cause instanceof RegistryError)) throw cause
      throw new IssuerError(
        'publication-failed',
        `The change is stored but not public yet: ${cause.message} The running service tries again by itself.`,
        { cause },
      )
    }
  })
}

/** The anchor of a list as the chain has it now. */
export async function readAnchor(context: IssuerContext, number: number): Promise<ListAnchor | undefined> {
  return context.chain.statusRegistry.read({
    identity: context.address,
    listId: statusListId(listUrl(context.url, number)),
  })
}

/** Asked while nobody else publishes this list, so an anchor that is not ours was lost. */
async function isRenewalDue(context: IssuerContext, list: List, renew: Renewal): Promise<boolean> {
  if (renew !== 'when-due' || list.servedHash === null) return renew === 'always'
  const anchor = await readAnchor(context, list.number)
  const held = anchor?.epoch === list.servedEpoch && Buffer.from(anchor?.hash ?? []).equals(list.servedHash)
  if (!held) context.report({ type: 'anchor-lost', list: list.number })
  return !held || context.now().getTime() - (anchor?.anchoredAt.getTime() ?? 0) > renewAfterMilliseconds
}

async function readList(context: IssuerContext, number: number): Promise<List> {
  const [list] = await context.database.select().from(statusLists).where(eq(statusLists.number, number))
  if (!list) throw new IssuerError('credential-unknown', `There is no status list ${number}.`)
  return list
}

/** Signs the bits of this moment as the next epoch. What is revoked after this sets `changed` again. */
async function prepareNext(context: IssuerContext, number: number): Promise<void> {
  const { database, keyRing, did, now, url } = context
  const anchor = await readAnchor(context, number)
  const key = await keyRing.statusKey(database)
  await database.transaction(async (tx) => {
    const [list] = await tx.select().from(statusLists).where(eq(statusLists.number, number)).for('update')
    if (!list) return
    const bytes = await signStatusList({
      list: parseStatusList(list.bits),
      listUrl: listUrl(url, number),
      issuer: did,
      key,
      validFrom: now(),
    })
    await tx
      .update(statusLists)
      .set({
        changed: false,
        nextEpoch: Math.max(anchor?.epoch ?? 0, list.servedEpoch ?? 0) + 1,
        nextHash: statusListHash(bytes),
        nextBytes: bytes,
      })
      .where(eq(statusLists.number, number))
  })
}

/** Anchors `next` unless the chain has it already, then serves it. */
async function anchorNext(context: IssuerContext, list: List): Promise<void> {
  const { nextEpoch, nextHash } = list
  if (nextEpoch === null || nextHash === null) return
  let anchor = await readAnchor(context, list.number)
  if (!anchor || anchor.epoch < nextEpoch) {
    await sendAnchor(context, { number: list.number, epoch: nextEpoch, hash: nextHash })
    anchor = await readAnchor(context, list.number)
  }
  if (anchor?.epoch === nextEpoch && Buffer.from(anchor.hash).equals(nextHash)) await serveNext(context, list)
  else await dropNext(context, list)
}

async function sendAnchor(
  context: IssuerContext,
  anchor: { readonly number: number; readonly epoch: number; readonly hash: Uint8Array },
): Promise<void> {
  const { chain, keyRing, database, now } = context
  const account = await keyRing.controller(database)
  const change = await chain.statusRegistry.signAnchor({
    identity: context.address,
    listId: statusListId(listUrl(context.url, anchor.number)),
    epoch: anchor.epoch,
    hash: anchor.hash,
    account,
    deadline: new Date(now().getTime() + anchorLifetimeMilliseconds),
  })
  try {
    await sendChange(chain, { change, account })
  } catch (error) {
    // Another process was faster, or our own first attempt arrived after all: the chain is asked next.
    if (error instanceof RegistryError && error.reason === 'epoch-not-rising') return
    throw error
  }
}

/** From here on `next` is what is served, and what it revokes is public. */
async function serveNext(context: IssuerContext, list: List): Promise<void> {
  await context.database.transaction(async (tx) => {
    const [current] = await tx
      .select()
      .from(statusLists)
      .where(eq(statusLists.number, list.number))
      .for('update')
    await tx
      .update(statusLists)
      .set({
        servedEpoch: list.nextEpoch,
        servedHash: list.nextHash,
        servedBytes: list.nextBytes,
        nextEpoch: null,
        nextHash: null,
        nextBytes: null,
      })
      .where(eq(statusLists.number, list.number))
    // A revocation that came while this was anchored is not in these bytes; it set `changed`, so another round follows.
    if (current?.changed) return
    await tx
      .update(credentials)
      .set({ state: 'revoked' })
      .where(and(eq(credentials.listNumber, list.number), eq(credentials.state, 'revoking')))
  })
  context.report({ type: 'list-published', list: list.number, epoch: list.nextEpoch ?? 0 })
}

/** The chain holds another anchor of this or a later epoch: sign again with a higher one. */
async function dropNext(context: IssuerContext, list: List): Promise<void> {
  await context.database
    .update(statusLists)
    .set({ changed: true, nextEpoch: null, nextHash: null, nextBytes: null })
    .where(eq(statusLists.number, list.number))
}
