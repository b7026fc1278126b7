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
    case 'profile-published':
      return `the profile of ${event.template}, version ${event.version}, is on the chain`
    case 'registration-refused':
      return `offer ${event.offer}: its holder’s registration was refused: ${event.reason}`
    case 'loss-reported':
      return event.kind === 'device'
        ? `the loss of a device was declared; ${event.revoked} credentials revoked`
        : `the loss of a holder’s secrets was declared; ${event.revoked} credentials revoked`
    case 'records-anchored':
      return `${event.count} sealed record${event.count === 1 ? '' : 's'} anchored on the chain, epoch ${event.epoch}`
    case 'records-lost':
      return `the chain lost the records of epoch ${event.epoch}; anchoring again`
    case 'record-published':
      return `sealed record ${event.record} is published on the chain`
    case 'request-failed':
      return `a request to ${event.path} failed: ${nameOf(event.error)}`
    case 'upkeep-failed':
      return `looking after lists and records failed and is tried again: ${nameOf(event.error)}`
  }
}

/** The code or the class of an error: messages of foreign libraries may repeat what was sent. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error'
  return 'code' in error ? `${error.name} ${String(error.code)}` : error.name
}
