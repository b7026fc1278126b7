/** A DID, whole or with its middle left out. */
export function DidText({ did, short = false }: { did: string; short?: boolean }) {
  const shown = short && did.length > 34 ? `${did.slice(0, 22)}…${did.slice(-8)}` : did
  return (
    <span className="mono soft" translate="no">
      {shown}
    </span>
  )
}
