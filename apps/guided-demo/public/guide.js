// Runs commands without leaving the page, shows what happened elsewhere, and counts delays down. Without it every button still works.

const parser = new DOMParser()

/** Puts what a page says now where it was shown before. */
function show(text) {
  const next = parser.parseFromString(text, 'text/html')
  for (const selector of ['.way', '#content']) {
    const [old, fresh] = [document.querySelector(selector), next.querySelector(selector)]
    if (old && fresh) old.replaceWith(fresh)
  }
  count()
}

document.addEventListener('submit', async (event) => {
  const form = event.target
  if (!form.matches('.run')) return
  event.preventDefault()
  const button = form.querySelector('button')
  if (button.disabled) return
  button.disabled = true
  button.textContent = button.dataset.running
  form.classList.add('running')
  try {
    const response = await fetch(form.action, {
      method: 'POST',
      body: new URLSearchParams(new FormData(form)),
    })
    if (!response.ok) throw new TypeError(String(response.status))
    show(await response.text())
    const made = document.getElementById(new URL(form.action).pathname.split('/').pop())
    made?.scrollIntoView({ block: 'nearest', behavior: calm() ? 'auto' : 'smooth' })
    made?.focus({ preventScroll: true })
  } catch {
    location.reload()
  }
})

const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches

/** Shows the page anew when market or chain say something else than what it was made of. */
async function look() {
  const watched = document.querySelector('[data-watch]')
  if (document.hidden || !watched || document.querySelector('.running')) return
  const state = await (await fetch('/state')).text()
  if (state !== watched.dataset.watch) show(await (await fetch(location.href)).text())
}

setInterval(() => look().catch(() => {}), 2000)
document.addEventListener('visibilitychange', () => look().catch(() => {}))

async function count() {
  const place = document.querySelector('[data-until]')
  if (!place) return
  const left = Math.ceil((new Date(place.dataset.until) - Date.now()) / 1000)
  place.textContent = left > 0 ? `${left} s` : ''
  if (left <= 0) {
    delete place.dataset.until
    // By the chain's clock, which may be a moment behind.
    setTimeout(async () => show(await (await fetch(location.href)).text()), 700)
  }
}

setInterval(count, 500)
count()
