import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'

const bin = (file: string) => fileURLToPath(new URL(`../bin/${file}`, import.meta.url))

let project: string
beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'velum-forge-'))
  mkdirSync(join(project, 'test'))
  writeFileSync(
    join(project, 'foundry.toml'),
    `[profile.default]\nsolc = "${bin('solc.cjs')}"\noffline = true\n`,
  )
  writeFileSync(
    join(project, 'test', 'Two.t.sol'),
    `// SPDX-License-Identifier: Apache-2.0
    pragma solidity ^0.8.30;
    contract TwoTest {
      function test_passes() external pure {}
      function test_fails() external pure { require(false); }
    }`,
  )
})
afterAll(() => rmSync(project, { recursive: true, force: true }))

function run(file: string, args: string[], env: Record<string, string> = {}) {
  return spawnSync(process.execPath, [bin(file), ...args, '--root', project], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  })
}

it('returns zero when the tests pass', () => {
  const passed = run('forge.cjs', ['test', '--match-test', 'test_passes'])
  expect(passed.stdout).toContain('1 tests passed, 0 failed')
  expect(passed.status).toBe(0)
})

it('fails when a test fails', () => {
  const failed = run('forge.cjs', ['test'])
  expect(failed.stdout).toContain('1 tests passed, 1 failed')
  expect(failed.status).toBe(1)
})

it('fails when forge does not take its options', () => {
  const failed = run('forge.cjs', ['build', '--evm-version', 'no-such-version'])
  expect(failed.status).not.toBe(0)
})

it('fails and reports the counts when a test of the contracts fails', () => {
  const report = join(project, 'report.json')
  const failed = run('test.mjs', [], { VELUM_FORGE_REPORT: report })
  expect(failed.status).toBe(1)
  expect(JSON.parse(readFileSync(report, 'utf8'))).toEqual({ passed: 1, failed: 1, skipped: 0 })
})
