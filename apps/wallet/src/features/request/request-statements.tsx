import type { EscrowView, PseudonymView, RequestView, StatementView } from '@velum/holder'
import { Fingerprint, Landmark, Link, VenetianMask } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDate } from '../../language/format-date.ts'
import { useLanguage } from '../../language/use-language.ts'
import { AloneWarning } from '../authority/alone-warning.tsx'
import { AuthoritySeats } from '../authority/authority-seats.tsx'
import { useAuthorityWords } from '../authority/use-authority-words.ts'
import './request-statements.css'

/** What is proved beside facts, at one glance: the holder, the pseudonym there, and who could open the seal. */
export function RequestStatements({ view }: { view: RequestView }) {
  const { t } = useTranslation('request')
  const statements = distinct(view.queries.flatMap((query) => query.statements))
  if (statements.length === 0) return null
  const { host } = view.verifier
  return (
    <section className="section request-statements" aria-labelledby="statements">
      <h2 id="statements">{t('statementsTitle')}</h2>
      <ul className="panel rows statements">
        {statements.map((statement) => (
          <li key={keyOf(statement)}>
            {statement.type === 'pseudonym' && <Pseudonym statement={statement} host={host} />}
            {statement.type === 'escrow' && (
              <Escrow statement={statement} forTransaction={view.transaction !== undefined} />
            )}
            {statement.type === 'same-holder' && (
              <Statement icon={<Link aria-hidden />} title={t('sameHolder')}>
                {t('sameHolderBody')}
              </Statement>
            )}
            {statement.type === 'possession' && (
              <Statement icon={<Fingerprint aria-hidden />} title={t('possession')}>
                {t('possessionBody')}
              </Statement>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function Pseudonym({ statement, host }: { statement: PseudonymView; host: string }) {
  const { t } = useTranslation('request')
  const { language } = useLanguage()
  const { short, lastShownAt, scope, alsoShownTo } = statement
  const others = new Intl.ListFormat(language).format(alsoShownTo)
  return (
    <Statement
      icon={<VenetianMask aria-hidden />}
      title={t('pseudonym', { host })}
      aside={
        <span className="pseudonym">
          {short !== undefined && <span className="mono pseudonym-name">{short}</span>}
          <span className={lastShownAt === undefined ? 'stamp' : 'stamp stamp-good'}>
            {lastShownAt === undefined
              ? t('pseudonymNew')
              : t('pseudonymKnown', { date: formatDate(lastShownAt, language) })}
          </span>
        </span>
      }
    >
      {scope === undefined ? t('pseudonymAlone', { host }) : t('pseudonymShared')}
      {alsoShownTo.length > 0 && ` ${t('pseudonymAlso', { others })}`}
    </Statement>
  )
}

function Escrow({ statement, forTransaction }: { statement: EscrowView; forTransaction: boolean }) {
  const { t } = useTranslation('request')
  const whoOf = useAuthorityWords()
  const { authority } = statement
  if (!authority) return <Statement icon={<Landmark aria-hidden />} title={t('escrowUnknown')} />
  return (
    <Statement
      icon={<Landmark aria-hidden />}
      title={t('escrow', { who: whoOf(authority) })}
      aside={
        <>
          <AuthoritySeats authority={authority} />
          <AloneWarning authority={authority} />
        </>
      }
    >
      {forTransaction ? t('escrowTransaction') : t('escrowPresence')}
    </Statement>
  )
}

interface StatementProps {
  readonly icon: ReactNode
  readonly title: ReactNode
  readonly aside?: ReactNode
  readonly children?: ReactNode
}

function Statement({ icon, title, aside, children }: StatementProps) {
  return (
    <div className="statement">
      {icon}
      <div>
        <strong>{title}</strong>
        {aside}
        {children !== undefined && <p className="small soft">{children}</p>}
      </div>
    </div>
  )
}

// Several cards may be asked for the same: it is told once. What every bound card shows anyway stands last.
function distinct(statements: readonly StatementView[]): StatementView[] {
  const byKey = new Map(statements.map((statement) => [keyOf(statement), statement]))
  const order = ['pseudonym', 'escrow', 'same-holder', 'possession']
  return [...byKey.values()].sort((one, other) => order.indexOf(one.type) - order.indexOf(other.type))
}

function keyOf(statement: StatementView): string {
  if (statement.type === 'pseudonym') return `pseudonym ${statement.label} ${statement.scope ?? ''}`
  return statement.type === 'escrow' ? `escrow ${statement.authorityId}` : statement.type
}
