import { randomBytes } from 'node:crypto'
import {
  type BindingParameters,
  type CreateRegistrationOptions,
  createHolderSecrets,
} from '../../src/index.ts'

export const random = (length: number) => new Uint8Array(randomBytes(length))

export const utf8 = (text: string) => new TextEncoder().encode(text)

export const parameters: BindingParameters = {
  chainId: 31337,
  templateHash: new Uint8Array(32).fill(0x7e),
  issuer: 'did:ethr:0x7a69:0x02b97c30de767f084ce3080168ee293053ba33b235d7116a3263d29f1450936b71',
  numbers: [
    { name: 'expiry', unit: 'day', lo: 18262, hi: 47482 },
    { name: 'birthDate', unit: 'day', lo: -43829, hi: 47482 },
  ],
  authority: new Uint8Array(32).fill(0xa5),
}

export const record = utf8(
  '{"claims":{"familyName":"Varga","givenName":"Lena"},"recordVersion":1,"version":1}',
)

/** What an applicant registers with; every test changes what it is about. */
export function application(changes: Partial<CreateRegistrationOptions> = {}): CreateRegistrationOptions {
  return {
    parameters,
    secrets: createHolderSecrets(random),
    nonce: 'c-nonce-1',
    session: 'session-1',
    record,
    date: '2026-11-23',
    publish: false,
    ...changes,
  }
}
