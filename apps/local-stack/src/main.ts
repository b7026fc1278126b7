import { join } from 'node:path'
import { renderUnicodeCompact } from 'uqr'
import { inventedResidents } from './invented-residents.ts'
import { type Part, readPorts } from './ports.ts'
import { type Stack, startStack } from './start-stack.ts'

const names: Record<Part, string> = {
  chain: 'EVM node and contracts',
  relayer: 'relayer',
  issuer: 'issuer "Harbour City Residents’ Office"',
  wallet: 'wallet',
  demo: 'demo service "Harbour Library"',
  market: 'second demo service "Tideway Market"',
  guide: 'guided demo',
}

function showProgress(part: Part, phase: 'starting' | 'ready'): void {
  if (phase === 'ready') process.stdout.write(`${process.stdout.isTTY ? '\r' : ''}  ✓ ${names[part]}\n`)
  else if (process.stdout.isTTY) process.stdout.write(`  … ${names[part]}`)
}

async function showWhereThingsAre(stack: Stack): Promise<void> {
  const resident = inventedResidents[Math.floor(Date.now() / 1000) % inventedResidents.length]
  if (!resident) throw new Error('there is no invented resident to make an offer to')
  const offer = await stack.issuer.createOffer({ template: 'bound-resident-id', claims: resident })
  const link = offer.link(stack.urls.wallet)
  const unbound = await stack.issuer.createOffer({ template: 'resident-id', claims: resident })
  const where = (['guide', 'wallet', 'demo', 'market', 'issuer', 'relayer', 'chain'] as const)
    .map((part) => `  ${part.padEnd(9)}${stack.urls[part]}`)
    .join('\n')
  console.log(`
Everything runs on this machine:

${where}

New here? The guided demo takes ten minutes: a fraud under a pseudonym, and how it is found out. Open

  ${stack.urls.guide}

Or look around by yourself. A credential for ${resident.givenName} ${resident.familyName} (invented), bound to its holder. Open this link in the browser:

  ${link}

  transaction code: ${offer.txCode}

${renderUnicodeCompact(link)}
Then open an account at each demo service, without telling it who you are: each sees a pseudonym of its own.

The same facts in a credential that is not bound, for services that ask for no more:

  ${unbound.link(stack.urls.wallet)}

  transaction code: ${unbound.txCode}

Issuer and trustees answer to their command lines:
  npm run issuer -- list
  npm run issuer -- revoke <id>
  npm run authority -- --as trustee-1 requests

Ctrl-C stops everything; the next start goes on where this one ended.
`)
}

const progressLines = process.env.VELUM_VERBOSE ? (line: string) => console.log(`    ${line}`) : () => {}
let stack: Stack | undefined
let stopping = false

async function stop(code: number): Promise<void> {
  if (stopping) return
  stopping = true
  if (stack) {
    console.log('\nStopping …')
    await stack.stop()
    console.log('Stopped. Nothing was lost.')
  }
  process.exit(code)
}

process.on('SIGINT', () => void stop(0))
process.on('SIGTERM', () => void stop(0))
process.on('SIGHUP', () => void stop(0))
// The script that started us holds a channel: when it was killed, nobody is left to stop us.
if (process.channel) process.on('disconnect', () => void stop(1))

try {
  stack = await startStack({
    ports: readPorts(process.env),
    stateDir: process.env.VELUM_STATE_DIR ?? join(process.cwd(), '.velum'),
    onProgress: showProgress,
    log: progressLines,
  })
  if (stopping) await stack.stop()
  else await showWhereThingsAre(stack)
} catch (error) {
  const { code, message } = error as Error & { code?: string }
  console.error(`\nThe stack could not start${code ? ` (${code})` : ''}.\n${message}`)
  process.exitCode = 1
  await stop(1)
}
