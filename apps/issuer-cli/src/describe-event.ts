import type { IssuerEvent } from '@velum/issuer'

/** One line for what happened: ids and numbers only, never a claim, a code or a key. */
export function describeEvent(event: IssuerEvent): string {
  switch (event.type) {
    case 'offer-claimed':
      return `offer ${event.offer} was claimed`
    case 'credential-collected':
      return `offer ${event.offer}: ${event.count} credential${event.count === 1 ? '' : 's'} collected`
    case 'offer-locked':
      return `offer ${event.offer} is locked after too many wrong codes`
    case 'list-published':
      return `status list ${event.list} is on the chain, epoch ${event.epoch}`
    case 'anchor-lost':
      return `the chain lost the anchor of status list ${event.list}; anchoring again`
    case 'key-published':
      return `key ${event.key} is on the chain`
    case 'key-retired':
      return `key ${event.key} has ended`
    case 'request-failed':
      return `a request to ${event.path} failed: ${nameOf(event.error)}`
    case 'upkeep-failed':
      return `looking after the lists failed and is tried again: ${nameOf(event.error)}`
  }
}

/** The code or the class of an error: messages of foreign libraries may repeat what was sent. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error'
  return 'code' in error ? `${error.name} ${String(error.code)}` : error.name
}
