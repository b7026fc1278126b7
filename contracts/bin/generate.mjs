#!/usr/bin/env node
// Writes the contracts' ABI and bytecode as TypeScript into packages/registry/src/generated.
// With --check it writes nothing and fails when what is there is not what it would write.
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const here = (relative) => fileURLToPath(new URL(relative, import.meta.url))
const require = createRequire(import.meta.url)
const target = (file) => here(`../../packages/registry/src/generated/${file}`)

function contractModule({ name, origin, abi, bytecode }) {
  // One entry a line: a changed function is a changed line.
  const entries = abi.map((entry) => `  ${JSON.stringify(entry)},\n`).join('')
  return [
    `// Generated from ${origin} by \`pnpm --filter @velum/contracts generate\`. Do not edit.\n`,
    `export const ${name}Abi = [\n${entries}] as const\n`,
    `export const ${name}Bytecode =\n  '${bytecode}'\n`,
  ].join('\n')
}

const built = spawnSync(process.execPath, [here('forge.cjs'), 'build', '--silent', 'src'], {
  stdio: 'inherit',
})
if (built.status !== 0) process.exit(built.status ?? 1)

/** Our contracts: the generated file of each is named after it in kebab-case. */
const ours = ['StatusRegistry', 'TrustRegistry', 'EscrowRegistry', 'OpeningRegistry']
const ourFiles = ours.map((contract) => {
  const { abi, bytecode } = JSON.parse(readFileSync(here(`../out/${contract}.sol/${contract}.json`), 'utf8'))
  const name = contract[0].toLowerCase() + contract.slice(1)
  const file = `${contract.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase()}.ts`
  const origin = `contracts/src/${contract}.sol`
  return [file, contractModule({ name, origin, abi, bytecode: bytecode.object })]
})
const didRegistryPackage = require.resolve('ethr-did-registry')
const didRegistry = createRequire(didRegistryPackage)(
  './artifacts/contracts/EthereumDIDRegistry.sol/EthereumDIDRegistry.json',
)

const files = {
  ...Object.fromEntries(ourFiles),
  'did-registry.ts': contractModule({
    name: 'didRegistry',
    origin: 'the npm package ethr-did-registry (ERC-1056)',
    abi: didRegistry.abi,
    bytecode: didRegistry.bytecode,
  }),
}

const check = process.argv.includes('--check')
for (const [file, text] of Object.entries(files)) {
  if (!check) {
    writeFileSync(target(file), text)
    continue
  }
  let present
  try {
    present = readFileSync(target(file), 'utf8')
  } catch {
    present = undefined
  }
  if (present !== text) {
    console.error(`${file} is stale: run \`pnpm --filter @velum/contracts generate\` and commit the result.`)
    process.exitCode = 1
  }
}
