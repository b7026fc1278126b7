/** The element's look. A page sets the custom properties to make it its own. */
export const elementStyle = `
:host {
  --accent: var(--velum-accent, #1f4fd8);
  --on-accent: var(--velum-on-accent, #fff);
  --ink: var(--velum-ink, CanvasText);
  --muted: var(--velum-muted, color-mix(in srgb, CanvasText 68%, Canvas));
  --line: var(--velum-line, color-mix(in srgb, CanvasText 18%, Canvas));
  --surface: var(--velum-surface, Canvas);
  --radius: var(--velum-radius, 12px);
  display: block;
  color: var(--ink);
}
* { box-sizing: border-box; }
button, .open {
  font: inherit; font-weight: 600; line-height: 1.25; cursor: pointer;
  display: inline-flex; align-items: center; justify-content: center; min-height: 48px;
  padding: 12px 24px; border: 0; border-radius: var(--radius);
  background: var(--accent); color: var(--on-accent); text-decoration: none; text-align: center;
}
button:hover, .open:hover { filter: brightness(1.08); }
button:focus-visible, .open:focus-visible, input:focus-visible, summary:focus-visible, .panel:focus-visible {
  outline: 3px solid var(--accent); outline-offset: 3px;
}
button[disabled] { opacity: .6; cursor: progress; }
button.plain { background: none; color: var(--muted); font-weight: 500; padding-inline: 12px; }
.panel { border: 1px solid var(--line); border-radius: calc(var(--radius) + 6px); background: var(--surface); padding: 24px; }
.ways { display: grid; gap: 24px; grid-template-columns: repeat(auto-fit, minmax(min(100%, 220px), 1fr)); }
.way { display: flex; flex-direction: column; align-items: flex-start; gap: 10px; }
h3 { margin: 0; font: inherit; font-weight: 650; }
p { margin: 0; color: var(--muted); font-size: .9375em; line-height: 1.5; }
.code { background: #fff; padding: 14px; border-radius: var(--radius); border: 1px solid var(--line); width: min(100%, 232px); }
.code svg { display: block; width: 100%; height: auto; }
.status { display: flex; align-items: center; gap: 10px; font-size: .9375em; }
.status::before { content: ''; width: 8px; height: 8px; border-radius: 50%; background: var(--accent); flex: none; }
.foot {
  display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 8px 16px;
  margin-top: 20px; padding-top: 12px; border-top: 1px solid var(--line);
}
details { font-size: .9375em; flex: 1 1 240px; }
summary { cursor: pointer; color: var(--muted); padding: 10px 0; }
form { display: flex; flex-wrap: wrap; gap: 8px; align-items: end; padding: 8px 0; }
label { display: grid; gap: 4px; flex: 1 1 220px; }
input {
  font: inherit; width: 100%; padding: 10px 12px; min-height: 44px; color: var(--ink); background: var(--surface);
  border: 1px solid var(--line); border-radius: calc(var(--radius) - 4px);
}
.error { color: var(--velum-error, #b3261e); }
@media (prefers-reduced-motion: no-preference) {
  .status::before { animation: breathe 1.8s ease-in-out infinite; }
  @keyframes breathe { 50% { opacity: .25; } }
}
`
