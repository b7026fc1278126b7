import { isJsonObject, type JsonObject } from '../json-object.ts'

const dataTypes = 'http://www.w3.org/2001/XMLSchema#'

/** A derived credential as we write it. The published library sorts types, and leaves numbers and booleans as typed values
 *  where framing put them; both make the same statements. Whatever else is unusual stays, and is refused by its shape. */
export function inOneSpelling(credential: JsonObject): JsonObject {
  const { type, credentialSubject: subject } = credential
  const types = Array.isArray(type) && type.length === 2 && type[1] === 'VerifiableCredential'
  return {
    ...credential,
    ...(types && { type: [type[1], type[0]] }),
    ...(isJsonObject(subject) && {
      credentialSubject: Object.fromEntries(
        Object.entries(subject).map(([claim, value]) => [claim, plainValue(value)]),
      ),
    }),
  }
}

function plainValue(value: unknown): unknown {
  if (!isJsonObject(value) || Object.keys(value).length !== 2) return value
  const { type, '@value': text } = value
  if (typeof text !== 'string') return value
  if (type === `${dataTypes}boolean` && (text === 'true' || text === 'false')) return text === 'true'
  const whole = /^(?:0|-?[1-9]\d{0,15})$/.test(text) && Number.isSafeInteger(Number(text))
  return type === `${dataTypes}integer` && whole ? Number(text) : value
}
