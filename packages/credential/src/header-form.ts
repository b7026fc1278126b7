import { sameBytes } from './bbs-2023-proof-value.ts'
import { presentationHeader } from './presentation-header.ts'

/** What the presentation header of a derived proof must look like. */
export interface HeaderForm {
  readonly expected: string
  fits(header: Uint8Array): boolean
}

interface Request {
  challenge: string
  domain: string
}

/** Of credentials that nothing is proved about beside: exactly the one of the request. */
export function plainHeader(request: Request): HeaderForm {
  const header = presentationHeader(request)
  return { expected: decoder.decode(header), fits: (other) => sameBytes(other, header) }
}

/** Of credentials in a presentation with a binding proof: that of the request with the hash of a transcript as its last member,
 *  which is known once the proof was opened. (docs/proof-system.md) */
export function boundHeader(request: Request): HeaderForm {
  const start = `${decoder.decode(presentationHeader(request)).slice(0, -1)},"binding":"`
  return {
    expected: `${start}…"}`,
    fits(header) {
      const text = decoder.decode(header)
      return text.startsWith(start) && /^[A-Za-z0-9_-]{43}"\}$/.test(text.slice(start.length))
    },
  }
}

const decoder = new TextDecoder()
