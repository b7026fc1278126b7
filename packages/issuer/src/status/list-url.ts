/** Where a status list is served: in every credential, and hashed, on the chain. */
export function listUrl(issuerUrl: string, number: number): string {
  return `${issuerUrl}/status/${number}`
}
