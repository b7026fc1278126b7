/** The element's look. A page sets the custom properties to make it its own. */
export const elementStyle = `
:host { display: block; }
:host, dialog {
  --_accent: var(--velum-accent, #1f4fd8);
  --_on-accent: var(--velum-on-accent, #fff);
  --_ink: var(--velum-ink, CanvasText);
  --_muted: var(--velum-muted, color-mix(in srgb, CanvasText 68%, Canvas));
  --_line: var(--velum-line, color-mix(in srgb, CanvasText 18%, Canvas));
  --_surface: var(--velum-surface, Canvas);
  --_radius: var(--velum-radius, 12px);
}
* { box-sizing: border-box; }
button, .open {
  font: inherit; font-weight: 600; line-height: 1.25; cursor: pointer;
  display: inline-flex; align-items: center; justify-content: center; min-height: 48px;
  padding: 12px 24px; border: 0; border-radius: var(--_radius);
  background: var(--_accent); color: var(--_on-accent); text-decoration: none; text-align: center;
}
button:hover, .open:hover { filter: brightness(1.08); }
button:focus-visible, .open:focus-visible, input:focus-visible, summary:focus-visible {
  outline: 3px solid var(--_accent); outline-offset: 3px;
}
button[disabled] { opacity: .6; cursor: progress; }
button.plain { background: none; color: var(--_muted); font-weight: 500; padding-inline: 12px; }
dialog {
  width: min(100% - 24px, 640px); max-height: calc(100dvh - 24px); overflow: auto; padding: 28px;
  border: 1px solid var(--_line); border-radius: calc(var(--_radius) + 8px);
  background: var(--_surface); color: var(--_ink); text-align: start;
}
dialog::backdrop { background: rgb(8 10 24 / .56); }
.ways { display: grid; gap: 24px; grid-template-columns: repeat(auto-fit, minmax(min(100%, 220px), 1fr)); }
.way { display: flex; flex-direction: column; align-items: flex-start; gap: 10px; }
h2 { margin: 0 0 20px; font: inherit; font-size: 1.25em; font-weight: 700; }
h3 { margin: 0; font: inherit; font-weight: 650; }
.only { margin-top: 16px; }
p { margin: 0; color: var(--_muted); font-size: .9375em; line-height: 1.5; }
.code { background: #fff; padding: 14px; border-radius: var(--_radius); border: 1px solid var(--_line); width: min(100%, 232px); }
.code svg { display: block; width: 100%; height: auto; }
.status { display: flex; align-items: center; gap: 10px; font-size: .9375em; }
.status::before { content: ''; width: 8px; height: 8px; border-radius: 50%; background: var(--_accent); flex: none; }
.foot {
  display: flex; flex-wrap: wrap; align-items: start; justify-content: space-between; gap: 8px 16px;
  margin-top: 20px; padding-top: 12px; border-top: 1px solid var(--_line);
}
details { font-size: .9375em; flex: 1 1 240px; }
summary { cursor: pointer; color: var(--_muted); padding: 10px 0; }
form { display: flex; flex-wrap: wrap; gap: 8px; align-items: end; padding: 8px 0; }
label { display: grid; gap: 4px; flex: 1 1 220px; }
input {
  font: inherit; width: 100%; padding: 10px 12px; min-height: 44px; color: var(--_ink); background: var(--_surface);
  border: 1px solid var(--_line); border-radius: calc(var(--_radius) - 4px);
}
.error { color: var(--velum-error, #b3261e); }
@media (prefers-reduced-motion: no-preference) {
  .status::before { animation: breathe 1.8s ease-in-out infinite; }
  @keyframes breathe { 50% { opacity: .25; } }
}
`
