import { BadgeCheck, CircleAlert, Copy, Hourglass } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../design/button.tsx'
import { Notice } from '../../design/notice.tsx'
import type { CardDetail } from '../../engine/card-view.ts'
import { formatDate, formatMoment } from '../../language/format-date.ts'
import { useLanguage } from '../../language/use-language.ts'
import { now } from '../../platform/clock.ts'
import { AloneWarning } from '../authority/alone-warning.tsx'
import { AuthoritySeats } from '../authority/authority-seats.tsx'
import { useAuthorityWords } from '../authority/use-authority-words.ts'
import { ProblemNotice } from '../problem-notice.tsx'
import { useEngine } from '../use-engine.ts'
import { useWork } from '../use-work.ts'
import { ClaimList } from './claim-list.tsx'
import './card-binding.css'

type Sealed = NonNullable<CardDetail['record']>

/** Whether a copy of the card would be of use to a thief, and what was sealed with it for whom. */
export function CardBinding({ card }: { card: CardDetail }) {
  const { t } = useTranslation('cards')
  return (
    <section className="section card-binding" aria-labelledby="binding">
      <h2 id="binding">{t('bindingTitle')}</h2>
      <p className="binding-line">
        {card.bound ? <BadgeCheck aria-hidden /> : <Copy aria-hidden />}
        {card.bound ? t('bound') : t(card.suite === 'bbs-2023' ? 'unbound' : 'unboundSuite')}
      </p>
      {card.record && <SealedRecord cardId={card.id} record={card.record} />}
    </section>
  )
}

function SealedRecord({ cardId, record }: { cardId: string; record: Sealed }) {
  const { t } = useTranslation('cards')
  const { language } = useLanguage()
  const whoOf = useAuthorityWords()
  const engine = useEngine()
  const work = useWork()
  const { authority, state, checkedAt } = record
  const Sign = state === 'waiting' ? Hourglass : sound(state) ? BadgeCheck : CircleAlert
  return (
    <div className="panel sealed">
      <div className="sealed-head">
        <Sign aria-hidden className={sound(state) ? 'sealed-good' : 'sealed-care'} />
        <div>
          <strong>{t(`record_${state}`)}</strong>
          <span className="small soft">
            {checkedAt === undefined
              ? t('recordNever')
              : t('statusChecked', { moment: formatMoment(checkedAt, language, now()) })}
          </span>
        </div>
        <Button
          look="quiet"
          isPending={work.busy}
          onPress={() => void work.run(() => engine.refreshRecord(cardId))}
        >
          {t('check')}
        </Button>
      </div>
      {(state === 'missing' || state === 'mismatch') && (
        <Notice tone="bad" title={t(`record_${state}`)}>
          {t(`recordNext_${state}`)}
        </Notice>
      )}
      {work.problem && <ProblemNotice problem={work.problem} />}
      {authority && (
        <p className="sealed-who">
          <span>{t('recordOpens', { who: whoOf(authority) })}</span>
          <AuthoritySeats authority={authority} />
        </p>
      )}
      {authority && <AloneWarning authority={authority} />}
      <details className="raw">
        <summary>{t('recordSays', { date: formatDate(record.date, language) })}</summary>
        <div className="sealed-facts">
          <ClaimList claims={record.claims} />
          <p className="small soft">
            {record.publish ? t('recordPublished') : t('recordUnpublished')}{' '}
            {record.independentlySigned ? t('recordIndependent') : t('recordIssuersWord')}
          </p>
        </div>
      </details>
    </div>
  )
}

function sound(state: Sealed['state']): boolean {
  return state === 'anchored' || state === 'replaced'
}
