import { decodeBase64Url } from '../base64.ts'

// What the subject of a bound credential has beside its claims; no claim may be called so.

/** Always true, and shown in every presentation: whoever verifies must then ask for the binding. */
export const boundMember = 'bound'
/** 32 random octets in base64url, never shown: the binding is linked to the statement that they make. */
export const bindingMember = 'binding'

export function isBindingMember(name: string): boolean {
  return name === boundMember || name === bindingMember
}

export function isBindingValue(value: unknown): boolean {
  return typeof value === 'string' && decodeBase64Url(value)?.length === 32
}

/** Whether a credential says of itself that it is bound, whatever else it says. */
export function isBound({ credentialSubject }: { credentialSubject: object }): boolean {
  return Object.hasOwn(credentialSubject, boundMember)
}
