import { ExchangeError } from '../exchange-error.ts'

/** Whether codes and tokens may travel to this address: https anywhere, http only to this very machine. */
export function isSafeUrl(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, hostname } = new URL(url)
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname))
}

/** Throws ExchangeError 'insecure-url' unless {@link isSafeUrl}. */
export function requireSafeUrl(url: string): void {
  if (isSafeUrl(url)) return
  throw new ExchangeError(
    'insecure-url',
    'This address is not protected by https, so nothing secret is sent there. Ask the issuer for an https link.',
  )
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '127.0.0.1' ||
    hostname === '[::1]'
  )
}
