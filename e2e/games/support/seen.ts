import type { BoundPresentation } from '@velum/credential'

/** What a service sees of a presentation: its text, and what the encodings in it stand for. */
export interface Seen {
  /** The JSON as it comes, one octet a character, with the proof values in base64url taken out. */
  readonly text: Uint8Array
  /** The octets of the proof values. */
  readonly decoded: readonly Uint8Array[]
}

/** Everything that a service sees of a presentation. */
export function seen(presentation: BoundPresentation): Seen {
  const decoded: Uint8Array[] = []
  const text = JSON.stringify(presentation, (name, value) => {
    if (name !== 'proofValue') return value
    decoded.push(...octetsOf(String(value)))
    return String(value).startsWith('u') ? undefined : value
  })
  return { text: Uint8Array.from(Buffer.from(text)), decoded }
}

/** The octets of the extension, which is the first or only proof of a presentation. */
export function extensionOf({ proof }: BoundPresentation): Uint8Array {
  const [binding] = 'length' in proof ? proof : [proof]
  return Uint8Array.from(Buffer.from(binding.proofValue.slice(1), 'base64url'))
}

/** The presentation with another extension. */
export function withExtension(presentation: BoundPresentation, extension: Uint8Array): BoundPresentation {
  const { proof } = presentation
  const proofValue = `u${Buffer.from(extension).toString('base64url')}`
  if ('length' in proof) return { ...presentation, proof: [{ ...proof[0], proofValue }, proof[1]] }
  return { ...presentation, proof: { ...proof, proofValue } }
}

/** `octets` with `found` replaced by as many other octets. */
export function replaced(octets: Uint8Array, found: Uint8Array, by: Uint8Array): Uint8Array {
  const at = Buffer.from(octets).indexOf(found)
  if (at < 0 || found.length !== by.length) throw new RangeError('the octets to replace are not there')
  const copy = octets.slice()
  copy.set(by, at)
  return copy
}

// base64url stands for its octets; base58 stays text.
function octetsOf(proofValue: string): Uint8Array[] {
  return proofValue.startsWith('u') ? [Uint8Array.from(Buffer.from(proofValue.slice(1), 'base64url'))] : []
}
