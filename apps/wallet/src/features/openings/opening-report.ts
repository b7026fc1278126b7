import type { OpeningPlace, OpeningView } from '@velum/holder'
import type { TFunction } from 'i18next'
import type { LanguageTools } from '../../language/use-language.ts'

/** What a lawyer needs to find the request on the chain and to answer it: ids, hashes and times, as text to read and to copy from. No
 *  claim of the holder stands in it. Times are in UTC. */
export function openingReport(options: {
  readonly opening: OpeningView
  readonly service: string
  readonly t: TFunction<'openings'>
  readonly say: LanguageTools['say']
  readonly now: Date
}): string {
  const { opening, service, t, say, now } = options
  const { authority, requester, requested, presentation, result, takenBack } = opening
  const { verifier, at, transaction } = presentation
  const line = (name: string, value: string | number) => `${name}: ${value}`
  const place = ({ at: time, block, blockHash, transactionHash }: OpeningPlace) => [
    line(`  ${t('when')}`, time),
    line(`  ${t('block')}`, `${block} ${blockHash}`),
    line(`  ${t('transaction')}`, transactionHash),
  ]
  const votes = (title: string, list: OpeningView['approvals']) =>
    list.flatMap((vote) => [
      line(title, `${vote.trustee} (${vote.account})`),
      ...place(vote),
      line(`  ${t('hash')}`, vote.hash),
    ])
  const parts = [
    [t('reportTitle'), t('reportBy', { moment: now.toISOString() })],
    [
      line(t('requestId'), opening.requestId),
      line(t('reportState'), t(`state_${opening.state}`)),
      line(t('chain'), opening.chainId),
      line(t('contract'), opening.registry),
      line(t('stepRequested'), ''),
      ...place(requested),
      line(t('stepOpens'), opening.opensAt),
      line(t('stepExpires'), opening.expiresAt),
    ],
    [
      line(t('authority'), authority?.name ?? t('authorityUnknown')),
      line(t('authorityId'), opening.authorityId),
      line(t('epoch'), opening.epoch),
      ...(authority ? [t('decides', { ...authority })] : []),
      ...(opening.fits ? [] : [t('vain')]),
    ],
    [
      line(t('account'), requester.account),
      line(t('who'), t(`who_${requester.kind}`, { service })),
      ...requester.clientIds.map((clientId) => line(t('clientId'), clientId)),
      line(t('basisHash'), opening.basisHash),
      line(t('answerTo'), opening.answerTo.text),
    ],
    [
      line(t('presentationId'), opening.presentationId),
      line(t('shownTo'), `${service} (${verifier.did ?? verifier.host})`),
      line(t('shownAt'), at),
      ...(transaction
        ? [
            line(t('confirmed'), say(transaction.description)),
            ...(transaction.reference === undefined ? [] : [line(t('reference'), transaction.reference)]),
          ]
        : []),
    ],
    votes(t('approvedBy'), opening.approvals),
    votes(t('refusedBy'), opening.refusals),
    result ? [line(t('resultHash'), result.resultHash), ...place(result)] : [],
    takenBack ? [t(`back_${takenBack.what}`), line(`  ${t('when')}`, takenBack.noticedAt)] : [],
    [t('reportLimits')],
  ]
  return `${parts
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n')}\n`
}
