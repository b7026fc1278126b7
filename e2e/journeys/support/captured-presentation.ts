import { expect, type Page } from '@playwright/test'
import type { Presentation } from '@velum/credential'
import { askInLibrary } from './holder.ts'
import type { World } from './journey.ts'

export interface CapturedAnswer {
  readonly presentation: Presentation
  /** The whole body, as it left the browser. */
  readonly body: string
}

/** Answers the library's request for a reader's pass, and gives what left the browser. */
export async function answerForPass(page: Page, world: World): Promise<CapturedAnswer> {
  const posted = page
    .context()
    .waitForEvent('request', (request) => request.url().endsWith('/velum/response'))
  await askInLibrary(page, world, '/')
  await page.getByRole('button', { name: /^Show 2 facts to/ }).click()
  await expect(page.getByRole('heading', { name: /^Shown to/ })).toBeVisible()
  const body = (await posted).postData() ?? ''
  const tokens: Record<string, Presentation[]> = JSON.parse(new URLSearchParams(body).get('vp_token') ?? '{}')
  const [presentation] = Object.values(tokens).flat()
  if (!presentation) throw new Error('Nothing was presented.')
  return { presentation, body }
}
