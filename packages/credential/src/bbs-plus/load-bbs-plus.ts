import { encodeBase64 } from '../base64.ts'
import { CredentialError } from '../credential-error.ts'

type BbsPlusLibrary = typeof import('./bbs-plus-engine.ts').bbsPlusLibrary

let loading: Promise<BbsPlusLibrary> | undefined

/** The library of BBS+, loaded and started when first asked for: hardly anybody holds such a credential. Throws
 *  CredentialError 'engine-unavailable' where no WebAssembly runs, and 'randomness-broken'. */
export function loadBbsPlus(): Promise<BbsPlusLibrary> {
  loading ??= start().catch((error: unknown) => {
    loading = undefined
    throw error
  })
  return loading
}

async function start(): Promise<BbsPlusLibrary> {
  const { bbsPlusLibrary: library } = await import('./bbs-plus-engine.ts')
  const signature = await withGlobals(() =>
    library.blsSign({ keyPair: publicKnowledge, messages: [new Uint8Array(1)] }),
  ).catch(() => {
    throw new CredentialError(
      'engine-unavailable',
      "WebAssembly does not start here; a page needs script-src 'wasm-unsafe-eval' in its content security policy.",
    )
  })
  if (encodeBase64(signature.subarray(48, 80)) !== firstDrawOfZeros) return library
  throw new CredentialError(
    'randomness-broken',
    'The library of BBS+ found no random generator: no credential was signed and no proof made.',
  )
}

// What the library takes for granted when it starts, there for as long as that takes.
//
// Its seed: it looks for `self`, which Node lacks, and keeps to the source it found then. What it does without is an empty
// function, and every process draws the same numbers: signatures share their exponents, and two proofs of one credential
// give its signature and all hidden claims away. So the first draw is made here, with `self` there.
//
// Its machine: text in base64 that it decodes by `Buffer`, which browsers lack.
const globals = {
  self: globalThis,
  Buffer: { from: (text: string) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0)) },
}

async function withGlobals<Result>(start: () => Promise<Result>): Promise<Result> {
  const missing = Object.entries(globals).filter(([name]) => !(name in globalThis))
  for (const [name, value] of missing) {
    Object.defineProperty(globalThis, name, { value, configurable: true })
  }
  try {
    return await start()
  } finally {
    for (const [name] of missing) Reflect.deleteProperty(globalThis, name)
  }
}

/** The exponent of the first signature that an unseeded library makes, whatever it signs. */
const firstDrawOfZeros = 'YUHlKfzccE4m7waZyoLEkBLFiK2g54Q2i+CdtYBgDdk='

// The secret key 1 and its public key, the generator of G2: a key to draw with, and to sign nothing by.
const publicKnowledge = {
  secretKey: Uint8Array.from({ length: 32 }, (_, place) => (place === 31 ? 1 : 0)),
  publicKey: hexBytes(
    '93e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e' +
      '024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8',
  ),
}

function hexBytes(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}
