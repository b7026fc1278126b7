import type { html } from 'hono/html'

/** Markup that `hono/html` has escaped. */
export type Markup = ReturnType<typeof html>
