/** A DID, whole or with its middle left out. */
export function DidText({ did, short = false }: { did: string; short?: boolean }) {
  const shown = short && did.length > 30 ? `${did.slice(0, 16)}…${did.slice(-6)}` : did
  return (
    <span className="mono soft did-text" translate="no">
      {shown}
    </span>
  )
}
