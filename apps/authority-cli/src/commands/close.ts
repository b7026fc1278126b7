import { closeRequest } from '@velum/authority'
import { Command } from 'commander'
import { parseId } from '../terminal/parse-option.ts'
import { asRequester, contextOf } from './command-context.ts'

export function closeCommand(): Command {
  return new Command('close')
    .description('close your request with the salted hash of the result')
    .argument('<request>', 'its number on the chain, 0x and 64 digits', parseId)
    .addHelpText(
      'after',
      `
Everybody sees that you have a result, and nobody which. Run again, it finds it
closed.

Example:
  velum-authority close 0x0000000000000000000000000000000000000000000000000000000000000001`,
    )
    .action(async (requestId: string, _options: object, command: Command) => {
      const context = contextOf(command)
      const closed = await asRequester(context, (requester) => closeRequest(requester, requestId))
      const hash = `0x${Buffer.from(closed.resultHash).toString('hex')}`
      context.printer.result({ requestId, resultHash: hash, again: closed.again }, () =>
        [
          closed.again ? 'The request was closed with your result before.' : 'The request is closed.',
          `  hash of the result  ${hash}`,
          '',
          'Next:',
          '  Take a snapshot of the chain with `velum-authority snapshot`, and check your',
          '  evidence against it with `velum-authority verify-evidence`, as the court will.',
        ].join('\n'),
      )
    })
}
