import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { actions, isActionId } from './actions.ts'
import { publicFile } from './files.ts'
import { guard } from './guard.ts'
import type { GuideWorld } from './guide-world.ts'
import { languageOf, rememberLanguage } from './language.ts'
import { failurePage } from './pages/failure-page.ts'
import { openingPage } from './pages/opening-page.ts'
import { scenePage } from './pages/scene-page.ts'
import { sceneAt, scenes } from './scenes.ts'
import { type Stage, stateText, type View } from './stage.ts'

export interface GuideServerOptions {
  readonly stage: Stage
  readonly urls: GuideWorld['urls']
  /** Where it is reached. */
  readonly url: () => string
  /** In every form of its pages, and known to nobody else. */
  readonly token: string
}

/** Nothing from elsewhere, nothing inline, in nobody's frame. */
const contentSecurityPolicy = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  fontSrc: ["'self'"],
  imgSrc: ["'self'"],
  connectSrc: ["'self'"],
  formAction: ["'self'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
}

const downloads = { 'evidence.json': 'market', 'snapshot.json': 'court' } as const

/** The guide's website. */
export function createServer({ stage, urls, url, token }: GuideServerOptions): Hono {
  const app = new Hono()
  app.use(
    secureHeaders({ contentSecurityPolicy, referrerPolicy: 'same-origin', strictTransportSecurity: false }),
  )
  app.use(guard({ url, token }))
  app.use(async (context, next) => {
    await next()
    if (!context.res.headers.has('cache-control')) context.header('cache-control', 'no-store')
  })
  app.use(rememberLanguage)

  app.get('/', async (context) => {
    const view = await stage.look()
    return context.html(openingPage({ language: languageOf(context), token, view }))
  })
  app.post('/begin', async (context) => {
    await stage.begin()
    return context.redirect('/scene/card', 303)
  })
  app.post('/card', async (context) => {
    await stage.offer()
    return context.redirect('/scene/card', 303)
  })
  app.get('/scene/:scene', async (context) => {
    const view = await stage.look()
    if (!view) return context.redirect('/', 303)
    const wanted = sceneAt(context.req.param('scene'))
    const scene = scenes[wanted]
    if (!scene || wanted >= view.reached) return context.redirect(`/scene/${furthest(view)}`, 303)
    // What another page loads is not where the visitor is.
    const from = context.req.header('sec-fetch-site') ?? 'none'
    if (from === 'none' || from === 'same-origin') await stage.visit(scene.id)
    return context.html(scenePage({ language: languageOf(context), token, view, scene: scene.id, urls }))
  })
  app.post('/act/:action', async (context) => {
    const id = context.req.param('action')
    if (!isActionId(id)) return context.notFound()
    await stage.act(id, languageOf(context))
    return context.redirect(`/scene/${actions[id].scene}#${id}`, 303)
  })
  // The page asks, and loads itself again when this is no longer what it was made of.
  app.get('/state', async (context) => {
    const view = await stage.look()
    return context.text(view ? stateText(view) : '')
  })
  app.get('/files/:name', async (context) => {
    const name = context.req.param('name')
    if (name !== 'evidence.json' && name !== 'snapshot.json') return context.notFound()
    const content = await stage.file(downloads[name], name)
    if (!content) return context.notFound()
    return context.body(new Uint8Array(content), 200, {
      'content-type': 'application/json',
      'content-disposition': `attachment; filename="${name}"`,
    })
  })
  app.get('/assets/:name', ({ req }) => publicFile(req.param('name')))
  app.onError((error, context) => {
    // For whoever started the stack; a visitor is told what to do.
    console.error(error)
    return context.html(failurePage(languageOf(context)), 503)
  })
  return app
}

const furthest = ({ reached }: View) => scenes[reached - 1]?.id ?? 'card'
