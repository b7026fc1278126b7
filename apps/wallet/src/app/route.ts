import type { HashPlace } from '../platform/hash-location.ts'

export type Route =
  | { readonly name: 'cards' }
  | { readonly name: 'card'; readonly id: string }
  | { readonly name: 'add' }
  | { readonly name: 'offer'; readonly query: string }
  | { readonly name: 'request'; readonly query: string }
  | { readonly name: 'sign-in'; readonly query: string }
  | { readonly name: 'history' }
  | { readonly name: 'history-entry'; readonly id: string }
  | { readonly name: 'opening'; readonly requestId: string }
  | { readonly name: 'dids' }
  | { readonly name: 'did'; readonly did: string }
  | { readonly name: 'settings' }
  | { readonly name: 'unknown' }

export function readRoute({ path, query }: HashPlace): Route {
  const [first = '', second, ...more] = path.split('/').slice(1)
  if (more.length > 0) return { name: 'unknown' }
  if (second !== undefined) {
    const detail = decodePart(second)
    if (detail === undefined) return { name: 'unknown' }
    if (first === 'cards') return { name: 'card', id: detail }
    if (first === 'history') return { name: 'history-entry', id: detail }
    if (first === 'openings') return { name: 'opening', requestId: detail }
    if (first === 'dids') return { name: 'did', did: detail }
    return { name: 'unknown' }
  }
  switch (first) {
    case '':
    case 'cards':
      return { name: 'cards' }
    case 'offer':
    case 'request':
    case 'sign-in':
      return { name: first, query }
    case 'add':
    case 'history':
    case 'dids':
    case 'settings':
      return { name: first }
    default:
      return { name: 'unknown' }
  }
}

function decodePart(part: string): string | undefined {
  try {
    return decodeURIComponent(part) || undefined
  } catch {
    return undefined
  }
}
