import type { VerifierView } from '@velum/holder'
import { BadgeCheck, CircleHelp } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../language/use-language.ts'
import './requester.css'

/** Who asks. A name that nothing proves looks like one: hatched, dashed, with a warning. */
export function Requester({ verifier }: { verifier: VerifierView }) {
  const { t } = useTranslation('request')
  const { say } = useLanguage()
  const { proved, host, answerHost, did } = verifier
  const name = verifier.name && say(verifier.name)
  // A sign-in is not signed: its host is known by the connection alone, and no DID stands for it.
  const provedBy = did === undefined ? t('provedByConnection') : t('provedBody')
  const words = proved ? provedBy : t('unprovedBody', { host })
  return (
    <div className={proved ? 'requester' : 'requester requester-unproved'}>
      <div className="requester-name">
        <strong>{name ?? host}</strong>
        <span className={proved ? 'stamp stamp-good' : 'stamp stamp-care'}>
          {proved ? <BadgeCheck aria-hidden /> : <CircleHelp aria-hidden />}
          {proved ? t('proved') : t('unproved')}
        </span>
      </div>
      {name !== undefined && name !== host && <span className="mono soft">{host}</span>}
      <p className="small">{words}</p>
      {answerHost !== undefined && <p className="small">{t('answerGoesTo', { host: answerHost })}</p>}
      {did !== undefined && <p className="mono small soft">{did}</p>}
    </div>
  )
}
