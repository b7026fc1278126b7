import { recogniseLink } from '@velum/holder'

/** Where in the wallet a scanned or pasted text leads to; nothing when it is not for a wallet. */
export function placeOfLink(text: string): string | undefined {
  const link = text.trim()
  const kind = recogniseLink(link)
  if (!kind) return undefined
  const hash = link.indexOf('#/')
  const query = link.indexOf('?', Math.max(hash, 0))
  return query < 0 ? undefined : `/${kind}?${link.slice(query + 1)}`
}
