import { type ListedRequest, listRequests, type RequestState } from '@velum/authority'
import { Command } from 'commander'
import { contextOf, now, onChain } from './command-context.ts'

export function requestsCommand(): Command {
  return new Command('requests')
    .description('requests to open, and what can be done about each until when')
    .option('--all', 'also those that are over')
    .addHelpText(
      'after',
      `
Only requests in final blocks count. Needs no passphrase.

Example:
  velum-authority requests`,
    )
    .action(async ({ all = false }: { readonly all?: boolean }, command: Command) => {
      const context = contextOf(command)
      const folder = context.settings.dir
      const list = await onChain(context, (chain) => listRequests({ chain, folder, now }))
      const shown = list.requests.filter(({ state }) => all || !over.has(state))
      context.printer.result({ ...list, requests: shown.map(asJson) }, () =>
        [
          shown.length === 0 ? 'There is no request that waits for anybody.' : '',
          ...shown.flatMap((one) => describe(one, list.threshold)),
          ...(list.notFinal > 0
            ? [
                `${list.notFinal} more stand on the chain but not in a final block yet; look again in some minutes.`,
              ]
            : []),
        ]
          .join('\n')
          .trim(),
      )
    })
}

const over: ReadonlySet<RequestState> = new Set(['closed', 'expired'])

const hex = (octets: Uint8Array) => `0x${Buffer.from(octets).toString('hex')}`
const time = (date: Date) => `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`

function asJson({ record, state, vote }: ListedRequest) {
  const { presentationId, basisHash, requesterKey, approvals, refusals, closed, ...rest } = record
  return {
    ...rest,
    presentationId: hex(presentationId),
    basisHash: hex(basisHash),
    requesterKey: hex(requesterKey),
    approvals: approvals.map(({ trustee }) => trustee),
    refusals: refusals.map(({ trustee }) => trustee),
    closed: closed !== undefined,
    state,
    vote: vote ?? null,
  }
}

function describe({ record, state, vote }: ListedRequest, threshold: number): string[] {
  const { requestId, requester, epoch, answerTo, opensAt, expiresAt, approvals, refusals } = record
  const what = {
    waiting: `too early to approve, until ${time(opensAt)}; you can refuse`,
    open: `approve or refuse until ${time(expiresAt)}`,
    enough: `enough have approved; the requester can open it`,
    closed: 'closed with a result',
    expired: `expired at ${time(expiresAt)}`,
  }[state]
  return [
    `Request ${requestId}`,
    `  from     ${requester}, epoch ${epoch}, made ${time(record.requested.at)}`,
    `  now      ${what}`,
    `  votes    ${approvals.length} of ${threshold} approvals, ${refusals.length} refusals${vote === undefined ? '' : `; you have ${vote} it`}`,
    `  holder   can answer to ${answerTo}`,
    ...(vote === undefined && !over.has(state)
      ? ['  next     get the case file from the requester, then inspect it']
      : vote === 'approved' && state === 'enough'
        ? [`  next     velum-authority hand-over --request ${requestId}`]
        : []),
    '',
  ]
}
