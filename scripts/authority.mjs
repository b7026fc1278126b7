// `npm run authority -- [--as trustee-2] <command> …`: velum-authority; with --as in a folder of the local stack, under its passphrase,
// without it at the local stack's chain, unless a folder or another chain is named.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './workspace.mjs'

const [option, holder, ...rest] = process.argv.slice(2)
const asHolder = option === '--as'
const place = asHolder ? folderOf(holder) : chainOf(process.argv.slice(2))

const program = join(root, 'apps/authority-cli/bin/velum-authority.mjs')
const child = spawn(process.execPath, [program, ...(asHolder ? rest : process.argv.slice(2))], {
  stdio: 'inherit',
  env: { ...process.env, ...place },
})
// The terminal sends Ctrl-C to the whole group; the program says what it left.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => child.kill('SIGTERM'))
child.on('exit', (code) => process.exit(code ?? 1))

/** The environment in which somebody without keys finds the stack's chain; nothing where it would hide what was named. */
function chainOf(args) {
  const { VELUM_AUTHORITY_DIR, VELUM_DEPLOYMENT } = process.env
  const isNamed =
    VELUM_AUTHORITY_DIR || VELUM_DEPLOYMENT || args.some((one) => /^--(dir|deployment)(=|$)/.test(one))
  // The program's own folder, where somebody ran `init`, keeps the chain that they named then.
  const isKept = existsSync(join('.velum/authority', 'velum-deployment.json'))
  const file = join(stateFolder(), 'velum-deployment.json')
  return isNamed || isKept || !existsSync(file) ? {} : { VELUM_DEPLOYMENT: file }
}

function stateFolder() {
  return process.env.VELUM_STATE_DIR ?? join(root, '.velum')
}

/** The environment in which the program works as one of the stack's trustees or services. */
function folderOf(name) {
  const state = stateFolder()
  const parent = /^trustee-[1-5]$/.test(name) ? 'authority' : /^(demo|market)$/.test(name) ? 'requesters' : ''
  const folder = join(state, parent, name ?? '')
  if (parent === '' || !existsSync(folder)) {
    const why =
      parent === '' ? `There is no "${name ?? ''}" in the local stack.` : `There is no folder ${folder}.`
    console.error(`${why} --as takes trustee-1 to trustee-5, demo or market, once npm start has run.`)
    process.exit(2)
  }
  return { VELUM_AUTHORITY_DIR: folder, VELUM_PASSPHRASE_FILE: join(state, `${name}-passphrase`) }
}
