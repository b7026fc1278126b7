/** What the wallet's page may load and reach. `forMeta` leaves out what a meta element cannot say. */
export function contentSecurityPolicy({ forMeta = false }: { forMeta?: boolean } = {}): string {
  const rules = [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "worker-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    // Issuers, services and chains are whoever the holder meets; scripts never come from them.
    "connect-src 'self' https: http://localhost:*",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ]
  if (!forMeta) rules.push("frame-ancestors 'none'")
  return rules.join('; ')
}
