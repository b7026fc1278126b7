import { createHmac, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { serve } from '../../../e2e/support/serve.ts'
import { createOpeningWebhook, type OpeningChange } from '../src/index.ts'
import { signWebhook } from '../src/openings/opening-webhook.ts'

const secret = Uint8Array.from(randomBytes(32))
const change: OpeningChange = {
  id: `0x${'ab'.repeat(32)}-2`,
  status: 'approved',
  at: new Date('2026-11-23T12:00:00Z'),
  trustee: 3,
  ...{ approvals: 1, refusals: 0, threshold: 3, epoch: 1 },
  requestId: `0x${'ab'.repeat(32)}`,
  presentationId: `0x${'cd'.repeat(32)}`,
  authority: `0x${'ef'.repeat(32)}`,
  requester: `0x${'12'.repeat(20)}`,
  basisHash: `0x${'34'.repeat(32)}`,
  answerTo: 'holder@court.example',
  opensAt: new Date('2026-11-23T11:00:00Z'),
  expiresAt: new Date('2026-11-30T11:00:00Z'),
}

/** A receiver on a loopback port that answers with `status`. */
async function receive(answer: () => Response) {
  const received: { headers: Headers; body: string }[] = []
  const server = await serve(async (request) => {
    received.push({ headers: request.headers, body: await request.text() })
    return answer()
  })
  return { ...server, received }
}

describe('the webhook of openings', () => {
  it('signs as the published vector of Standard Webhooks', async () => {
    const vector = {
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      timestamp: 1_614_265_330,
      body: '{"test": 2432232314}',
      secret: Uint8Array.from(Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64')),
    }
    expect(await signWebhook(vector)).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=')
  })

  it('posts a change, signed over what is sent and when', async () => {
    const server = await receive(() => new Response(null, { status: 204 }))
    const now = () => new Date('2026-11-23T12:34:56.789Z')
    await createOpeningWebhook({ url: `${server.url}/openings`, secret, now })(change)
    await server.close()
    const [{ headers, body } = { headers: new Headers(), body: '' }] = server.received
    const seconds = Date.parse('2026-11-23T12:34:56Z') / 1000
    const digest = createHmac('sha256', secret).update(`${change.id}.${seconds}.${body}`).digest('base64')
    expect(headers.get('webhook-id')).toBe(change.id)
    expect(headers.get('webhook-timestamp')).toBe(String(seconds))
    expect(headers.get('webhook-signature')).toBe(`v1,${digest}`)
    expect(JSON.parse(body)).toEqual({
      type: 'opening.approved',
      timestamp: '2026-11-23T12:00:00.000Z',
      data: JSON.parse(JSON.stringify(change)),
    })
  })

  it.each([
    ['an error', () => new Response('no', { status: 500 })],
    ['a redirect, which could lead anywhere', () => Response.redirect('https://elsewhere.example/')],
  ])('is not delivered by %s', async (_, answer) => {
    const server = await receive(answer)
    const post = createOpeningWebhook({ url: server.url, secret })
    await expect(post(change)).rejects.toMatchObject({ code: 'webhook-refused' })
    await server.close()
    await expect(post(change)).rejects.toMatchObject({ code: 'webhook-refused' })
    expect(server.received).toHaveLength(1)
  })

  it('gives up on a receiver that does not answer', async () => {
    const server = await serve(() => new Promise<Response>(() => {}))
    const post = createOpeningWebhook({ url: server.url, secret, timeoutSeconds: 0.2 })
    await expect(post(change)).rejects.toMatchObject({ code: 'webhook-refused' })
    void server.close()
  })

  it.each([
    ['plain http in public', { url: 'http://library.example/hook' }],
    ['what is no address', { url: 'hook' }],
    ['a short secret', { secret: new Uint8Array(23) }],
  ])('refuses %s', (_, wrong) => {
    const options = { url: 'https://library.example/hook', secret, ...wrong }
    expect(() => createOpeningWebhook(options)).toThrow(
      expect.objectContaining({ code: 'configuration-invalid' }),
    )
  })
})
