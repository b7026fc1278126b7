import type { Claims, Template } from '@velum/credential'
import type { IssuerContext } from '../issuer-context.ts'

/** Whom a bound credential is for: a keyed hash of the claim that the template names and of its value, the same under every authority,
 *  since a person's pseudonyms are. Undefined for a template that binds nothing. */
export function personOf(
  context: Pick<IssuerContext, 'seal'>,
  subject: { readonly template: Template; readonly claims: Claims },
): Uint8Array | undefined {
  const { template, claims } = subject
  const claim = template.binding?.person
  if (claim === undefined) return undefined
  return context.seal.index(JSON.stringify([claim, claims[claim]]), 'person')
}

/** A registration point as the store keeps it. */
export function pointIndex(
  context: Pick<IssuerContext, 'seal'>,
  kind: 'reg' | 'reg-n',
  point: Uint8Array,
): Uint8Array {
  return context.seal.index(Buffer.from(point).toString('hex'), kind)
}
