import type { Did, DidDocument, VerificationMethod } from '@velum/did'
import { useTranslation } from 'react-i18next'
import { ProblemNotice } from '../problem-notice.tsx'
import { useLoaded } from '../use-loaded.ts'

/** The document as it resolves now: its keys and what each may do, then the whole as JSON. */
export function DidDocumentView({ did }: { did: Did }) {
  const { t } = useTranslation('dids')
  const loaded = useLoaded((engine) => engine.didDocument(did), [did])
  return (
    <section className="section did-document" aria-labelledby="did-document">
      <div>
        <h2 id="did-document">{t('documentTitle')}</h2>
        <p className="soft small">{t('documentLead')}</p>
      </div>
      {loaded.state === 'loading' && (
        <p className="panel panel-pad soft" role="status">
          {t('documentWaiting')}
        </p>
      )}
      {loaded.state === 'failed' && <ProblemNotice problem={loaded.problem} />}
      {loaded.state === 'ready' && (
        <>
          <ul className="panel rows">
            {loaded.value.verificationMethod.map((method) => (
              <li key={method.id} className="did-method">
                <Method whole={loaded.value} method={method} />
              </li>
            ))}
          </ul>
          <details className="panel raw">
            <summary>{t('rawDocument')}</summary>
            <pre className="mono">{JSON.stringify(loaded.value, null, 2)}</pre>
          </details>
        </>
      )}
    </section>
  )
}

function Method({ whole, method }: { whole: DidDocument; method: VerificationMethod }) {
  const { t } = useTranslation('dids')
  const value =
    method.publicKeyMultibase ?? method.blockchainAccountId ?? method.publicKeyHex ?? method.publicKeyBase58
  return (
    <>
      <div className="did-method-head">
        <strong>{method.type}</strong>
        {whole.authentication.includes(method.id) && <span className="tag">{t('mayAuthenticate')}</span>}
        {whole.assertionMethod.includes(method.id) && <span className="tag">{t('mayAssert')}</span>}
      </div>
      <span className="mono">{value}</span>
      <span className="mono soft did-method-id">#{method.id.split('#')[1]}</span>
    </>
  )
}
