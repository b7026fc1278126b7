import { eq } from 'drizzle-orm'
import type { IssuerContext } from '../issuer-context.ts'
import { empty } from '../service/answer.ts'
import { statusLists } from '../store/schema.ts'
import { readAnchor } from './publish-list.ts'

/** Serves a list as the very bytes whose hash is on the chain. Only while an anchor is on its way is the chain
 *  asked which of the two it holds; so there is no moment in which a served list contradicts it. */
export async function serveList(
  context: IssuerContext,
  options: { readonly number: number; readonly request: Request },
): Promise<Response> {
  const { number, request } = options
  const [list] = await context.database.select().from(statusLists).where(eq(statusLists.number, number))
  if (!list) return empty(404)
  let { servedBytes: bytes, servedHash: hash } = list
  if (list.nextBytes && list.nextHash) {
    const anchor = await readAnchor(context, number).catch(() => undefined)
    if (anchor && Buffer.from(anchor.hash).equals(list.nextHash)) {
      bytes = list.nextBytes
      hash = list.nextHash
    }
  }
  if (!bytes || !hash) return empty(404)
  const etag = `"${Buffer.from(hash).toString('base64url')}"`
  const headers = { 'Content-Type': 'application/vc+ld+json', 'Cache-Control': 'no-cache', ETag: etag }
  if (request.headers.get('If-None-Match') === etag)
    return empty(304, { ETag: etag, 'Cache-Control': 'no-cache' })
  return new Response(bytes as BodyInit, { headers })
}
