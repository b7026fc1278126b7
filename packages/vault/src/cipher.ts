const nonceLength = 12

/** AES-256-GCM under a fresh random nonce: nonce ‖ ciphertext ‖ tag. `context` is authenticated, not stored, so that
 *  a sealed thing opens only in its own place. */
export async function encrypt(options: {
  readonly key: CryptoKey
  readonly content: Uint8Array<ArrayBuffer>
  readonly context: string
  readonly random: (length: number) => Uint8Array
}): Promise<Uint8Array<ArrayBuffer>> {
  const nonce = Uint8Array.from(options.random(nonceLength))
  const sealed = await crypto.subtle.encrypt(algorithm(nonce, options.context), options.key, options.content)
  const result = new Uint8Array(nonceLength + sealed.byteLength)
  result.set(nonce)
  result.set(new Uint8Array(sealed), nonceLength)
  return result
}

/** Returns undefined when key, context or bytes are not those of the encryption. */
export async function decrypt(options: {
  readonly key: CryptoKey
  readonly sealed: Uint8Array
  readonly context: string
}): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const sealed = Uint8Array.from(options.sealed)
  try {
    const content = await crypto.subtle.decrypt(
      algorithm(sealed.subarray(0, nonceLength), options.context),
      options.key,
      sealed.subarray(nonceLength),
    )
    return new Uint8Array(content)
  } catch {
    return undefined
  }
}

function algorithm(nonce: Uint8Array<ArrayBuffer>, context: string): AesGcmParams {
  return { name: 'AES-GCM', iv: nonce, additionalData: new TextEncoder().encode(context) }
}
